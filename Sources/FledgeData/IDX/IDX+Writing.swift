import FledgeFiles
import FledgeTensor

extension IDX {
  /// Writes pictures, uncompressed; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if the file cannot be written or there are 2³² pictures or more.
  public static func write(_ images: Images, to path: String) throws {
    let header = try header(Kind.images.rawValue, [images.count, images.rows, images.columns], path: path)
    try AtomicFile.write(to: path) { writer in
      try writer.write(header)
      try images.pixels.withBytes { try writer.write($0) }
    }
  }

  /// Writes integer labels (count), uncompressed; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if the file cannot be written, or a label or the number of labels does not fit into the format.
  public static func write(labels: Tensor, to path: String) throws {
    let bytes = try labels.elements(as: Int64.self).enumerated().map { index, label in
      guard let byte = UInt8(exactly: label) else {
        throw FileError(
          path: path, place: "label \(index)", expected: "a class of 0 to 255", found: "\(label)")
      }
      return byte
    }
    let header = try header(Kind.labels.rawValue, [labels.count], path: path)
    try AtomicFile.write(to: path) { writer in
      try writer.write(header)
      try writer.write(bytes)
    }
  }

  /// The number that a file starts with, and its dimensions. Throws `FileError` for one that does not fit.
  static func header(_ magic: UInt32, _ dimensions: [Int], path: String) throws -> [UInt8] {
    let words = try dimensions.map { dimension in
      guard let word = UInt32(exactly: dimension) else {
        throw FileError(path: path, expected: "dimensions of less than 2^32", found: "\(dimension)")
      }
      return word
    }
    return ([magic] + words).flatMap { bytes(of: $0) }
  }

  /// The bytes of a number, the highest first.
  static func bytes<T: FixedWidthInteger>(of value: T) -> [UInt8] {
    (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (T.bitWidth - 8 - 8 * $0)) }
  }
}
