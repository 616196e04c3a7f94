import FledgeFormula
import FledgeKernels

// Functions of mathematics, element by element. Of integers and masks the result is Float32, but for those that are exact
// in integers: abs, sign, floor, ceil, round. Each is a row of the table, and a function by its name.

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

/// eˣ of each element of x, of any shape.
public func exp(_ x: Tensor) -> Tensor { UnaryOperation.exp(x) }
/// eˣ − 1 of each element of x, of any shape; exact for small ones.
public func expm1(_ x: Tensor) -> Tensor { UnaryOperation.expm1(x) }
/// The natural logarithm of each element of x, of any shape; −∞ at 0, where its derivative is infinite.
public func log(_ x: Tensor) -> Tensor { UnaryOperation.log(x) }
/// log(1 + x) of each element of x, of any shape; exact for small ones.
public func log1p(_ x: Tensor) -> Tensor { UnaryOperation.log1p(x) }
/// The logarithm to base 2 of each element of x, of any shape.
public func log2(_ x: Tensor) -> Tensor { UnaryOperation.log2(x) }
/// The logarithm to base 10 of each element of x, of any shape.
public func log10(_ x: Tensor) -> Tensor { UnaryOperation.log10(x) }
/// The square root of each element of x, of any shape.
public func sqrt(_ x: Tensor) -> Tensor { UnaryOperation.sqrt(x) }
/// The magnitude of each element of x, of any shape; its derivative at 0 is 0.
public func abs(_ x: Tensor) -> Tensor { UnaryOperation.abs(x) }
/// −1, 0 or 1, the sign of each element of x, of any shape; its derivative is 0.
public func sign(_ x: Tensor) -> Tensor { UnaryOperation.sign(x) }
/// The largest whole number ≤ x, for each element of x, of any shape; its derivative is 0.
public func floor(_ x: Tensor) -> Tensor { UnaryOperation.floor(x) }
/// The nearest whole number to each element of x, of any shape, halves to the even one; its derivative is 0.
public func round(_ x: Tensor) -> Tensor { UnaryOperation.round(x) }
/// The smallest whole number ≥ x, for each element of x, of any shape; its derivative is 0.
public func ceil(_ x: Tensor) -> Tensor { UnaryOperation.ceil(x) }
/// 1/x for each element of x, of any shape.
public func reciprocal(_ x: Tensor) -> Tensor { UnaryOperation.reciprocal(x) }
/// The hyperbolic tangent of each element of x, of any shape.
public func tanh(_ x: Tensor) -> Tensor { UnaryOperation.tanh(x) }
/// 1 / (1 + e⁻ˣ) for each element of x, of any shape.
public func sigmoid(_ x: Tensor) -> Tensor { UnaryOperation.sigmoid(x) }
/// log(1 + eˣ) for each element of x, of any shape, without overflow.
public func softplus(_ x: Tensor) -> Tensor { UnaryOperation.softplus(x) }
/// The error function of each element of x, of any shape.
public func erf(_ x: Tensor) -> Tensor { UnaryOperation.erf(x) }
/// Φ(x) for each element of x, of any shape: the distribution function of the standard normal distribution.
public func normalCDF(_ x: Tensor) -> Tensor { UnaryOperation.normalCDF(x) }
/// The sine of each element of x, radians of any shape.
public func sin(_ x: Tensor) -> Tensor { UnaryOperation.sin(x) }
/// The cosine of each element of x, radians of any shape.
public func cos(_ x: Tensor) -> Tensor { UnaryOperation.cos(x) }
/// The tangent of each element of x, radians of any shape.
public func tan(_ x: Tensor) -> Tensor { UnaryOperation.tan(x) }
/// max(x, 0) for each element of x, of any shape; its derivative at 0 is 0.
public func relu(_ x: Tensor) -> Tensor { UnaryOperation.relu(x) }
