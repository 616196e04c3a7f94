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
  private var step = 0

  /// Runs the formula over every parameter, in one fused pass each; `parameters` are the step's scalars.
  mutating func update(
    _ model: inout some Module, with gradients: Gradients, formula: UpdateFormula,
    parameters: (_ step: Int) -> [Double]
  ) {
    step += 1
    let parameters = parameters(step)
    model.forEachParameter(with: gradients) { index, parameter, gradient in
      if index == tensors.count {
        let (shape, dtype) = (parameter.shape, parameter.dtype)
        tensors.append((0..<formula.stateCount).map { _ in .zeros(shape, dtype: dtype, isLasting: true) })
      }
      formula.apply(to: &parameter, state: &tensors[index], gradient: gradient, parameters: parameters)
    }
  }
}

extension Module {
  /// Shows the value of each parameter beside its gradient, with their number, to change the value in place.
  mutating func forEachParameter(
    with gradients: Gradients, _ body: (_ index: Int, _ value: inout Tensor, _ gradient: Tensor) -> Void
  ) {
    withoutActuallyEscaping(body) { body in
      var visitor = GradientVisitor(gradients: gradients.tensors, body: body)
      visit(&visitor)
      require(
        visitor.index == gradients.tensors.count,
        "optimizer: the model has \(visitor.index) parameters, got \(gradients.tensors.count) gradients")
    }
  }
}

private struct GradientVisitor: ParameterVisitor {
  let gradients: [Tensor]
  let body: (Int, inout Tensor, Tensor) -> Void
  var index = 0

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    require(
      index < gradients.count,
      "optimizer: got \(gradients.count) gradients, and the model has more parameters")
    require(parameter.isDrawn, "optimizer: parameter \(name) of shape \(parameter.shape) was never drawn")
    require(
      parameter.tensor!.hasShape(of: gradients[index]),
      "optimizer: parameter \(name) has shape \(parameter.shape), its gradient \(gradients[index].shape)")
    body(index, &parameter.tensor!, gradients[index])
    index += 1
  }
}
