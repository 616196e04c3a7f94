import FledgeBasics
import FledgeFormula
import FledgeKernels

/// A function of one element: its formula, written once, and what it does to integers. Where it says nothing of them they
/// are computed in Float64 and give Float32, and so are masks, as 0 and 1.
struct UnaryOperation: Sendable {
  private let name: String
  private let formula: Formula
  private let onIntegers: OnIntegers

  enum OnIntegers: Sendable {
    case real, unchanged
    case exact(fledge_integer_operation)
  }

  init(_ name: String, onIntegers: OnIntegers = .real, _ function: (Formula.Expression) -> Formula.Expression)
  {
    self.name = name
    self.onIntegers = onIntegers
    formula = Formula { x in function(x) }
  }

  /// A function that is a standard activation.
  init(_ known: Activation) { (name, formula, onIntegers) = (known.name, known.formula, .real) }

  @inline(__always)
  func callAsFunction(_ x: Tensor) -> Tensor {
    if x.dtype.isFloatingPoint { return Elementwise.apply(formula, PrimitiveInputs(x)) }
    return ofIntegers(x)
  }

  @inline(never)
  private func ofIntegers(_ x: Tensor) -> Tensor {
    if case .real = onIntegers { return Elementwise.apply(formula, PrimitiveInputs(x)) }
    require(
      x.dtype != .bool,
      "\(name): the tensor is a mask (bool), which has no arithmetic: negate it with !, or convert it with converted(to:)"
    )
    if case .exact(let operation) = onIntegers {
      return Kernel.each(operation, x).watched(.formula(formula, parameters: []), [x])
    }
    return x
  }
}

extension UnaryOperation {
  static let negate = Self("-", onIntegers: .exact(FLEDGE_INTEGER_NEGATE)) { -$0 }
  static let abs = Self("abs", onIntegers: .exact(FLEDGE_INTEGER_ABS)) { FledgeFormula.abs($0) }
  static let sign = Self("sign", onIntegers: .exact(FLEDGE_INTEGER_SIGN)) { FledgeFormula.sign($0) }
  static let floor = Self("floor", onIntegers: .unchanged) { FledgeFormula.floor($0) }
  static let ceil = Self("ceil", onIntegers: .unchanged) { -FledgeFormula.floor(-$0) }
  static let round = Self("round", onIntegers: .unchanged) { FledgeFormula.round($0) }
  static let square = Self(.square)
  static let sqrt = Self("sqrt") { FledgeFormula.sqrt($0) }
  static let reciprocal = Self("reciprocal") { 1 / $0 }

  static let exp = Self("exp") { FledgeFormula.exp($0) }
  static let expm1 = Self("expm1") { FledgeFormula.expm1($0) }
  static let log = Self("log") { FledgeFormula.log($0) }
  static let log1p = Self("log1p") { FledgeFormula.log1p($0) }
  static let log2 = Self("log2") { FledgeFormula.log($0) * 1.4426950408889634 }
  static let log10 = Self("log10") { FledgeFormula.log($0) * 0.4342944819032518 }
  static let tanh = Self(.tanh)
  static let sigmoid = Self(.sigmoid)
  static let softplus = Self(.softplus)
  static let erf = Self("erf") { FledgeFormula.erf($0) }
  static let normalCDF = Self("normalCDF") { FledgeFormula.normalCDF($0) }
  static let sin = Self(.sin)
  static let cos = Self(.cos)
  static let tan = Self("tan") { FledgeFormula.sin($0) / FledgeFormula.cos($0) }
  static let relu = Self(.relu)
}
