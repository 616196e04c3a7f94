import FledgeFiles
import FledgeTensor

/// What stands before the elements: a Python dictionary with the type, the order and the shape.
struct NPYHeader {
  /// How the elements stand behind it.
  let array: StoredArray

  /// Reads the dictionary.
  ///
  /// Throws `FileError` if it is malformed or describes what is not supported.
  init(parsing text: [UInt8], path: String) throws {
    var parser = PythonParser(text, path: path)
    let entries = try parser.dictionary()
    for key in entries.keys.sorted() where !["descr", "fortran_order", "shape"].contains(key) {
      throw FileError(path: path, place: "header", found: "the unknown key \(pythonText(key))")
    }
    func entry(_ key: String, _ expected: String) throws -> PythonParser.Value {
      guard let value = entries[key] else {
        throw FileError(path: path, place: "header", expected: "'\(key)', \(expected)", found: "no such key")
      }
      return value
    }
    func wrong(_ key: String, _ expected: String, _ found: String) -> FileError {
      FileError(path: path, place: "header, '\(key)'", expected: expected, found: found)
    }
    let types = "a type of numbers such as '<f4'"
    let descr = try entry("descr", types)
    guard case .text(let name) = descr, let (type, isBigEndian) = NPYType.parse(name) else {
      var found = "\(descr)"
      if case .text(let name) = descr, let advice = NPYType.advice(for: name) { found += ", \(advice)" }
      if case .list = descr {
        found += "; numpy.lib.recfunctions.structured_to_unstructured(x) makes rows of numbers of them"
      }
      throw wrong("descr", types, found)
    }
    let order = try entry("fortran_order", "True or False")
    guard case .truth(let isColumnMajor) = order else {
      throw wrong("fortran_order", "True or False", "\(order)")
    }
    let dimensions = try entry("shape", "a tuple")
    guard case .tuple(let shape) = dimensions else { throw wrong("shape", "a tuple", "\(dimensions)") }
    array = StoredArray(
      type: type, shape: shape, isBigEndian: isBigEndian, isColumnMajor: isColumnMajor && shape.count > 1)
    guard array.isAddressable else {
      throw wrong("shape", "an array that fits into memory", "\(dimensions)")
    }
  }

  /// The header of a tensor's file.
  init(_ tensor: Tensor) {
    array = StoredArray(type: StoredType(tensor.dtype), shape: tensor.shape.dimensions)
  }

  /// The length and the dictionary, padded so that the elements start at a multiple of 64 bytes.
  var encoded: [UInt8] {
    let (name, shape) = (NPYType.name(of: array.type), array.shape)
    let tuple = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(name)', 'fortran_order': False, 'shape': (\(tuple)), }"
    // The magic number, the version and the length are 10 bytes, the line's end is one.
    let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
    let length = text.utf8.count + padding + 1
    return [UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
      + [UInt8](repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
  }
}
