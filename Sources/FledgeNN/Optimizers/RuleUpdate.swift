import FledgeBasics
import FledgeTensor

/// One step of a `RuleOptimizer` under way: its state, moved out so that its tensors change in place, beside the gradients.
public struct RuleUpdate: ModuleVisitor {
  var state: OptimizerState
  private let formula: UpdateFormula
  private let gradients: [Tensor]
  /// Whether a parameter waits for its first step.
  private(set) var meetsNew = false
  /// Parameters of earlier cohorts have had their step.
  private var firstCohort = 0
  private var index = 0
  private var used = 0

  init(_ formula: UpdateFormula, state: consuming OptimizerState, gradients: [Tensor]) {
    (self.formula, self.gradients, self.state) = (formula, gradients, state)
    self.state.step += 1
  }

  /// Sets the scalars of every group.
  mutating func prepare<Scalar>(
    _ rule: UpdateRule<Scalar>, value: (_ scalar: Scalar, _ group: ParameterGroup, _ step: Int) -> Double
  ) {
    let step = state.step
    for index in state.cohorts.indices where state.cohorts[index].step != step {
      state.cohorts[index].prepare(step, count: rule.scalars.count, formula.usedParameters) {
        value(rule.scalars[$0], $1, $2)
      }
    }
  }

  /// Changes every parameter that had a step before.
  mutating func run(_ model: inout some Module) {
    (index, used) = (0, 0)
    model.visit(&self)
    require(
      used == gradients.count,
      "optimizer: the model has \(used) parameters that are not frozen, got \(gradients.count) gradients"
    )
  }

  /// Gives the parameters that wait for their first step their groups and tensors. After it, `run` changes only these.
  mutating func start(_ model: some Module, _ names: [String], initialValue: (String) -> Double) {
    firstCohort = state.cohorts.count
    state.start(model, after: state.step - 1)
    state.makeTensors(of: model) { shape, dtype in
      names.map { .lasting(shape, initialValue($0), dtype: dtype) }
    }
  }

  /// Changes the value of a parameter in place.
  public mutating func visit(_ name: String, _ parameter: inout Parameter) {
    let place = index
    index += 1
    if parameter.isFrozen { return }
    require(
      used < gradients.count,
      "optimizer: got \(gradients.count) gradients, and the model has more parameters")
    require(parameter.isDrawn, "optimizer: parameter \(name) of shape \(parameter.shape) was never drawn")
    used += 1
    guard place < state.entries.count, let cohort = state.entries[place].cohort else {
      meetsNew = true
      return
    }
    if cohort < firstCohort || state.cohorts[cohort].isFrozen { return }
    let fits = apply(
      formula, to: &parameter.tensor!, state: &state.entries[place].tensors, gradient: used - 1,
      of: gradients, scalars: state.cohorts[cohort].scalars)
    require(
      fits,
      "optimizer: parameter \(name) is \(parameter.shape) \(parameter.value.dtype), its gradient \(gradients[used - 1].shape) "
        + "\(gradients[used - 1].dtype); convert what the loss reads with converted(to:)")
  }
}

/// Runs a formula for one parameter, with its gradient among others. A function that is called, for what it is given is held by
/// its caller and not counted again.
@inline(never)
private func apply(
  _ formula: UpdateFormula, to parameter: inout Tensor, state: inout [Tensor], gradient number: Int,
  of gradients: [Tensor], scalars: [Double]
) -> Bool {
  gradients.withElement(number) {
    formula.apply(to: &parameter, state: &state, gradient: $0, parameters: scalars)
  }
}

extension Tensor {
  /// Every element `value`, in memory that is kept for long.
  fileprivate static func lasting(_ shape: Shape, _ value: Double, dtype: DType) -> Tensor {
    value == 0 ? .zeros(shape, dtype: dtype, isLasting: true) : .full(shape, value, dtype: dtype)
  }
}
