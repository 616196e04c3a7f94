import FledgeFiles
import FledgeTensor

/// What stands before the elements: a Python dictionary with the type, the order and the shape.
struct NPYHeader {
  let dtype: DType
  let shape: [Int]

  /// The number of elements, which fits into memory's addresses.
  var elementCount: Int { shape.reduce(1, *) }

  init(dtype: DType, shape: [Int]) { (self.dtype, self.shape) = (dtype, shape) }

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
    let types = "one of \(NPYHeader.names.map { "'\($0.1)'" }.joined(separator: ", "))"
    let descr = try entry("descr", types)
    guard case .text(let name) = descr, let dtype = NPYHeader.names.first(where: { $0.1 == name })?.0 else {
      throw wrong("descr", types, "\(descr)")
    }
    let order = try entry("fortran_order", "False")
    guard case .truth(false) = order else {
      throw wrong("fortran_order", "False (numpy.ascontiguousarray gives it)", "\(order)")
    }
    let dimensions = try entry("shape", "a tuple")
    guard case .tuple(let shape) = dimensions else { throw wrong("shape", "a tuple", "\(dimensions)") }
    // A length of 0 must not hide an overflow of the others.
    var size = dtype.byteCount
    for length in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: max(length, 1))
      guard !overflows else { throw wrong("shape", "an array that fits into memory", "\(dimensions)") }
      size = product
    }
    self.init(dtype: dtype, shape: shape)
  }

  /// The length and the dictionary, padded so that the elements start at a multiple of 64 bytes.
  var encoded: [UInt8] {
    let name = NPYHeader.names.first { $0.0 == dtype }!.1
    let tuple = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(name)', 'fortran_order': False, 'shape': (\(tuple)), }"
    // The magic number, the version and the length are 10 bytes, the line's end is one.
    let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
    let length = text.utf8.count + padding + 1
    return [UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
      + [UInt8](repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
  }

  private static let names: [(DType, String)] = [
    (.float32, "<f4"), (.float64, "<f8"), (.int32, "<i4"), (.int64, "<i8"), (.uint8, "|u1"), (.bool, "|b1"),
  ]
}
