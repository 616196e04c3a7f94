import FledgeFiles
import FledgeTensor

/// NumPy's files of one array (format versions 1 to 3), little-endian and in C order.
public enum NPY {
  /// Reads an array of any shape, of Float32, Float64, Int32, Int64, UInt8 or bool.
  ///
  /// Throws `FileError` if the file is missing, of another kind, of another element type or order, not as long as its
  /// header says, or malformed.
  public static func read(from path: String) throws -> Tensor {
    let reader = try FileReader(path: path, kind: .regular)
    guard let size = reader.size else { throw FileError(path: path, found: "has no size") }
    let (header, start) = try readHeader(reader, size)
    let expected = header.elementCount * header.dtype.byteCount
    guard size - start == expected else {
      throw FileError(
        path: path,
        expected: "\(expected) bytes after the header (\(header.dtype) \(Shape(header.shape)))",
        found: "\(size - start)")
    }
    let result = Tensor(uninitialized: Shape(header.shape), header.dtype)
    try result.withMemory { memory in
      // Safe: the memory is that of an array or a tensor just made, and as long as the reader is told.
      try reader.read(into: UnsafeMutableRawBufferPointer(start: memory, count: expected), at: start)
    }
    if header.dtype == .bool { try checkTruthValues(result, path: path) }
    return result
  }

  /// Writes an array of any shape as `numpy.save` does; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if it cannot be written.
  public static func write(_ tensor: Tensor, to path: String) throws {
    let header = NPYHeader(dtype: tensor.dtype, shape: tensor.shape.dimensions)
    try AtomicFile.write(to: path) { writer in
      try writer.write(magic + [1, 0] + header.encoded)
      try tensor.withBytes { try writer.write($0) }
    }
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The header, and the place where the elements start.
  private static func readHeader(_ reader: FileReader, _ size: Int) throws -> (NPYHeader, Int) {
    let path = reader.path
    guard size >= 12 else {
      throw FileError(
        path: path, expected: "an NPY file", found: size == 0 ? "an empty file" : "a file of \(size) bytes")
    }
    let prefix = try bytes(reader, 0..<12)
    guard prefix.starts(with: magic) else {
      throw FileError(
        path: path, place: "byte 0", expected: "an NPY file (its first bytes are \\x93NUMPY)",
        found: "something else")
    }
    let version = prefix[6]
    guard (1...3).contains(version) else {
      throw FileError(path: path, place: "byte 6", expected: "version 1, 2 or 3", found: "version \(version)")
    }
    let lengthBytes = version == 1 ? 2 : 4
    let length = prefix[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthBytes + length
    // NumPy itself refuses headers of more than 10,000 bytes.
    guard length <= 1 << 16, start <= size else {
      throw FileError(
        path: path, place: "byte 8",
        expected: "a header of at most \(min(1 << 16, size - 8 - lengthBytes)) bytes",
        found: "one of \(length)")
    }
    let text = try bytes(reader, 8 + lengthBytes..<start)
    return (try NPYHeader(parsing: text, path: path), start)
  }

  private static func bytes(_ reader: FileReader, _ range: Range<Int>) throws -> [UInt8] {
    // Safe: the memory is that of an array or a tensor just made, and as long as the reader is told.
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      try reader.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      count = range.count
    }
  }

  /// A byte of a bool is 0 or 1; Swift may do anything with another.
  private static func checkTruthValues(_ tensor: Tensor, path: String) throws {
    try tensor.withBytes { bytes in
      if let index = bytes.firstIndex(where: { $0 > 1 }) {
        throw FileError(path: path, place: "element \(index)", expected: "0 or 1", found: "\(bytes[index])")
      }
    }
  }
}
