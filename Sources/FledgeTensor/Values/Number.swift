import FledgeBasics

/// A number beside a tensor, whole or real: a whole one keeps the type of an integer tensor.
enum Number: Sendable {
  case whole(Int)
  case real(Double)

  init(_ value: some TensorScalar & Numeric) {
    if let value = value as? any BinaryInteger {
      self = .whole(Int(value))
    } else {
      self = .real(Double(real: value))
    }
  }

  /// The nearest Float64.
  var double: Double {
    switch self {
    case .whole(let value): Double(value)
    case .real(let value): value
    }
  }

  /// A tensor of `shape` with every element this number; an integer type must hold it exactly.
  func filling(_ shape: Shape, _ dtype: DType, in operation: String) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype)
    let count = result.count
    switch dtype {
    case .float32: result.pointer(Float.self).initialize(repeating: float, count: count)
    case .float64: result.pointer(Double.self).initialize(repeating: double, count: count)
    case .int32: result.pointer(Int32.self).initialize(repeating: integer(in: operation), count: count)
    case .int64: result.pointer(Int64.self).initialize(repeating: integer(in: operation), count: count)
    case .uint8: result.pointer(UInt8.self).initialize(repeating: integer(in: operation), count: count)
    case .bool: result.pointer(Bool.self).initialize(repeating: double != 0, count: count)
    }
    return result
  }

  /// The nearest Float32, rounded once.
  var float: Float {
    switch self {
    case .whole(let value): Float(value)
    case .real(let value): Float(value)
    }
  }

  /// The number as an integer type that must hold it exactly.
  func integer<T: FixedWidthInteger & TensorScalar>(in operation: String) -> T {
    let exact: T? =
      switch self {
      case .whole(let value): T(exactly: value)
      case .real(let value): T(exactly: value)
      }
    guard let exact else {
      fatalError(
        "\(operation): expected a whole number from \(T.min) to \(T.max) for \(T.dtype), got \(description);"
          + " convert the tensor with converted(to:) for other numbers")
    }
    return exact
  }

  private var description: String {
    switch self {
    case .whole(let value): "\(value)"
    case .real(let value): "\(value)"
    }
  }
}

extension Double {
  /// A Float or a Double.
  fileprivate init(real value: some TensorScalar & Numeric) {
    self = (value as? Float).map(Double.init) ?? (value as! Double)
  }
}

/// A number that is written beside a tensor, as in `2 * x`, `max(x, 0.5)` or `x * (1 / 255)`.
///
/// It remembers whether it is whole: `2 * x` keeps the type of an integer tensor, `2.0 * x` makes it float32. A quotient
/// of literals is a fraction, never cut to a whole number.
public struct NumberLiteral: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, Sendable {
  let number: Number

  /// A real number.
  public init(floatLiteral value: Double) { number = .real(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { number = .whole(value) }

  /// Whole where both are and the result fits.
  private init(
    _ a: NumberLiteral, _ b: NumberLiteral, whole: (Int) -> (Int) -> (partialValue: Int, overflow: Bool),
    real: (Double, Double) -> Double
  ) {
    if case (.whole(let x), .whole(let y)) = (a.number, b.number), case (let result, false) = whole(x)(y) {
      number = .whole(result)
    } else {
      number = .real(real(a.number.double, b.number.double))
    }
  }

  /// Sum.
  public static func + (a: Self, b: Self) -> Self { Self(a, b, whole: Int.addingReportingOverflow, real: +) }
  /// Difference.
  public static func - (a: Self, b: Self) -> Self {
    Self(a, b, whole: Int.subtractingReportingOverflow, real: -)
  }
  /// Product.
  public static func * (a: Self, b: Self) -> Self {
    Self(a, b, whole: Int.multipliedReportingOverflow, real: *)
  }
  /// Quotient: a real number.
  public static func / (a: Self, b: Self) -> Self { Self(floatLiteral: a.number.double / b.number.double) }
}
