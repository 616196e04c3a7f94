import Fledge

typealias OracleOperation = @Sendable (_ x: [Tensor], _ attributes: Attributes) -> Tensor

/// Every operation of Tests/Oracle/cases.py in this library's words.
let oracleOperations: [String: OracleOperation] =
  [elementwiseOracle, reductionOracle, movementOracle, indexingOracle, productOracle, lossOracle]
  .reduce([:]) { $0.merging($1) { a, _ in a } }

private let elementwiseOracle: [String: OracleOperation] = [
  "add": { x, _ in x[0] + x[1] },
  "subtract": { x, _ in x[0] - x[1] },
  "multiply": { x, _ in x[0] * x[1] },
  "divide": { x, _ in x[0] / x[1] },
  "maximum": { x, _ in max(x[0], x[1]) },
  "minimum": { x, _ in min(x[0], x[1]) },
  "power": { x, _ in pow(x[0], x[1]) },
  "powerNumber": { x, a in pow(x[0], a.number("p")) },
  "where": { x, _ in select(x[0] .> x[1], x[0] * x[1], x[1]) },
  "negate": { x, _ in -x[0] },
  "squared": { x, _ in x[0].squared },
  "exp": { x, _ in exp(x[0]) },
  "log": { x, _ in log(x[0]) },
  "sqrt": { x, _ in sqrt(x[0]) },
  "abs": { x, _ in abs(x[0]) },
  "tanh": { x, _ in tanh(x[0]) },
  "sigmoid": { x, _ in sigmoid(x[0]) },
  "softplus": { x, _ in softplus(x[0]) },
  "erf": { x, _ in erf(x[0]) },
  "sin": { x, _ in sin(x[0]) },
  "cos": { x, _ in cos(x[0]) },
  "relu": { x, _ in relu(x[0]) },
  "expm1": { x, _ in expm1(x[0]) },
  "log1p": { x, _ in log1p(x[0]) },
  "log2": { x, _ in log2(x[0]) },
  "log10": { x, _ in log10(x[0]) },
  "reciprocal": { x, _ in reciprocal(x[0]) },
  "tan": { x, _ in tan(x[0]) },
  "normalCDF": { x, _ in normalCDF(x[0]) },
  "sign": { x, _ in sign(x[0]) },
  "floor": { x, _ in floor(x[0]) },
  "ceil": { x, _ in ceil(x[0]) },
  "round": { x, _ in round(x[0]) },
  "clamped": { x, a in x[0].clamped(a.number("low_"), a.number("high_")) },
  "activation": { x, a in Activation.named(a.word("name"))!(x[0]) },
  "leakyReLU": { x, a in Activation.leakyReLU(slope: a.number("by"))(x[0]) },
  "elu": { x, a in Activation.elu(alpha: a.number("by"))(x[0]) },
  "celu": { x, a in Activation.celu(alpha: a.number("by"))(x[0]) },
  "softplus(beta:)": { x, a in Activation.softplus(beta: a.number("by"))(x[0]) },
]

private let reductionOracle: [String: OracleOperation] = [
  "sum": { x, a in x[0].sum(axes: a.axes, keepingDimensions: a.flag("keep")) },
  "mean": { x, a in x[0].mean(axes: a.axes, keepingDimensions: a.flag("keep")) },
  "max": { x, a in x[0].max(axes: a.axes, keepingDimensions: a.flag("keep")) },
  "min": { x, a in x[0].min(axes: a.axes, keepingDimensions: a.flag("keep")) },
  "logSumExp": { x, a in x[0].logSumExp(axes: a.axes, keepingDimensions: a.flag("keep")) },
  "variance": { x, a in x[0].variance(axes: a.axes, unbiased: a.flag("unbiased")) },
  "standardDeviation": { x, a in x[0].standardDeviation(axes: a.axes, unbiased: a.flag("unbiased")) },
  "product": { x, a in x[0].product(axis: a.axis) },
  "productOfZeros": { x, a in withoutLow(x[0]).product(axis: a.axis) },
  "productOfAll": { x, _ in x[0].product() },
  "norm": { x, a in x[0].norm(a.number("p"), axes: a.axes) },
  "maxWithIndex": { x, a in x[0].maxWithIndex(axis: a.axis).values },
  "minWithIndex": { x, a in x[0].minWithIndex(axis: a.axis).values },
  "median": { x, a in x[0].median(axis: a.axis) },
  "softmax": { x, a in x[0].softmax(axis: a.axis) },
  "logSoftmax": { x, a in x[0].logSoftmax(axis: a.axis) },
  "cumulativeSum": { x, a in x[0].cumulativeSum(axis: a.axis, reversed: a.flag("reversed")) },
  "cumulativeProduct": { x, a in x[0].cumulativeProduct(axis: a.axis, reversed: a.flag("reversed")) },
  "cumulativeProductOfZeros": { x, a in withoutLow(x[0]).cumulativeProduct(axis: a.axis) },
  "differences": { x, a in x[0].differences(axis: a.axis, order: a.integer("order")) },
  "sorted": { x, a in x[0].sorted(axis: a.axis, descending: a.flag("descending")) },
  "topK": { x, a in x[0].topK(a.integer("k"), axis: a.axis, largest: a.flag("largest")).values },
]

/// With 0 where an element is at most −½.
private func withoutLow(_ x: Tensor) -> Tensor {
  x * (x.detached .> Tensor(-0.5, dtype: .float64)).converted(to: .float64)
}

private let movementOracle: [String: OracleOperation] = [
  "reshaped": { x, a in x[0].reshaped(to: a.integers("to")) },
  "permuted": { x, a in x[0].permuted(a.integers("order")) },
  "transposed": { x, _ in x[0].transposed },
  "broadcast": { x, a in x[0].broadcast(to: Shape(a.integers("to"))) },
  "movingAxis": { x, a in x[0].movingAxis(a.integer("from_"), to: a.integer("to")) },
  "swappingAxes": { x, a in x[0].swappingAxes(a.integer("a"), a.integer("b")) },
  "squeezed": { x, _ in x[0].squeezed() },
  "squeezedAxis": { x, a in x[0].squeezed(axis: a.axis) },
  "expanded": { x, a in x[0].expanded(axis: a.axis) },
  "flipped": { x, a in x[0].flipped(axes: a.axes) },
  "rolled": { x, a in x[0].rolled(by: a.integer("by"), axis: a.axis) },
  "repeated": { x, a in x[0].repeated(a.integer("count"), axis: a.axis) },
  "tiled": { x, a in x[0].tiled(a.integers("counts")) },
  "padded": { x, a in x[0].padded([(0, 1), (1, 2)], with: .constant(a.number("value"))) },
  "paddedEdge": { x, _ in x[0].padded([(1, 1), (2, 1)], with: .edge) },
  "paddedReflect": { x, _ in x[0].padded([(1, 1), (2, 1)], with: .reflect) },
  "concatenated": { x, a in .concatenated([x[0], x[1], x[0]], axis: a.axis) },
  "stacked": { x, a in .stacked([x[0], x[1]], axis: a.axis) },
  "split": { x, _ in x[0].split([1, 3], axis: 1)[1] * x[0].split(into: 2, axis: 1)[0].sum() },
  "unstacked": { x, _ in x[0].unstacked(axis: 1)[0] * x[0].unstacked(axis: 1)[2] },
]

private let perElement = Tensor([[2, 0, 0, 1], [1, 2, 1, 1]] as [[Int64]])

private let checkered = Tensor(shape: [3, 2], [true, false, false, true, true, false])

private let indexingOracle: [String: OracleOperation] = [
  "subscript": { x, a in
    let x = x[0]
    return switch a.integer("number") {
    case 0: x[0]
    case 1: x[-1, 2]
    case 2: x[1..., ..<2]
    case 3: x[.ellipsis, 1]
    case 4: x[.every(2), .every(3)]
    case 5: x[(-2)..., 1..<3, .newAxis]
    case 6: x[.every(-1), 1]
    default: x[.all, -3..<(-1), 0]
    }
  },
  "assigned": { x, _ in
    var y = x[0]
    y[1, .every(2)] = x[1]
    return y * y
  },
  "taking": { x, a in x[0].taking(a.integers("indices"), axis: a.axis) },
  "gatherRows": { x, a in x[0].gatherRows(Tensor(a.integers("indices"))) },
  "takingWhere": { x, _ in x[0][x[0] .> 0] },
  "takingRowsWhere": { x, _ in x[0].taking(where: Tensor([true, false, true])) },
  "assignedWhere": { x, _ in
    var y = x[0]
    y[checkered] = x[1]
    return y * y
  },
  "slice": { x, a in x[0].slice(1..<3, axis: a.axis) },
  "gather": { x, a in x[0].gather(perElement, axis: a.axis) },
  "scatterAdding": { x, a in x[0].scatterAdding(x[1], at: perElement, axis: a.axis) },
]

private let productOracle: [String: OracleOperation] = [
  "matmul": { x, a in matmul(x[0], x[1], transposeA: a.flag("a"), transposeB: a.flag("b")) },
  "dot": { x, _ in dot(x[0], x[1]) },
  "outer": { x, _ in outerProduct(x[0], x[1]) },
  "linear": { x, _ in linear(x[0], x[1], x[2]) },
  "diagonal": { x, a in x[0].diagonal(offset: a.integer("offset")) },
  "diagonalOfAxes": { x, a in x[0].diagonal(offset: a.integer("offset"), axes: (0, 2)) },
  "diagonalMatrix": { x, a in x[0].diagonalMatrix(offset: a.integer("offset")) },
  "lowerTriangular": { x, a in x[0].lowerTriangular(offset: a.integer("offset")) },
  "upperTriangular": { x, a in x[0].upperTriangular(offset: a.integer("offset")) },
  "trace": { x, _ in matmul(x[0], x[0]).trace() },
  "einsum": { x, a in einsum(a.word("notation"), x) },
]
