import FledgeBasics
import FledgeFiles
import FledgeTensor

// Files of numbers to predict, in the place of labels: the format's other element types, of one or two dimensions.
extension IDX {
  /// Types of numbers by the third byte of the file.
  private static let numberTypes: [UInt8: DType] = [0x0d: .float32, 0x0e: .float64]

  /// Reads the targets that go with pictures: labels (count), which become Int32, or numbers (count) or (count, k) of Float32 or
  /// Float64, whose file begins with 0x00000d01, 0x00000d02, 0x00000e01 or 0x00000e02 and is big-endian.
  ///
  /// Throws `FileError` as `readLabels` does, and for a number that is not finite.
  public static func readTargets(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    let magic = try stream.readUpTo(4)
    guard let type = numberType(magic) else {
      return try readLabels(readLabelCount(stream, start: magic), from: stream)
    }
    let dimensions = try readDimensions(type, Int(magic[3]), from: stream)
    return try readNumbers(type, dimensions, from: stream)
  }

  /// Whether the file holds numbers rather than labels.
  static func holdsNumbers(_ path: String) throws -> Bool {
    numberType(try InflateStream(path: path).readUpTo(4)) != nil
  }

  /// Writes numbers (count) or (count, k) of Float32 or Float64, uncompressed; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if it cannot be written.
  public static func write(numbers: Tensor, to path: String) throws {
    let type = numberTypes.first { $0.value == numbers.dtype }?.key
    guard let type, (1...2).contains(numbers.rank) else {
      throw FileError(
        path: path, expected: "float32 or float64 of shape (count) or (count, k)",
        found: "\(numbers.dtype) \(numbers.shape)")
    }
    let magic = UInt32(type) << 8 | UInt32(numbers.rank)
    let header = try header(magic, numbers.shape.dimensions, path: path)
    let body =
      numbers.dtype == .float32
      ? numbers.elements(as: Float.self).flatMap { bytes(of: $0.bitPattern) }
      : numbers.elements(as: Double.self).flatMap { bytes(of: $0.bitPattern) }
    try AtomicFile.write(header + body, to: path)
  }

  private static func numberType(_ magic: [UInt8]) -> DType? {
    magic.count == 4 && magic[0] == 0 && magic[1] == 0 && (1...2).contains(magic[3])
      ? numberTypes[magic[2]] : nil
  }

  private static func readDimensions(
    _ type: DType, _ rank: Int, from stream: InflateStream
  ) throws -> [Int] {
    let bytes = try stream.readUpTo(4 * rank)
    guard bytes.count == 4 * rank else {
      throw FileError(
        path: stream.path, expected: "a header of \(4 + 4 * rank) bytes",
        found: "a file of \(4 + bytes.count)")
    }
    let dimensions = (0..<rank).map { Int(bigEndian(bytes[(4 * $0)..<(4 * $0 + 4)], as: UInt32.self)) }
    guard dimensions.allSatisfy({ $0 > 0 }) else {
      throw FileError(
        path: stream.path, place: "header", expected: "at least one number", found: "shape \(dimensions)")
    }
    return dimensions
  }

  private static func readNumbers(
    _ type: DType, _ dimensions: [Int], from stream: InflateStream
  ) throws -> Tensor {
    // In Double: the product of two lengths may exceed every integer.
    let need = dimensions.reduce(Double(type.byteCount)) { $0 * Double($1) }
    guard need < Double(SystemMemory.byteCount) else {
      throw FileError(
        path: stream.path, place: "header", expected: "numbers that fit into memory",
        found: "shape \(dimensions)")
    }
    let shape = Shape(dimensions)
    let count = shape.elementCount
    let bytes = try readBody(
      count * type.byteCount, promise: "\(type) numbers of shape \(shape)", from: stream
    ).elements(as: UInt8.self)
    let element = { (index: Int) in bytes[(index * type.byteCount)..<((index + 1) * type.byteCount)] }
    let result =
      type == .float32
      ? Tensor(shape: shape, (0..<count).map { Float(bitPattern: bigEndian(element($0), as: UInt32.self)) })
      : Tensor(shape: shape, (0..<count).map { Double(bitPattern: bigEndian(element($0), as: UInt64.self)) })
    try result.checkFinite(path: stream.path)
    return result
  }
}

extension Tensor {
  /// Throws `FileError` for the first number, read from the file `path`, that is NaN or infinite.
  func checkFinite(path: String) throws {
    guard dtype.isFloatingPoint else { return }
    let elements = elements(as: Double.self)
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw FileError(
        path: path, place: "number \(index)", expected: "a finite number",
        found: NumberText.fixed(elements[index], digits: 0))
    }
  }
}
