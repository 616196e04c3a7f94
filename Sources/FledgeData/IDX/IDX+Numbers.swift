import FledgeFiles
import FledgeTensor

// Files of numbers to predict, in the place of labels: the format's other element types, of one or two dimensions.
extension IDX {
  /// Reads the targets that go with pictures: labels (count), which become Int32 as `readLabels` has them, or numbers (count) or
  /// (count, k) of Float32 or Float64, whose file begins with 0x00000d01, 0x00000d02, 0x00000e01 or 0x00000e02.
  ///
  /// Throws `FileError` as `readLabels` does, and for a number that is not finite.
  public static func readTargets(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    return try readTargets(readTargetHeader(stream), from: stream)
  }

  /// Writes numbers (count) or (count, k) of Float32 or Float64, uncompressed; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if it cannot be written.
  public static func write(numbers: Tensor, to path: String) throws {
    guard numbers.dtype.isFloatingPoint, (1...2).contains(numbers.rank) else {
      throw FileError(
        path: path, expected: "float32 or float64 of shape (count) or (count, k)",
        found: "\(numbers.dtype) \(numbers.shape)")
    }
    let type: UInt32 = numbers.dtype == .float32 ? 0x0d : 0x0e
    let header = try header(type << 8 | UInt32(numbers.rank), numbers.shape.dimensions, path: path)
    let body =
      numbers.dtype == .float32
      ? numbers.elements(as: Float.self).flatMap { bytes(of: $0.bitPattern) }
      : numbers.elements(as: Double.self).flatMap { bytes(of: $0.bitPattern) }
    try AtomicFile.write(header + body, to: path)
  }
}
