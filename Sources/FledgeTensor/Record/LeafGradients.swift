import FledgeBasics

/// What a backward pass has found for the leaves of its scope.
package struct LeafGradients {
  private let scope: Int
  /// Gradients that a scope further out tracks; a first-order pass leaves its own on the leaves.
  private let tracked: [ObjectIdentifier: Tensor]?
  /// How many of the leaves asked for so far were reached.
  package private(set) var reachedCount = 0

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
    return take(from: node) ?? .zeros(leaf.shape, dtype: leaf.dtype)
  }

  /// The same for a value that then becomes what it was before it was tracked, and is added to `leaves`; nil for a value
  /// that is no leaf, which stays as it is.
  package mutating func untrack(_ value: inout Tensor, addingTo leaves: inout LeafSequence) -> Tensor? {
    // Moved out of the value and back, so that the reference is not counted.
    guard let node = value.node.take() else { return nil }
    guard node.isLeaf(of: scope) else {
      value.node = consume node
      return nil
    }
    leaves.append(node)
    let found = take(from: node)
    if node.firstScope < scope { value.node = node.original }
    return found ?? .zeros(value.shape, dtype: value.dtype)
  }

  /// Nil for a leaf that was not reached.
  @inline(__always)
  private mutating func take(from node: Node) -> Tensor? {
    // What stands on a leaf whose first scope is further out is that call's, which may be walking back at this moment.
    if node.firstScope == scope, let value = node.cotangent.take() {
      reachedCount += 1
      return Tensor(value)
    }
    guard let value = tracked?[ObjectIdentifier(node)] else { return nil }
    reachedCount += 1
    return value.leaving(scope)
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
