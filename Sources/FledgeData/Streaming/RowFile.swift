import FledgeBasics
import FledgeFiles
import FledgeTensor

/// Rows of one shape and type, one behind the other in a file that nothing else changes.
final class RowFile: Sendable {
  let dtype: DType
  /// (m, …).
  let shape: Shape
  private let reader: FileReader
  /// Where the first row stands in the file.
  private let offset: Int
  private let firstFailure = Locked<FileError?>(nil)

  init(_ reader: FileReader, at offset: Int = 0, _ dtype: DType, _ shape: Shape) {
    (self.reader, self.offset, self.dtype, self.shape) = (reader, offset, dtype, shape)
  }

  /// What kept rows from being read; nil as long as all could be.
  var failure: FileError? { firstFailure.withLock { $0 } }

  /// The rows of these ranges, one range behind the other, in a new tensor; nil if they cannot be read, and from then on always.
  func rows(_ ranges: [Range<Int>]) -> Tensor? {
    guard failure == nil else { return nil }
    let rowBytes = shape.count(over: 1...) * dtype.byteCount
    let count = ranges.reduce(0) { $0 + $1.count }
    let result = Tensor(uninitialized: Shape([count] + shape.dimensions.dropFirst()), dtype)
    do {
      // Safe: the memory is that of a tensor just made, and as long as its rows are.
      try result.withMemory { memory in
        var place = 0
        for range in ranges {
          let bytes = range.count * rowBytes
          let target = UnsafeMutableRawBufferPointer(start: memory + place, count: bytes)
          try reader.read(into: target, at: offset + range.lowerBound * rowBytes)
          place += bytes
        }
      }
      return result
    } catch {
      firstFailure.withLock {
        $0 = $0 ?? (error as? FileError) ?? FileError(path: reader.path, found: "\(error)")
      }
      return nil
    }
  }
}
