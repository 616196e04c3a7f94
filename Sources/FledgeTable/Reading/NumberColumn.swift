import FledgeKernels

/// A column of numbers as it grows, block by block: in the narrowest memory that holds all so far exactly.
struct NumberColumn {
  private(set) var storage = TableNumbers.Storage.int16([])
  /// How many rows are expected, for which room is made at once.
  let expected: Int

  init(expected: Int) { self.expected = expected }

  /// Appends the numbers of a block; NaN is missing.
  mutating func append(_ numbers: [Double]) {
    // Safe: the kernels read the block's numbers and write as many into the buffers.
    widen(to: fledge_text_width(numbers.count, numbers))
    let current = storage
    // Held once, an array grows in place.
    storage = .int16([])
    switch current {
    case .int16(var values):
      reserve(&values)
      values.append(
        contentsOf: [Int16](unsafeUninitializedCapacity: numbers.count) { buffer, count in
          fledge_text_narrow(numbers.count, numbers, buffer.baseAddress)
          count = numbers.count
        })
      storage = .int16(values)
    case .float(var values):
      reserve(&values)
      values.append(
        contentsOf: [Float](unsafeUninitializedCapacity: numbers.count) { buffer, count in
          fledge_convert(numbers.count, FLEDGE_F64, numbers, FLEDGE_F32, buffer.baseAddress)
          count = numbers.count
        })
      storage = .float(values)
    case .double(var values):
      reserve(&values)
      values.append(contentsOf: numbers)
      storage = .double(values)
    }
  }

  private func reserve<T>(_ values: inout [T]) {
    if values.isEmpty { values.reserveCapacity(expected) }
  }

  private mutating func widen(to width: fledge_number_width) {
    switch (storage, width) {
    case (.int16(let values), FLEDGE_WIDTH_F32):
      storage = .float(widened(values) { $0 == .min ? .nan : Float($0) })
    case (.int16(let values), FLEDGE_WIDTH_F64):
      storage = .double(widened(values) { $0 == .min ? .nan : Double($0) })
    case (.float(let values), FLEDGE_WIDTH_F64): storage = .double(widened(values, Double.init))
    default: break
    }
  }

  private func widened<T, U>(_ values: [T], _ convert: (T) -> U) -> [U] {
    var wider: [U] = []
    wider.reserveCapacity(max(expected, values.count))
    for value in values { wider.append(convert(value)) }
    return wider
  }
}
