import FledgeFormula

/// The formulas behind the operators and functions of tensors, each compiled once.
enum ElementwiseFormulas {
  static let add = Formula { x, y in x + y }
  static let subtract = Formula { x, y in x - y }
  static let multiply = Formula { x, y in x * y }
  static let divide = Formula { x, y in x / y }
  static let negate = Formula { x in -x }
  static let power = Formula { x, y in pow(x, y) }
  static let maximum = Formula { x, y in max(x, y) }
  static let minimum = Formula { x, y in min(x, y) }
  static let gated = Formula { x, g in x.gated(by: g) }
  static let select = Formula { mask, x, y in FledgeFormula.select(mask, x, y) }

  static let addScalar = Formula(inputs: 1, parameters: 1) { x, p in [x[0] + p[0]] }
  static let subtractFromScalar = Formula(inputs: 1, parameters: 1) { x, p in [p[0] - x[0]] }
  static let multiplyScalar = Formula(inputs: 1, parameters: 1) { x, p in [x[0] * p[0]] }
  static let divideScalar = Formula(inputs: 1, parameters: 1) { x, p in [x[0] / p[0]] }
  static let divideIntoScalar = Formula(inputs: 1, parameters: 1) { x, p in [p[0] / x[0]] }
  static let powerScalar = Formula(inputs: 1, parameters: 1) { x, p in [pow(x[0], p[0])] }
  static let clamp = Formula(inputs: 1, parameters: 2) { x, p in [FledgeFormula.clamp(x[0], p[0], p[1])] }
  static let square = Formula { x in x * x }

  static let exp = Formula { x in FledgeFormula.exp(x) }
  static let log = Formula { x in FledgeFormula.log(x) }
  static let sqrt = Formula { x in FledgeFormula.sqrt(x) }
  static let abs = Formula { x in FledgeFormula.abs(x) }
  static let tanh = Formula { x in FledgeFormula.tanh(x) }
  static let sigmoid = Formula { x in FledgeFormula.sigmoid(x) }
  static let softplus = Formula { x in FledgeFormula.softplus(x) }
  static let erf = Formula { x in FledgeFormula.erf(x) }
  static let sin = Formula { x in FledgeFormula.sin(x) }
  static let cos = Formula { x in FledgeFormula.cos(x) }
  static let relu = Formula { x in FledgeFormula.max(x, 0) }

  static let less = Formula { x, y in x .< y }
  static let lessEqual = Formula { x, y in x .<= y }
  static let equal = Formula { x, y in x .== y }
  static let notEqual = Formula { x, y in x .!= y }
}
