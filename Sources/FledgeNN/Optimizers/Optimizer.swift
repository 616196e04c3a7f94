import FledgeFormula
import FledgeTensor

/// A procedure that changes a model's parameters, given the gradients of the loss.
public protocol Optimizer: Sendable {
  /// The size of a step; may be changed between steps.
  var learningRate: Double { get set }

  /// One step, in place. `gradients` must come from a model of the same parameters.
  mutating func update(_ model: inout some Module, with gradients: Gradients)
}

/// How weights are pulled towards 0.
public enum WeightDecay: Sendable, Equatable {
  /// Not at all.
  case none
  /// λ·w is added to the gradient: the gradient of (λ/2)·‖w‖².
  case l2(Double)
  /// w shrinks by rate·λ·w apart from the gradient's step (Loshchilov and Hutter, 2019).
  case decoupled(Double)
}

/// What an optimiser carries from step to step: tensors beside each parameter, and the number of steps.
struct OptimizerState: Sendable {
  /// For each parameter in visiting order, the tensors that go with it.
  private var tensors: [[Tensor]] = []
  /// Steps taken.
  private(set) var step = 0

  /// Runs (w, s₀, …) ← formula(w, s₀, …, g) over every parameter, in one fused pass each.
  mutating func update(
    _ model: inout some Module, with gradients: Gradients, formula: Formula,
    parameters: (_ step: Int) -> [Double]
  ) {
    step += 1
    var visitor = UpdateVisitor(
      formula: formula, parameters: parameters(step), gradients: gradients.tensors, state: tensors)
    // The visitor alone holds the state now, so it changes in place.
    tensors = []
    model.visit(&visitor)
    require(
      visitor.index == gradients.tensors.count,
      "optimizer: the model has \(visitor.index) parameters, got \(gradients.tensors.count) gradients")
    tensors = visitor.state
  }
}

private struct UpdateVisitor: ParameterVisitor {
  let formula: Formula
  let parameters: [Double]
  let gradients: [Tensor]
  var state: [[Tensor]]
  var index = 0

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    require(
      index < gradients.count,
      "optimizer: got \(gradients.count) gradients, and the model has more parameters")
    let gradient = gradients[index]
    require(parameter.isDrawn, "optimizer: parameter \(name) of shape \(parameter.shape) was never drawn")
    require(
      gradient.shape == parameter.shape,
      "optimizer: parameter \(name) has shape \(parameter.shape), its gradient \(gradient.shape)")
    if index == state.count {
      let zeros = Tensor.zeros(parameter.shape, dtype: parameter.value.dtype)
      state.append((1..<formula.outputCount).map { _ in zeros.copied() })
    }
    applyUpdate(formula, &parameter.tensor!, state: &state[index], with: [gradient], parameters: parameters)
    index += 1
  }
}
