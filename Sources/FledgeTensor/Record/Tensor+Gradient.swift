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

/// f(x₀, x₁, …) and its gradient for each; zeros for one that does not reach the result.
public func valueAndGradients(
  at inputs: [Tensor], _ f: ([Tensor]) throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
  let scope = GradientScope()
  var leaves = inputs
  for index in leaves.indices { scope.track(&leaves[index]) }
  var value = try f(leaves)
  var found = scope.backward(from: &value)
  let gradients = leaves.map { found.take(for: $0) }
  require(
    found.anyReached || leaves.isEmpty,
    "valueAndGradients: no input reaches the result; use the closure's argument, not the value outside it")
  return (value, gradients)
}

/// ∂f/∂x for an f whose result has one element.
public func gradient(at x: Tensor, of f: (Tensor) throws -> Tensor) rethrows -> Tensor {
  try valueAndGradient(at: x, f).gradient
}

/// One call that asks for gradients: hands out its leaves and collects what reaches them.
package struct GradientScope {
  private let number = Node.openScope()

  package init() {}

  /// Makes `value` a leaf of this scope.
  package func track(_ value: inout Tensor) {
    require(
      value.dtype.isFloatingPoint, "gradient: inputs must be float32 or float64, got \(value.dtype)")
    value.node = Node.leaf(of: number, standingFor: value)
  }

  /// Whether `value` is a leaf of this scope.
  @inline(__always)
  package func tracks(_ value: borrowing Tensor) -> Bool { value.node?.isLeaf(of: number) ?? false }

  /// Makes a leaf of this scope what it was before `track`.
  package func untrack(_ value: inout Tensor) {
    guard let node = value.node, node.isLeaf(of: number) else { return }
    // What a leaf stands for is its only input, if a scope further out tracks that.
    value.node = node.firstScope == number ? nil : (node as? ComputedNode)?.node(of: 0)
  }

  /// Walks back from `loss`, which must have one element, to the leaves. The loss becomes what leaves the call: a constant,
  /// except for what a call further out tracks.
  package func backward(from loss: inout Tensor) -> LeafGradients {
    require(loss.count == 1, "gradient: the result must have one element, got shape \(loss.shape)")
    return Backward(scope: number).run(from: &loss)
  }
}

extension Tensor {
  /// The value as a call of `scope` hands it out.
  consuming func leaving(_ scope: Int) -> Tensor {
    if let node, node.firstScope < scope { return self }
    node = nil
    return self
  }

  /// a + b, in the memory of a where nobody else holds it.
  @inline(never)
  static func accumulated(_ a: consuming Storage, _ b: Storage) -> Storage {
    var sum = Tensor(a)
    let other = Tensor(b)
    if !sum.isUniquelyHeld() { return (sum + other).storage }
    Kernel.add(other, into: &sum)
    return sum.storage
  }
}
