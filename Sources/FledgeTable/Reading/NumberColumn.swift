import FledgeKernels

/// A column of numbers as it grows, block by block: in the narrowest memory that holds all so far exactly.
final class NumberColumn {
  private var width = FLEDGE_WIDTH_I16
  // The numbers are in one of these, which is appended to in place.
  private var int16s: [Int16] = []
  private var floats: [Float] = []
  private var doubles: [Double] = []

  /// A column for which room is made at once, for as many rows as are expected.
  init(expected: Int) {
    self.expected = expected
    int16s.reserveCapacity(expected)
  }

  private let expected: Int

  /// Appends the numbers of a block; NaN is missing.
  func append(_ numbers: [Double]) {
    // Safe: the kernels read the block's numbers and write as many into the buffers.
    widen(to: fledge_text_width(numbers.count, numbers))
    switch width {
    case FLEDGE_WIDTH_I16:
      int16s += [Int16](unsafeUninitializedCapacity: numbers.count) { buffer, count in
        fledge_text_narrow(numbers.count, numbers, buffer.baseAddress)
        count = numbers.count
      }
    case FLEDGE_WIDTH_F32:
      floats += [Float](unsafeUninitializedCapacity: numbers.count) { buffer, count in
        fledge_convert(numbers.count, FLEDGE_F64, numbers, FLEDGE_F32, buffer.baseAddress)
        count = numbers.count
      }
    default: doubles += numbers
    }
  }

  /// All of it.
  var numbers: TableNumbers {
    switch width {
    case FLEDGE_WIDTH_I16: TableNumbers(.int16(int16s))
    case FLEDGE_WIDTH_F32: TableNumbers(.float(floats))
    default: TableNumbers(.double(doubles))
    }
  }

  private func widen(to wider: fledge_number_width) {
    guard wider.rawValue > width.rawValue else { return }
    if wider == FLEDGE_WIDTH_F32 {
      floats = widened(int16s) { $0 == .min ? .nan : Float($0) }
    } else if width == FLEDGE_WIDTH_I16 {
      doubles = widened(int16s) { $0 == .min ? .nan : Double($0) }
    } else {
      doubles = widened(floats, Double.init)
    }
    int16s = []
    if wider == FLEDGE_WIDTH_F64 { floats = [] }
    width = wider
  }

  private func widened<T, U>(_ values: [T], _ convert: (T) -> U) -> [U] {
    var wider: [U] = []
    wider.reserveCapacity(max(expected, values.count))
    for value in values { wider.append(convert(value)) }
    return wider
  }
}
