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

  /// Whether a file that starts with these bytes is of this kind: the length of a header, which is no text, and the header's brace.
  static func isStart(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 9 && bytes[4..<8].allSatisfy { $0 == 0 } && bytes[8] == UInt8(ascii: "{")
  }
}
