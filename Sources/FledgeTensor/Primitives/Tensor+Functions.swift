// Functions of mathematics, element by element. Of integers and masks the result is Float32, but for those that are exact
// in integers: abs, sign, floor, ceil, round.

/// eˣ.
public func exp(_ x: Tensor) -> Tensor { UnaryOperation.exp(x) }
/// eˣ − 1, exact for small x.
public func expm1(_ x: Tensor) -> Tensor { UnaryOperation.expm1(x) }
/// The natural logarithm; −∞ at 0, where its derivative is infinite.
public func log(_ x: Tensor) -> Tensor { UnaryOperation.log(x) }
/// log(1 + x), exact for small x.
public func log1p(_ x: Tensor) -> Tensor { UnaryOperation.log1p(x) }
/// The logarithm to base 2.
public func log2(_ x: Tensor) -> Tensor { UnaryOperation.log2(x) }
/// The logarithm to base 10.
public func log10(_ x: Tensor) -> Tensor { UnaryOperation.log10(x) }
/// The square root.
public func sqrt(_ x: Tensor) -> Tensor { UnaryOperation.sqrt(x) }
/// The magnitude; its derivative at 0 is 0.
public func abs(_ x: Tensor) -> Tensor { UnaryOperation.abs(x) }
/// −1, 0 or 1; its derivative is 0.
public func sign(_ x: Tensor) -> Tensor { UnaryOperation.sign(x) }
/// The largest whole number ≤ x; its derivative is 0.
public func floor(_ x: Tensor) -> Tensor { UnaryOperation.floor(x) }
/// The nearest whole number, halves to the even one; its derivative is 0.
public func round(_ x: Tensor) -> Tensor { UnaryOperation.round(x) }
/// The smallest whole number ≥ x; its derivative is 0.
public func ceil(_ x: Tensor) -> Tensor { UnaryOperation.ceil(x) }
/// 1/x.
public func reciprocal(_ x: Tensor) -> Tensor { UnaryOperation.reciprocal(x) }
/// The hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { UnaryOperation.tanh(x) }
/// 1 / (1 + e⁻ˣ).
public func sigmoid(_ x: Tensor) -> Tensor { UnaryOperation.sigmoid(x) }
/// log(1 + eˣ), without overflow.
public func softplus(_ x: Tensor) -> Tensor { UnaryOperation.softplus(x) }
/// The error function.
public func erf(_ x: Tensor) -> Tensor { UnaryOperation.erf(x) }
/// Φ(x), the distribution function of the standard normal distribution.
public func normalCDF(_ x: Tensor) -> Tensor { UnaryOperation.normalCDF(x) }
/// The sine of radians.
public func sin(_ x: Tensor) -> Tensor { UnaryOperation.sin(x) }
/// The cosine of radians.
public func cos(_ x: Tensor) -> Tensor { UnaryOperation.cos(x) }
/// The tangent of radians.
public func tan(_ x: Tensor) -> Tensor { UnaryOperation.tan(x) }
/// max(x, 0); its derivative at 0 is 0.
public func relu(_ x: Tensor) -> Tensor { UnaryOperation.relu(x) }
