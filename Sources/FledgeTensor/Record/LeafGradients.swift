import FledgeBasics

/// What a backward pass has found for the leaves of its scope.
package struct LeafGradients {
  private let scope: Int
  /// Gradients that a scope further out tracks; a first-order pass leaves its own on the leaves.
  private let tracked: [ObjectIdentifier: Tensor]?
  /// How many of the leaves asked for so far were reached.
  package private(set) var reachedCount = 0
  package var anyReached: Bool { reachedCount > 0 }

  init(scope: Int, tracked: [ObjectIdentifier: Tensor]? = nil) {
    (self.scope, self.tracked) = (scope, tracked)
  }

  /// The gradient for a leaf, which is asked for once: a constant, except for what a call further out tracks; zeros if
  /// the leaf was not reached.
  package mutating func take(for leaf: borrowing Tensor) -> Tensor {
    guard let node = leaf.node, node.isLeaf(of: scope) else {
      fatalError(
        "gradient: expected a value that the gradient was asked for, got another of shape \(leaf.shape)")
    }
    if let value = node.gradient.take() {
      reachedCount += 1
      return Tensor(value)
    }
    if let value = tracked?[ObjectIdentifier(node)] {
      reachedCount += 1
      return value.leaving(scope)
    }
    return .zeros(leaf.shape, dtype: leaf.dtype)
  }
}

extension Tensor {
  /// The value as a call of `scope` hands it out.
  fileprivate consuming func leaving(_ scope: Int) -> Tensor {
    if let node, node.firstScope < scope { return self }
    node = nil
    return self
  }
}
