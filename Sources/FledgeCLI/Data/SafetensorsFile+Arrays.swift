import Fledge
import FledgeFiles

extension SafetensorsFile: NamedArrays {
  /// The names of the tensors, in the order of the file.
  public var names: [String] { entries.map(\.name) }

  /// Reads a tensor by its name.
  public func array(_ name: String) throws -> Tensor {
    guard let entry = entry(named: name) else { throw missing(name) }
    return try tensor(entry)
  }

  /// Opens a file of arrays. Throws `FileError` as the initialiser does, and for the weights of a model.
  static func ofArrays(path: String) throws -> SafetensorsFile {
    let file = try SafetensorsFile(path: path)
    guard file.metadata[ModelDescription.metadataKey] == nil else {
      let isTraining = (try? file.expectModel()) == nil
      throw FileError(
        path: path, expected: "arrays of data",
        found: isTraining
          ? "a training, which --resume goes on with" : "a model, whose weights --initial begins with")
    }
    return file
  }

  /// Whether a file that starts with these bytes is of this kind: the length of a header, which is no text, and the header's brace.
  static func isStart(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 9 && bytes[4..<8].allSatisfy { $0 == 0 } && bytes[8] == UInt8(ascii: "{")
  }
}
