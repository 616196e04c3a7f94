import FledgeBasics
import FledgeTensor

/// A procedure that changes a model's parameters, given the gradients of the loss.
public protocol Optimizer: Sendable, CustomStringConvertible {
  /// The size of a step; may be changed between steps.
  var learningRate: Double { get set }

  /// One step, in place. `gradients` must come from a model of the same parameters.
  mutating func update(_ model: inout some Module, with gradients: Gradients)
}

extension Optimizer {
  /// The type and the size of a step: what `print(optimizer)` shows.
  public var description: String { "\(Self.self)(learningRate: \(learningRate))" }
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
    var update = FormulaUpdate(formula: formula, parameters: parameters(step), state: tensors)
    tensors = []
    model.change(by: &update, along: gradients)
    tensors = update.state
  }
}

/// A formula over a parameter and the state that goes with it.
private struct FormulaUpdate: ParameterChange {
  let formula: UpdateFormula
  let parameters: [Double]
  var state: [[Tensor]]

  mutating func change(_ value: inout Tensor, along gradient: Tensor, index: Int) {
    if index == state.count {
      let (shape, dtype) = (value.shape, value.dtype)
      state.append((0..<formula.stateCount).map { _ in .zeros(shape, dtype: dtype, isLasting: true) })
    }
    formula.apply(to: &value, state: &state[index], gradient: gradient, parameters: parameters)
  }
}

/// What an optimiser does to one parameter, given its gradient and its number in visiting order.
protocol ParameterChange {
  mutating func change(_ value: inout Tensor, along gradient: Tensor, index: Int)
}

extension Module {
  /// Changes the value of each parameter in place.
  @inline(__always)
  mutating func change(by change: inout some ParameterChange, along gradients: Gradients) {
    var visitor = GradientVisitor(gradients: gradients.tensors, change: consume change)
    visit(&visitor)
    require(
      visitor.index == gradients.tensors.count,
      "optimizer: the model has \(visitor.index) parameters, got \(gradients.tensors.count) gradients")
    change = visitor.change
  }
}

private struct GradientVisitor<Change: ParameterChange>: ParameterVisitor {
  let gradients: [Tensor]
  var change: Change
  var index = 0

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    require(
      index < gradients.count,
      "optimizer: got \(gradients.count) gradients, and the model has more parameters")
    require(parameter.isDrawn, "optimizer: parameter \(name) of shape \(parameter.shape) was never drawn")
    let gradient = gradients[index]
    require(
      gradient.hasShape(of: parameter.tensor!),
      "optimizer: parameter \(name) has shape \(parameter.shape), its gradient \(gradient.shape)")
    change.change(&parameter.tensor!, along: gradient, index: index)
    index += 1
  }
}
