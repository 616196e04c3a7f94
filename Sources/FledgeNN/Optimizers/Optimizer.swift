import FledgeTensor

/// A procedure that changes a model's parameters, given the gradients of the loss.
public protocol Optimizer: Sendable, CustomStringConvertible {
  /// The size of a step; may be changed between steps.
  var learningRate: Double { get set }

  /// What is carried from step to step; `OptimizerState()` in a new one.
  var state: OptimizerState { get set }

  /// The names of what is kept beside each parameter, as a file has them.
  var stateNames: [String] { get }

  /// One step of the parameters along the gradients, in place. `gradients` must come from a model of the same parameters.
  mutating func descend(_ model: inout some Module, along gradients: Gradients)
}

extension Optimizer {
  /// One step, in place: the parameters by the procedure, the statistics towards what they observed.
  public mutating func update(_ model: inout some Module, with gradients: Gradients) {
    descend(&model, along: gradients)
    if !gradients.observations.isEmpty { model.absorb(gradients.observations) }
  }

  /// The type and the size of a step: what `print(optimizer)` shows.
  public var description: String { "\(Self.self)(learningRate: \(learningRate))" }
}

/// An optimiser that is a formula: `descend` comes from its rule. All of the library's own are.
///
/// ```swift
/// struct SignDescent: RuleOptimizer {
///   enum Scalar: CaseIterable { case rate }
///   var learningRate = 0.001, state = OptimizerState()
///   let rule = UpdateRule<Scalar> { w, _, g, p in (w - p[.rate] * sign(g), []) }
///   func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double { learningRate * group.rate }
/// }
/// ```
public protocol RuleOptimizer: Optimizer {
  /// The names of the scalars that the rule takes.
  associatedtype Scalar: CaseIterable & Hashable & Sendable

  /// What is done to each number of a parameter.
  var rule: UpdateRule<Scalar> { get }

  /// The value of a scalar for the parameters of a group, at their step number `step`, counted from 1.
  func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double

  /// What a parameter's kept numbers are before its first step: 0, unless said otherwise.
  func initialValue(of name: String) -> Double

  /// Sets the scalars of a step. Comes with the protocol: as a requirement it is compiled for each optimiser.
  func prepare(_ update: inout RuleUpdate)
}

extension RuleOptimizer {
  /// The rule's.
  public var stateNames: [String] { rule.stateNames }

  /// 0.
  public func initialValue(of name: String) -> Double { 0 }

  /// Sets the rule's scalars.
  public func prepare(_ update: inout RuleUpdate) {
    update.prepare(rule) { value(of: $0, in: $1, step: $2) }
  }

  /// One step of the rule.
  public mutating func descend(_ model: inout some Module, along gradients: Gradients) {
    var update = RuleUpdate(
      rule.formula, state: OptimizerState(takenFrom: &state), gradients: gradients.tensors)
    prepare(&update)
    update.run(&model)
    if update.meetsNew {
      update.start(model, stateNames, initialValue: initialValue)
      prepare(&update)
      update.run(&model)
    }
    swap(&state, &update.state)
  }
}
