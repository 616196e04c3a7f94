import FledgeBasics
import FledgeTensor

/// What an optimiser carries from step to step: tensors beside each parameter, under names, and how many steps were taken.
///
/// A value: a copy of an optimiser goes on from where the original was. `Optimizer.namedState(of:)` reads it for a file.
public struct OptimizerState: Sendable {
  /// What goes with one parameter.
  struct Entry: Sendable {
    var tensors: [Tensor] = []
    /// Which of the cohorts it is in; nil until its first step.
    var cohort: Int?
  }

  /// The parameters that share their scalars: those of one group that took their first step together.
  struct Cohort: Sendable {
    let group: ParameterGroup
    /// Number of the group; nil for parameters that no group fits.
    let groupIndex: Int?
    /// The optimiser's steps before the first of these parameters.
    let start: Int
    /// The values of the rule's scalars in the present step.
    var scalars: [Double] = []
  }

  /// Groups of parameters that are trained in ways of their own.
  public let groups: [ParameterGroup]
  /// Steps taken.
  public internal(set) var step = 0
  /// By the numbers of the parameters in visiting order.
  var entries: [Entry] = []
  var cohorts: [Cohort] = []

  /// The state of an optimiser that has taken no step.
  public init(groups: [ParameterGroup] = []) { self.groups = groups }

  /// Takes the content of `other`, which then is as new.
  init(takenFrom other: inout OptimizerState) {
    self = other
    (other.step, other.entries, other.cohorts) = (0, [], [])
  }

  /// Runs a rule over every parameter of `model` that is not frozen, in one fused pass each.
  mutating func apply<Scalar>(
    _ rule: UpdateRule<Scalar>, to model: inout some Module, along gradients: Gradients,
    initialValue: (String) -> Double, value: (Scalar, ParameterGroup, Int) -> Double
  ) {
    let meetsNew = checkFit(of: gradients, to: &model)
    if meetsNew { start(model) }
    step += 1
    for index in cohorts.indices where !cohorts[index].group.isFrozen {
      let (group, own) = (cohorts[index].group, step - cohorts[index].start)
      cohorts[index].setScalars(rule.scalars) { value($0, group, own) }
    }
    if meetsNew {
      makeTensors(of: model) { shape, dtype in
        rule.stateNames.map { .lasting(shape, initialValue($0), dtype: dtype) }
      }
    }
    var update = UpdateVisitor(gradients: gradients.tensors, formula: rule.formula, state: consume self)
    model.visit(&update)
    self = update.state
  }

  /// Whether a parameter takes its first step. Gradients of another model are an error, before anything changes.
  private func checkFit(of gradients: Gradients, to model: inout some Module) -> Bool {
    var check = UpdateCheck(gradients: gradients.tensors, entries: entries)
    model.visit(&check)
    check.requireEnd()
    return check.meetsNew
  }
}

extension OptimizerState.Cohort {
  fileprivate mutating func setScalars<Scalar>(_ names: [Scalar], _ value: (Scalar) -> Double) {
    if scalars.count != names.count { scalars = [Double](repeating: 0, count: names.count) }
    for index in names.indices { scalars[index] = value(names[index]) }
  }
}

extension Tensor {
  /// Every element `value`, in memory that is kept for long.
  fileprivate static func lasting(_ shape: Shape, _ value: Double, dtype: DType) -> Tensor {
    value == 0 ? .zeros(shape, dtype: dtype, isLasting: true) : .full(shape, value, dtype: dtype)
  }
}

/// Looks, before anything changes, whether the gradients fit the model, and whether a parameter takes its first step.
private struct UpdateCheck: ModuleVisitor {
  let gradients: [Tensor]
  let entries: [OptimizerState.Entry]
  private(set) var meetsNew = false
  private var index = 0
  private var used = 0

  init(gradients: [Tensor], entries: [OptimizerState.Entry]) {
    (self.gradients, self.entries) = (gradients, entries)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    if index >= entries.count || (entries[index].cohort == nil && !parameter.isFrozen) { meetsNew = true }
    index += 1
    if parameter.isFrozen { return }
    require(
      used < gradients.count,
      "optimizer: got \(gradients.count) gradients, and the model has more parameters")
    require(parameter.isDrawn, "optimizer: parameter \(name) of shape \(parameter.shape) was never drawn")
    let gradient = gradients[used]
    require(
      gradient.hasShape(of: parameter.tensor!),
      "optimizer: parameter \(name) has shape \(parameter.shape), its gradient \(gradient.shape)")
    used += 1
  }

  func requireEnd() {
    require(
      used == gradients.count,
      "optimizer: the model has \(used) parameters that are not frozen, got \(gradients.count) gradients")
  }
}

/// Changes the value of each parameter in place.
private struct UpdateVisitor: ModuleVisitor {
  let gradients: [Tensor]
  let formula: UpdateFormula
  var state: OptimizerState
  private var index = 0
  private var used = 0

  init(gradients: [Tensor], formula: UpdateFormula, state: consuming OptimizerState) {
    (self.gradients, self.formula, self.state) = (gradients, formula, state)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    defer { index += 1 }
    if parameter.isFrozen { return }
    defer { used += 1 }
    guard let cohort = state.entries[index].cohort, !state.cohorts[cohort].group.isFrozen else { return }
    formula.apply(
      to: &parameter.tensor!, state: &state.entries[index].tensors, gradient: gradients[used],
      parameters: state.cohorts[cohort].scalars)
  }
}
