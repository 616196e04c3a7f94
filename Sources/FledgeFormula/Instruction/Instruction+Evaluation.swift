import FledgeBasics

extension Instruction {
  /// The instruction's value in Double by the system's mathematics library: what every kernel is measured against.
  func evaluate(_ x: [Double]) -> Double {
    switch self {
    case .add: return x[0] + x[1]
    case .subtract: return x[0] - x[1]
    case .multiply: return x[0] * x[1]
    case .divide: return x[0] / x[1]
    case .negate: return -x[0]
    case .power: return systemPower(x[0], x[1])
    case .gated:
      let product = x[0] * x[1]
      return product.isNaN && !x[0].isNaN && !x[1].isNaN ? 0 : product
    case .maximum: return x[0].isNaN ? x[0] : x[1].isNaN ? x[1] : x[0] > x[1] ? x[0] : x[1]
    case .minimum: return x[0].isNaN ? x[0] : x[1].isNaN ? x[1] : x[0] < x[1] ? x[0] : x[1]
    case .absoluteValue: return x[0].magnitude
    case .sign: return x[0] > 0 ? 1 : x[0] < 0 ? -1 : x[0]
    case .floor: return x[0].rounded(.down)
    case .squareRoot: return x[0].squareRoot()
    case .exp, .expm1, .log, .log1p, .tanh, .sigmoid, .softplus, .erf, .normalCDF, .normalPDF, .sin, .cos:
      return transcendental(x[0])
    case .less: return x[0] < x[1] ? 1 : 0
    case .lessOrEqual: return x[0] <= x[1] ? 1 : 0
    case .equal: return x[0] == x[1] ? 1 : 0
    case .notEqual: return x[0] != x[1] ? 1 : 0
    case .and: return x[0] != 0 && x[1] != 0 ? 1 : 0
    case .or: return x[0] != 0 || x[1] != 0 ? 1 : 0
    case .not: return x[0] == 0 ? 1 : 0
    case .select: return x[0] != 0 ? x[1] : x[2]
    }
  }

  private func transcendental(_ x: Double) -> Double {
    switch self {
    case .exp: return systemExp(x)
    case .expm1: return systemExpm1(x)
    case .log: return systemLog(x)
    case .log1p: return systemLog1p(x)
    case .tanh: return systemTanh(x)
    case .sigmoid:
      let e = systemExp(-x.magnitude)
      return x >= 0 ? 1 / (1 + e) : x < 0 ? e / (1 + e) : x
    case .softplus: return x.isNaN ? x : Swift.max(x, 0) + systemLog1p(systemExp(-x.magnitude))
    case .erf: return systemErf(x)
    case .normalCDF: return 0.5 * systemErfc(-x * 0.5.squareRoot())
    case .normalPDF: return systemExp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    case .sin: return systemSin(x)
    default: return systemCos(x)
    }
  }
}

// The instruction's cases and the module's own functions of expressions bear the same names.
private let systemPower: @Sendable (Double, Double) -> Double = { pow($0, $1) }
private let systemExp: @Sendable (Double) -> Double = { exp($0) }
private let systemErfc: @Sendable (Double) -> Double = { erfc($0) }
private let systemExpm1: @Sendable (Double) -> Double = { expm1($0) }
private let systemLog: @Sendable (Double) -> Double = { log($0) }
private let systemLog1p: @Sendable (Double) -> Double = { log1p($0) }
private let systemTanh: @Sendable (Double) -> Double = { tanh($0) }
private let systemErf: @Sendable (Double) -> Double = { erf($0) }
private let systemSin: @Sendable (Double) -> Double = { sin($0) }
private let systemCos: @Sendable (Double) -> Double = { cos($0) }
