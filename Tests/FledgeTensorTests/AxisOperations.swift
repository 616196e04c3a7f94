import Fledge

private typealias Operation = DifferentiableOperation

private let chosen = Tensor([2, 0, 2, 1] as [Int64])
private let chosenElements = Tensor([[true, false, true], [false, true, false]])
private let chosenRows = Tensor([true, false, true])
private let perElement = Tensor([[2, 0, 0], [1, 1, 2]] as [[Int32]])
/// 1 but for two zeros: factors that vanish.
private let twoZeros = Tensor([1, 0, 1, 1, 0] as [Double])
private let oneZero = Tensor([[1, 0, 1], [1, 1, 1]] as [[Double]])

/// The operations over axes: rows of the table that the gradient checks run through.
let axisOperations: [DifferentiableOperation] = [
  Operation("sum over one axis", [2, 3]) { $0[0].sum(axis: -1) },
  Operation("mean over one axis", [2, 3]) { $0[0].mean(axis: 0, keepingDimensions: true) },
  Operation("min over an axis", [3, 4]) { $0[0].min(axis: -1) },
  Operation("min over outer axes", [2, 3, 2]) { $0[0].min(axes: [0, 2]) },
  Operation("max with index", [3, 4]) { $0[0].maxWithIndex(axis: 0).values },
  Operation("min with index", [3, 4]) { $0[0].minWithIndex(axis: 1, keepingDimensions: true).values },
  Operation("product", [2, 3]) { $0[0].product() },
  Operation("product over an axis, a factor 0", [2, 3]) { ($0[0] * oneZero).product(axis: 1) },
  Operation("product, two factors 0", [5]) { ($0[0] * twoZeros).product() },
  Operation("product over outer axes", [2, 2, 2]) { $0[0].product(axes: [0, 2]) },
  Operation("variance", [2, 3]) { $0[0].variance() },
  Operation("variance, unbiased, over an axis", [2, 3]) { $0[0].variance(axis: 1, unbiased: true) },
  Operation("moments, the mean", [3, 4]) { $0[0].moments(axes: [0]).mean },
  Operation("moments, the variance over two axes", [2, 3, 2]) { $0[0].moments(axes: [0, 2]).variance },
  Operation("moments, both", [3, 3]) {
    let (mean, variance) = $0[0].moments(axes: [-1])
    return ($0[0] - mean) * variance
  },
  Operation("dropped", [3, 4]) {
    var random = Random(seed: 5)
    return $0[0].dropped(rate: 0.4, using: &random)
  },
  Operation("standard deviation", [3, 4]) { $0[0].standardDeviation(axes: [0], keepingDimensions: true) },
  Operation("standard deviation, unbiased", [5]) { $0[0].standardDeviation(unbiased: true) },
  Operation("norm", [2, 3]) { $0[0].norm() },
  Operation("norm over an axis", [2, 3]) { $0[0].norm(axis: 0) },
  Operation("norm, p = 1", [2, 3]) { $0[0].norm(1, axis: 1) },
  Operation("norm, p = 3", [2, 3], from: 0.5) { $0[0].norm(3, axis: 1) },
  Operation("norm, p = 2.5, negative elements", [4], from: -2, to: -0.5) { $0[0].norm(2.5) },
  Operation("norm, p = 1/2", [3], from: 0.5) { $0[0].norm(0.5) },
  Operation("norm, p infinite", [2, 3]) { $0[0].norm(.infinity, axis: 1) },
  Operation("logSumExp over one axis", [2, 3]) { $0[0].logSumExp(axis: 0) },
  Operation("cumulative sum", [2, 3]) { $0[0].cumulativeSum(axis: 1) },
  Operation("cumulative sum, reversed", [3, 2]) { $0[0].cumulativeSum(axis: 0, reversed: true) },
  Operation("cumulative product", [2, 3, 2]) { $0[0].cumulativeProduct(axis: 1) },
  Operation("cumulative product, reversed, a factor 0", [2, 3]) {
    ($0[0] * oneZero).cumulativeProduct(axis: -1, reversed: true)
  },
  Operation("cumulative product, two factors 0", [5]) { ($0[0] * twoZeros).cumulativeProduct(axis: 0) },
  Operation("differences", [2, 4]) { $0[0].differences() },
  Operation("differences of second order", [4, 2]) { $0[0].differences(axis: 0, order: 2) },
  Operation("sorted", [3, 4]) { $0[0].sorted(axis: 0) },
  Operation("sorted, descending", [3, 4]) { $0[0].sorted(descending: true).slice(1..<3, axis: 1) },
  Operation("top k", [3, 4]) { $0[0].topK(2).values },
  Operation("median", [3, 4]) { $0[0].median() },
  Operation("median of an odd number", [3, 4]) { $0[0].median(axis: 0) },
  Operation("taking", [2, 3]) { $0[0].taking(chosen, axis: 1) },
  Operation("taking, indices of a matrix", [3, 2]) { $0[0].taking(perElement) },
  Operation("gather", [2, 3]) { $0[0].gather(perElement, axis: 1) },
  Operation("gather over the first axis", [3, 3]) { $0[0].gather(perElement, axis: 0) },
  Operation("scatter-add", [2, 4], [2, 3]) { $0[0].scatterAdding($0[1], at: perElement, axis: 1) },
  Operation("split into equal parts", [4, 2]) {
    let parts = $0[0].split(into: 2)
    return parts[0] * parts[1]
  },
  Operation("unstacked", [2, 3]) {
    let columns = $0[0].unstacked(axis: 1)
    return columns[0] * columns[2]
  },
  Operation("padded", [2, 2]) { $0[0].padded([(1, 0), (0, 2)], with: .constant(3)) },
  Operation("padded at the edge", [2, 3]) { $0[0].padded(axis: 1, before: 2, after: 1, with: .edge) },
  Operation("padded by reflection", [2, 3]) { $0[0].padded(axis: -1, before: 2, after: 1, with: .reflect) },
  Operation("flipped", [2, 3]) { $0[0].flipped() },
  Operation("flipped along an axis", [2, 3]) { $0[0].flipped(axis: 1) * $0[0] },
  Operation("repeated", [2, 2]) { $0[0].repeated(3, axis: 0) },
  Operation("tiled", [2, 2]) { $0[0].tiled([2, 1, 2]) },
  Operation("rolled", [2, 3]) { $0[0].rolled(by: -1, axis: 1) * $0[0] },
  Operation("squeezed", [2, 1, 3]) { $0[0].squeezed(axis: 1) * $0[0].squeezed() },
  Operation("moved axis", [2, 3, 2]) { $0[0].movingAxis(0, to: -1) },
  Operation("swapped axes", [2, 3, 2]) { $0[0].swappingAxes(0, 1) },
  Operation("element", [2, 3]) { $0[0][1, -1] },
  Operation("slices of two axes", [3, 4]) { $0[0][1..., 1...2] },
  Operation("slices with steps", [5, 4]) { $0[0][.every(2), .every(-2, in: 1..<4)] },
  Operation("a new axis and an ellipsis", [2, 3, 2]) { $0[0][.newAxis, .ellipsis, -1] },
  Operation("assigned elements", [3, 4], [2]) { inputs in
    var x = inputs[0]
    x[1..., .every(3)] = inputs[1]
    return x * inputs[0]
  },
  Operation("an assigned number", [3, 2]) {
    var x = $0[0]
    x[1, .all] = 3
    return x
  },
  Operation("taking where a mask holds", [2, 3]) { $0[0].taking(where: chosenElements).squared },
  Operation("rows where a mask holds", [3, 2]) { $0[0][chosenRows].squared },
  Operation("assigned where a mask holds", [2, 3], [3]) { inputs in
    var x = inputs[0]
    x[chosenElements] = inputs[1]
    return x * inputs[0]
  },
  Operation("rows assigned where a mask holds", [3, 2], [2, 2]) { inputs in
    var x = inputs[0]
    x[chosenRows] = inputs[1]
    return x.squared
  },
  Operation("a number where a mask holds", [2, 3]) {
    var x = $0[0]
    x[chosenElements] = 3
    return x
  },
  Operation("diagonal", [3, 3]) { $0[0].diagonal() },
  Operation("diagonal above, of a stack", [2, 3, 4]) { $0[0].diagonal(offset: 1) },
  Operation("diagonal of other axes", [3, 2, 2]) { $0[0].diagonal(offset: -1, axes: (0, 2)) },
  Operation("diagonal matrix", [2, 2]) { $0[0].diagonalMatrix(offset: -1) },
  Operation("trace", [3, 3]) { matmul($0[0], $0[0]).trace() },
  Operation("triangular", [3, 3]) { $0[0].lowerTriangular() * $0[0].upperTriangular(offset: -1) },
  Operation("dot", [3], [3]) { dot($0[0], $0[1]) },
  Operation("outer", [3], [2]) { outerProduct($0[0], $0[1]) },
  Operation("einsum, matrix product", [2, 3], [3, 2]) { einsum("ij,jk->ik", $0[0], $0[1]) },
  Operation("einsum, stacks and a transpose", [2, 2, 3], [2, 3, 2]) { einsum("bij,bjk->kbi", $0[0], $0[1]) },
  Operation("einsum, three operands", [2, 3], [2], [3]) { einsum("ij,i,j->", $0[0], $0[1], $0[2]) },
  Operation("einsum, a diagonal", [3, 2, 3], [3]) { einsum("iji,i->j", $0[0], $0[1]) },
  Operation("einsum, ellipsis", [2, 2, 3], [3, 2]) { einsum("...ij,jk", $0[0], $0[1]) },
]
