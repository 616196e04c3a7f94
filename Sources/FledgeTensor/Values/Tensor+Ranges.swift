import FledgeBasics

extension Tensor {
  /// The numbers 0, 1, …, count − 1 as a vector.
  public static func range(_ count: Int, dtype: DType = .float32) -> Tensor {
    require(count >= 0, "range: expected a count of 0 or more, got \(count)")
    let result = Tensor(uninitialized: Shape([count]), dtype)
    switch dtype {
    case .float32: result.fill { Float($0) }
    case .float64: result.fill { Double($0) }
    case .int32: result.count(to: Int32.self)
    case .int64: result.count(to: Int64.self)
    case .uint8: result.count(to: UInt8.self)
    case .bool: fatalError("range: expected a type of numbers, got bool")
    }
    return result
  }

  /// start, start + step, … as a vector, up to but without `end`: ⌈(end − start) / step⌉ numbers.
  ///
  /// Each is start + i·step, rounded once, so that no error adds up.
  public static func range(
    from start: Double, to end: Double, by step: Double = 1, dtype: DType = .float32
  ) -> Tensor {
    require(
      start.isFinite && end.isFinite && step.isFinite && step != 0,
      "range: expected finite bounds and a step other than 0, got \(start) to \(end) by \(step)")
    let count = Swift.max(((end - start) / step).rounded(.up), 0)
    require(
      count < 0x1p48,
      "range: expected at most 2⁴⁸ numbers, got \(count) of them from \(start) to \(end) by \(step)")
    return points(Int(count), dtype, in: "range") { start + Double($0) * step }
  }

  /// `count` numbers at equal distances, from `start` to `end`, both of them included.
  public static func linearlySpaced(
    from start: Double, to end: Double, count: Int, dtype: DType = .float32
  ) -> Tensor {
    require(count >= 0, "linearlySpaced: expected a count of 0 or more, got \(count)")
    require(
      start.isFinite && end.isFinite, "linearlySpaced: expected finite bounds, got \(start) to \(end)")
    let steps = Double(Swift.max(count - 1, 1))
    return points(count, dtype, in: "linearlySpaced") { index in
      let share = Double(index) / steps
      return index == 0 ? start : index == count - 1 ? end : start * (1 - share) + end * share
    }
  }

  private static func points(
    _ count: Int, _ dtype: DType, in operation: String, _ point: (Int) -> Double
  ) -> Tensor {
    require(dtype != .bool, "\(operation): expected a type of numbers, got bool")
    let result = Tensor(uninitialized: Shape([count]), .float64)
    result.fill(point)
    let converted = result.converted(to: dtype)
    require(
      dtype.isFloatingPoint || converted.converted(to: .float64) == result,
      "\(operation): expected whole numbers that \(dtype) holds, got \(result)")
    return converted
  }

  /// Sets element i to element(i); for a tensor that was just made.
  private func fill<T: TensorScalar>(_ element: (Int) -> T) {
    let elements = pointer(T.self)
    for index in 0..<count { elements[index] = element(index) }
  }

  private func count<T: TensorScalar & FixedWidthInteger>(to type: T.Type) {
    require(
      count == 0 || T(exactly: count - 1) != nil, "range: \(dtype) holds no number as large as \(count - 1)")
    fill { T(truncatingIfNeeded: $0) }
  }
}
