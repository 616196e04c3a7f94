import FledgeBasics

/// A sum of products in Einstein's notation: "ij,jk->ik" is the matrix product, "bij->bji" a transpose, "ii->" a trace,
/// "i,j->ij" the outer product, "...ij,...jk->...ik" the product of stacked matrices.
///
/// Each operand's axes have a letter; an index that the result lacks is summed over; one that an operand has twice takes its
/// diagonal. Without an arrow the result has the letters that stand once, by the alphabet. Operands are combined from the
/// left to the right, by matrix products where an index is summed.
public func einsum(_ notation: String, _ operands: Tensor...) -> Tensor { einsum(notation, operands) }

/// A sum of products in Einstein's notation, of operands in a list.
public func einsum(_ notation: String, _ operands: [Tensor]) -> Tensor {
  require(!operands.isEmpty, "einsum \"\(notation)\": expected at least one operand")
  for operand in operands {
    require(
      operand.dtype == operands[0].dtype && operand.dtype.isFloatingPoint,
      "einsum \"\(notation)\": expected operands of one type, float32 or float64, got \(operands.map(\.dtype)); convert "
        + "them with converted(to:)")
  }
  let sum = EinsumNotation(notation, operands.map(\.shape))
  var terms = zip(operands, sum.operands).map { EinsumTerm($0, $1).withoutBroadcastAxes(sum.lengths) }[...]
  var product = terms.removeFirst().diagonal()
  func neededLater() -> Set<EinsumNotation.Label> {
    terms.reduce(into: Set(sum.result)) { $0.formUnion($1.labels) }
  }
  product = product.summed(keeping: neededLater())
  while !terms.isEmpty {
    let next = terms.removeFirst().diagonal()
    let needed = neededLater()
    product = product.summed(keeping: needed.union(next.labels))
      .multiplied(by: next.summed(keeping: needed.union(product.labels)), keeping: needed)
  }
  return product.arranged(sum.result).tensor
}

/// An operand, or a product of some, with a label for each axis.
private struct EinsumTerm {
  typealias Label = EinsumNotation.Label
  let tensor: Tensor
  let labels: [Label]

  init(_ tensor: Tensor, _ labels: [Label]) { (self.tensor, self.labels) = (tensor, labels) }

  /// Without axes of length 1 whose label is longer elsewhere.
  func withoutBroadcastAxes(_ lengths: [Label: Int]) -> EinsumTerm {
    let dropped = labels.indices.filter { tensor.shape[$0] == 1 && lengths[labels[$0]] != 1 }
    return EinsumTerm(
      tensor.squeezed(axes: dropped), labels.indices.filter { !dropped.contains($0) }.map { labels[$0] })
  }

  /// With each label once: the diagonal of those that stand twice.
  func diagonal() -> EinsumTerm {
    var distinct: [Label] = []
    for label in labels where !distinct.contains(label) { distinct.append(label) }
    if distinct.count == labels.count { return self }
    let strides = tensor.shape.strides
    let view = StridedView(
      of: tensor.shape, shape: Shape(distinct.map { tensor.shape[labels.firstIndex(of: $0)!] }),
      strides: distinct.map { label in
        labels.indices.reduce(0) { $0 + (labels[$1] == label ? strides[$1] : 0) }
      },
      offset: 0)
    return EinsumTerm(tensor.taking(view), distinct)
  }

  /// Summed over the labels that are not in `needed`.
  func summed(keeping needed: Set<Label>) -> EinsumTerm {
    let axes = labels.indices.filter { !needed.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return EinsumTerm(tensor.sum(axes: axes), labels.filter(needed.contains))
  }

  /// With the axes in the order of `order`, which names each label once.
  func arranged(_ order: [Label]) -> EinsumTerm {
    EinsumTerm(tensor.permuted(order.map { labels.firstIndex(of: $0)! }), order)
  }

  /// The product with another term, summed over the labels that are not in `needed`: all of those are in both.
  func multiplied(by other: EinsumTerm, keeping needed: Set<Label>) -> EinsumTerm {
    let common = labels.filter(other.labels.contains)
    let (batch, inner) = (common.filter(needed.contains), common.filter { !needed.contains($0) })
    let (left, right) = (
      labels.filter { !common.contains($0) }, other.labels.filter { !common.contains($0) }
    )
    let a = grouped(batch, left, inner)
    let b = other.grouped(batch, inner, right)
    let product = inner.isEmpty ? a * b : matmul(a, b)
    let lengths =
      (batch + left).map { tensor.shape[labels.firstIndex(of: $0)!] }
      + right.map { other.tensor.shape[other.labels.firstIndex(of: $0)!] }
    return EinsumTerm(product.reshaped(to: Shape(lengths)), batch + left + right)
  }

  /// As a stack of matrices: three groups of labels, each merged into one axis. Without a first group, a single matrix.
  private func grouped(_ batch: [Label], _ rows: [Label], _ columns: [Label]) -> Tensor {
    let x = arranged(batch + rows + columns).tensor
    let middle = batch.count + rows.count
    let matrix = [x.shape.count(over: batch.count..<middle), x.shape.count(over: middle...)]
    return x.reshaped(to: Shape(batch.isEmpty ? matrix : [x.shape.count(over: ..<batch.count)] + matrix))
  }
}
