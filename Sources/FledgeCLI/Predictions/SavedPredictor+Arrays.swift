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
    guard let place = try? DataPlace(path), !place.isDirectory else { return nil }
    let array: Tensor
    if DataReader.arrays.recognises(place) {
      array = try NPY.read(from: path)
    } else if let open = DataReader.recognising(place)?.openArrays {
      let file = try open(path)
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
