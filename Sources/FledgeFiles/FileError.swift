/// What is wrong with a file: which file, where in it, what was expected and what was found.
///
/// ```text
/// model.bin: no such file
/// weights.safetensors: tensor "layers.0.weight": expected shape [784, 400], found [784, 100]
/// train-images-idx3-ubyte.gz: byte 4711: expected more compressed data, found the end of the file
/// ```
public struct FileError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The file as the user named it.
  public var path: String
  /// The place in the file: a byte offset, a line, the name of a tensor. `nil` if the whole file is meant.
  public var place: String?
  /// What should have been there. `nil` if `found` says it all.
  public var expected: String?
  /// What is there instead, or the problem itself.
  public var found: String

  /// Creates an error from its parts.
  public init(path: String, place: String? = nil, expected: String? = nil, found: String) {
    self.path = path
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// One line, without a full stop: `path: place: expected …, found …`. A path that a terminal would not show as it is
  /// stands in quotes.
  public var description: String {
    var text = path.printable
    if let place { text += ": " + place }
    if let expected {
      text += ": expected \(expected), found \(found)"
    } else {
      text += ": " + found
    }
    return text
  }
}
