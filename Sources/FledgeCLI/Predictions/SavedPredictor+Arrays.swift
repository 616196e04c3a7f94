import Fledge
import FledgeBasics
import FledgeFiles

extension SavedPredictor {
  /// The inputs (rows, numbers) that stand as an array in a file, NPY or one of named arrays; nil for a file of another kind.
  ///
  /// `name` is the array's, where the file holds several.
  ///
  /// Throws `FileError` for a file that is damaged, has not this array, or has rows of another size than the model takes.
  func arrayInputs(from path: String, named name: String?) throws -> Tensor? {
    // What is no regular file can be read once only, and is a picture.
    guard let reader = try? FileReader(path: path, kind: .regular) else { return nil }
    let start = try reader.readUpTo(9)
    let array: Tensor
    if start.first == 0x93 {
      array = try NPY.read(from: path)
    } else if start.starts(with: "PK\u{3}\u{4}".utf8) || SafetensorsFile.isStart(start) {
      let file = try namedArrays(at: path)
      array = try file.array(name ?? file.onlyArray())
    } else {
      return nil
    }
    let size = saved.card.input.elementCount
    guard array.rank > 0, array.shape.count(over: 1...) == size else {
      throw FileError(
        path: path,
        expected:
          "rows of \(NumberText.count(size, "number")) each, which the model \(self.path.printable) takes",
        found: "an array of shape \(array.shape)")
    }
    return array.reshaped(to: [array.shape[0], size])
  }
}

extension NamedArrays {
  /// The name of the only array. Throws `FileError` if there are others.
  fileprivate func onlyArray() throws -> String {
    guard names.count == 1 else {
      throw FileError(
        path: path, expected: "one array, or the name of the one to take (--input)",
        found: "\(names.count): \(Folder.summary(of: names))")
    }
    return names[0]
  }
}
