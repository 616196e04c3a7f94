import FledgeBasics

/// Σ aᵢ·bᵢ of two vectors (n), as a scalar.
public func dot(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank == 1 && a.shape == b.shape,
    "dot: expected two vectors of one length, got \(a.shape) and \(b.shape)")
  return matmul(a, b)
}

/// The matrix (m, n) of all products aᵢ·bⱼ of two vectors (m) and (n).
public func outerProduct(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(a.rank == 1 && b.rank == 1, "outerProduct: expected two vectors, got \(a.shape) and \(b.shape)")
  return a.expanded(axis: 1) * b
}
