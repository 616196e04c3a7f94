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
  let value = try f(leaves)
  let gradients = scope.gradients(
    of: value, for: leaves,
    orElse: "valueAndGradients: no input reaches the result; use the closure's argument, not the value "
      + "outside it")
  return (scope.result(value), gradients)
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
    value.node = Node(leafOf: number, standingFor: value)
  }

  /// ∂loss/∂leaf for each leaf, zeros where it does not reach the loss; if none does, an error with `message`. `loss` must
  /// have one element.
  package func gradients(
    of loss: Tensor, for leaves: consuming [Tensor], orElse message: @autoclosure () -> String
  ) -> [Tensor] {
    require(loss.count == 1, "gradient: the result must have one element, got shape \(loss.shape)")
    Backward(scope: number).run(from: loss, to: leaves)
    var gradients = leaves
    var reached = gradients.isEmpty
    for index in gradients.indices {
      if let gradient = gradients[index].node.unsafelyUnwrapped.gradient.take() {
        gradients[index] = result(gradient)
        reached = true
      } else {
        gradients[index] = .zeros(gradients[index].shape, dtype: gradients[index].dtype)
      }
    }
    require(reached, message())
    return gradients
  }

  /// What leaves the call: a constant, except for what a call further out tracks.
  package func result(_ value: Tensor) -> Tensor {
    if let node = value.node, node.firstScope < number { return value }
    return value.detached
  }
}

extension Tensor {
  /// Adds in place where nobody else holds the memory.
  mutating func accumulate(_ other: Tensor) {
    if isUniquelyHeld() {
      Kernel.add(other, into: &self)
    } else {
      self = self + other
    }
  }
}
