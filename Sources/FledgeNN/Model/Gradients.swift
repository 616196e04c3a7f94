import FledgeBasics
import FledgeTensor

/// The gradients of a loss for the parameters of a model, in visiting order.
public struct Gradients: Sendable {
  /// One for each parameter, of its shape.
  public var tensors: [Tensor]

  /// Gradients from a list in visiting order.
  public init(_ tensors: [Tensor]) { self.tensors = tensors }

  /// With the paths of `model`, whose gradients these must be.
  public func named(by model: some Module) -> [(name: String, gradient: Tensor)] {
    let names = model.parameterNames
    require(
      names.count == tensors.count,
      "gradients: the model has \(names.count) parameters, these are \(tensors.count) gradients")
    return zip(names, tensors).map { ($0, $1) }
  }
}

/// The loss that the closure computes with the model it is given, and its gradient for every parameter.
///
/// The closure must use its argument, not the model outside: only the argument's parameters are tracked. Parameters
/// that do not reach the loss get zeros. The results are constants.
public func valueAndGradients<M: Module>(
  of model: M, _ loss: (M) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
  let scope = GradientScope()
  var tracked = model
  var leaves = LeafVisitor(scope: scope)
  tracked.visit(&leaves)
  var value = try loss(tracked)
  var collector = GradientCollector(found: scope.backward(from: &value))
  tracked.visit(&collector)
  require(
    collector.found.anyReached || collector.gradients.isEmpty,
    "valueAndGradients: no parameter of \(M.self) reaches the loss; use the model that the closure is given, not the "
      + "one outside it")
  return (value, Gradients(collector.gradients))
}

/// Turns every parameter into a leaf of a scope.
private struct LeafVisitor: ParameterVisitor {
  let scope: GradientScope

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    parameter.requireDrawn()
    scope.track(&parameter.tensor!)
  }
}

/// Collects the gradients of parameters that are leaves.
private struct GradientCollector: ParameterVisitor {
  var found: LeafGradients
  private(set) var gradients: [Tensor] = []

  init(found: consuming LeafGradients) {
    self.found = found
    gradients.reserveCapacity(8)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    gradients.append(found.take(for: parameter.tensor!))
  }
}
