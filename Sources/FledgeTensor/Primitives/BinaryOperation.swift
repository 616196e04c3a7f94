import FledgeBasics
import FledgeFormula
import FledgeKernels

/// An operator or function of two elements: its formula, written once, and what it does to integers.
///
/// The rules of types: tensors of one type keep it. Integers are exact in their own type where the operation is, overflow
/// wraps; elsewhere (`/`, `pow`) they are computed in Float64 and give Float32. Beside a floating-point tensor, integers
/// and masks take its type; beside an integer tensor, a mask does. A number beside a tensor takes the tensor's type; a real
/// one beside integers, and any beside a mask, gives Float32; comparisons of integers with any number are exact. All else is
/// an error that names the remedy.
struct BinaryOperation: Sendable {
  let name: String
  /// (x, y) ↦ x ∘ y.
  let formula: Formula
  /// (x; p) ↦ x ∘ p and p ∘ x, for a number p.
  private let before, after: Formula
  private let integer: fledge_integer_pair_operation?
  private let isComparison: Bool

  init(
    _ name: String, integer: fledge_integer_pair_operation? = nil,
    _ function: (Formula.Expression, Formula.Expression) -> Formula.Expression
  ) {
    self.name = name
    self.integer = integer
    isComparison = integer.map { $0.rawValue >= FLEDGE_INTEGER_EQUAL.rawValue } ?? false
    formula = Formula { x, y in function(x, y) }.ofUnboundedInputs
    before = Formula(inputs: 1, parameters: 1) { x, p in [function(x[0], p[0])] }
    after = Formula(inputs: 1, parameters: 1) { x, p in [function(p[0], x[0])] }
  }

  /// a ∘ b.
  @inline(__always)
  func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor {
    if a.dtype == b.dtype && a.dtype.isFloatingPoint { return applied(formula, PrimitiveInputs(a, b)) }
    return promoting(a, b)
  }

  /// a ∘ b for a number b.
  @inline(__always)
  func callAsFunction(_ a: Tensor, _ b: Double) -> Tensor {
    if a.dtype.isFloatingPoint { return applied(before, PrimitiveInputs(a), [b]) }
    return promoting(a, .real(b), numberIsFirst: false)
  }

  /// a ∘ b for a number a.
  @inline(__always)
  func callAsFunction(_ a: Double, _ b: Tensor) -> Tensor {
    if b.dtype.isFloatingPoint { return applied(after, PrimitiveInputs(b), [a]) }
    return promoting(b, .real(a), numberIsFirst: true)
  }

  func callAsFunction(_ a: Tensor, _ b: Number) -> Tensor {
    a.dtype.isFloatingPoint ? self(a, b.double) : promoting(a, b, numberIsFirst: false)
  }

  func callAsFunction(_ a: Number, _ b: Tensor) -> Tensor {
    b.dtype.isFloatingPoint ? self(a.double, b) : promoting(b, a, numberIsFirst: true)
  }

  /// A comparison has no derivative: its result is a constant.
  private func applied(
    _ formula: Formula, _ inputs: consuming PrimitiveInputs, _ parameters: [Double] = []
  ) -> Tensor {
    if isComparison {
      let operands = Watch.isOn ? inputs.tensors : []
      return Elementwise(formula: formula, parameters: parameters, dtype: .bool).forward(inputs)
        .watched(.formula(formula, parameters: parameters), operands)
    }
    return Elementwise.apply(formula, inputs, parameters)
  }

  /// a ∘ b where both are not of one floating-point type.
  @inline(never)
  private func promoting(_ a: Tensor, _ b: Tensor) -> Tensor {
    if a.dtype.isFloatingPoint || b.dtype.isFloatingPoint {
      require(!(a.dtype.isFloatingPoint && b.dtype.isFloatingPoint), mixed(a, b))
      return applied(formula, PrimitiveInputs(a, b))
    }
    require(
      a.dtype != .bool || b.dtype != .bool || isComparison,
      "\(name): both tensors are masks (bool), which have no arithmetic: combine them with &, | and !, or convert"
        + " them with converted(to:)")
    if a.dtype == .bool && b.dtype != .bool { return self(a.converted(to: b.dtype), b) }
    if b.dtype == .bool && a.dtype != .bool { return self(a, b.converted(to: a.dtype)) }
    require(a.dtype == b.dtype, mixed(a, b))
    guard let integer else { return applied(formula, PrimitiveInputs(a, b)) }
    return Kernel.pair(integer, a, b, in: name).watched(.formula(formula, parameters: []), [a, b])
  }

  /// The same for an integer tensor or a mask and a number.
  @inline(never)
  private func promoting(_ x: Tensor, _ number: Number, numberIsFirst: Bool) -> Tensor {
    let number = isComparison ? comparable(number, with: x.dtype, isFirst: numberIsFirst) : number
    guard case .whole = number, let integer, x.dtype != .bool else {
      return applied(numberIsFirst ? after : before, PrimitiveInputs(x), [number.double])
    }
    let scalar = number.filling(.scalar, x.dtype, in: name)
    let (a, b) = numberIsFirst ? (scalar, x) : (x, scalar)
    return Kernel.pair(integer, a, b, in: name).watched(.formula(formula, parameters: []), [a, b])
  }

  /// A number that compares with every integer of a type as `number` does. Beside Int64, not all of which Float64 holds, it is the
  /// whole number next to it on the side that the comparison looks from, or where Int64 has none an infinity or NaN; beside the others,
  /// all of which it holds, a real number.
  private func comparable(_ number: Number, with dtype: DType, isFirst: Bool) -> Number {
    guard dtype == .int64 else { return .real(number.double) }
    guard case .real(let value) = number else { return number }
    let bound =
      switch name {
      case Self.less.name: value.rounded(isFirst ? .down : .up)
      case Self.lessEqual.name: value.rounded(isFirst ? .up : .down)
      default: value == value.rounded() ? value : .nan
      }
    if let whole = Int(exactly: bound) { return .whole(whole) }
    return .real(bound.isNaN ? .nan : bound < 0 ? -.infinity : .infinity)
  }

  private func mixed(_ a: Tensor, _ b: Tensor) -> String {
    "\(name): the tensors' types differ, \(a.dtype) and \(b.dtype); convert one with converted(to: .\(a.dtype))"
      + " or converted(to: .\(b.dtype))"
  }
}

extension BinaryOperation {
  static let add = Self("+", integer: FLEDGE_INTEGER_ADD) { $0 + $1 }
  static let subtract = Self("-", integer: FLEDGE_INTEGER_SUBTRACT) { $0 - $1 }
  static let multiply = Self("*", integer: FLEDGE_INTEGER_MULTIPLY) { $0 * $1 }
  static let divide = Self("/") { $0 / $1 }
  static let power = Self("pow") { pow($0, $1) }
  static let maximum = Self("max", integer: FLEDGE_INTEGER_MAX) { max($0, $1) }
  static let minimum = Self("min", integer: FLEDGE_INTEGER_MIN) { min($0, $1) }
  static let gated = Self("gated") { $0.gated(by: $1) }

  static let less = Self(".<", integer: FLEDGE_INTEGER_LESS) { $0 .< $1 }
  static let lessEqual = Self(".<=", integer: FLEDGE_INTEGER_LESS_EQUAL) { $0 .<= $1 }
  static let equal = Self(".==", integer: FLEDGE_INTEGER_EQUAL) { $0 .== $1 }
  static let notEqual = Self(".!=", integer: FLEDGE_INTEGER_NOT_EQUAL) { $0 .!= $1 }
}
