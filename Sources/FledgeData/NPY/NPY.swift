import FledgeFiles
import FledgeTensor

/// NumPy's files of one array (format versions 1 to 3).
public enum NPY {
  /// Reads an array of any shape, in either order of memory and of bytes.
  ///
  /// Numbers of a type that no tensor has become numbers of one that holds them all: int8, int16 and uint16 become Int32, uint32
  /// and uint64 Int64, float16 Float32.
  ///
  /// Throws `FileError` if the file is missing, of another kind, of elements that are no real numbers or truth values, not as long
  /// as its header says, or malformed, and for an integer from 2⁶³ on.
  public static func read(from path: String) throws -> Tensor {
    let reader = try FileReader(path: path, kind: .regular)
    return try read(reader, size: reader.size ?? 0)
  }

  /// The type of an array, in NumPy's words, and its shape, without reading its elements.
  static func describe(_ stream: some ByteStream, size: Int) throws -> StoredArray {
    try readHeader(stream, size).array
  }

  /// Reads what stands in a file of `size` bytes.
  static func read(_ stream: some ByteStream, size: Int) throws -> Tensor {
    let array = try readHeaderOfWhole(stream, size).array
    let wrong = wrongSize(array, stream)
    guard array.fitsIntoMemory else {
      throw FileError(
        path: stream.path, place: "header", expected: "an array that fits into memory",
        found: array.description)
    }
    return try array.read(from: stream, isPresent: true, wrong: wrong)
  }

  /// How the elements stand in a file that has exactly as many, and the place where they start.
  static func readHeaderOfWhole(_ stream: some ByteStream, _ size: Int) throws -> (array: StoredArray, Int) {
    let (array, start) = try readHeader(stream, size)
    guard size - start == array.byteCount else { throw wrongSize(array, stream)("\(size - start)") }
    return (array, start)
  }

  /// The error of a file that has another number of bytes than its header says.
  static func wrongSize(_ array: StoredArray, _ stream: some ByteStream) -> (_ found: String) -> FileError {
    let path = stream.path
    return { found in
      FileError(
        path: path, expected: "\(array.byteCount) bytes after the header (\(array.description))", found: found
      )
    }
  }

  /// Writes an array of any shape as `numpy.save` does; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if it cannot be written.
  public static func write(_ tensor: Tensor, to path: String) throws {
    try AtomicFile.write(to: path) { writer in
      try writer.write(header(of: tensor))
      try tensor.withBytes { try writer.write($0) }
    }
  }

  /// What stands before the elements of a tensor in a file.
  static func header(of tensor: Tensor) -> [UInt8] { magic + [1, 0] + NPYHeader(tensor).encoded }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// NumPy's own limit.
  private static let longestHeader = 10_000

  /// How the elements stand in the file, and the place where they start.
  private static func readHeader(_ stream: some ByteStream, _ size: Int) throws -> (array: StoredArray, Int) {
    let path = stream.path
    guard size >= 12 else {
      throw FileError(
        path: path, expected: "an NPY file", found: size == 0 ? "an empty file" : "a file of \(size) bytes")
    }
    let prefix = try bytes(8, of: stream)
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
    let length = try bytes(lengthBytes, of: stream).reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthBytes + length
    guard length <= longestHeader, start <= size else {
      throw FileError(
        path: path, place: "byte 8",
        expected: "a header of at most \(min(longestHeader, size - 8 - lengthBytes)) bytes",
        found: "one of \(length)")
    }
    return (try NPYHeader(parsing: bytes(length, of: stream), path: path).array, start)
  }

  private static func bytes(_ count: Int, of stream: some ByteStream) throws -> [UInt8] {
    let bytes = try stream.readUpTo(count)
    guard bytes.count == count else {
      throw FileError(
        path: stream.path, expected: "\(count - bytes.count) more bytes", found: "the end of the file")
    }
    return bytes
  }
}
