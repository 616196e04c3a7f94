import FledgeBasics

/// Values and gradients of functions of tensors.
///
/// Calls nest: the gradient inside one function may be differentiated by a call outside.

/// f(x) and ∂f/∂x, for an f whose result has one element; the gradient has the shape of x.
public func valueAndGradient(
  at x: Tensor, _ f: (Tensor) throws -> Tensor
) rethrows -> (value: Tensor, gradient: Tensor) {
  let (value, gradients) = try valueAndGradients(at: [x]) { try f($0[0]) }
  return (value, gradients[0])
}

/// f(x₀, x₁, …) and its gradient for each, of its shape; zeros for one that does not reach the result. The closure must use its
/// arguments, not the values outside: those are constants to it.
public func valueAndGradients(
  at inputs: [Tensor], _ f: ([Tensor]) throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
  let scope = GradientScope()
  var leaves = inputs
  for index in leaves.indices { scope.track(&leaves[index]) }
  var value = try f(leaves)
  var found = scope.backward(from: &value)
  return (value, leaves.map { found.take(for: $0) })
}

/// ∂f/∂x, of the shape of x, for an f whose result has one element.
public func gradient(at x: Tensor, of f: (Tensor) throws -> Tensor) rethrows -> Tensor {
  try valueAndGradient(at: x, f).gradient
}

/// One call that asks for gradients: hands out its leaves and collects what reaches them.
package struct GradientScope {
  private static let sum = Backward.Accumulation(
    recorded: { $0 + $1 },
    constant: { a, b in
      var sum = Tensor(a)
      if !sum.isUniquelyHeld() { return (sum + Tensor(b)).storage }
      Kernel.add(Tensor(b), into: &sum)
      return sum.storage
    })

  private let number = Node.openScope()

  package init() {}

  /// Makes `value` a leaf of this scope.
  package func track(_ value: inout Tensor) {
    require(
      value.dtype.isFloatingPoint, "gradient: inputs must be float32 or float64, got \(value.dtype)")
    value.node = Node.leaf(of: number, standingFor: value)
  }

  /// Makes `value` a leaf of this scope, added to `leaves`; false if it was one already.
  package func track(_ value: inout Tensor, addingTo leaves: inout LeafSequence) -> Bool {
    if value.node?.isLeaf(of: number) ?? false { return false }
    track(&value)
    leaves.append(value.node!)
    return true
  }

  /// Makes a leaf of this scope what it was before `track`.
  package func untrack(_ value: inout Tensor) {
    if let node = value.node, node.isLeaf(of: number) {
      value.node = node.firstScope < number ? node.original : nil
    }
  }

  /// Walks back from `loss`, which must have one element, to the leaves. The loss becomes what leaves the call: a constant,
  /// except for what a call further out tracks.
  package func backward(from loss: inout Tensor) -> LeafGradients {
    require(loss.count == 1, "gradient: the result must have one element, got shape \(loss.shape)")
    return Backward(scope: number, sum: Self.sum).run(from: &loss)
  }
}
