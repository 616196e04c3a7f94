import FledgeBasics
import FledgeTensor

/// The gradients of a loss for the parameters of a model, in visiting order, and what its statistics were shown on the way.
public struct Gradients: Sendable {
  /// One for each parameter that is not frozen, of its shape.
  public var tensors: [Tensor]

  /// For each statistic in visiting order what it noted, in the order of the calls; empty if no statistic was in training.
  public var observations: [[Tensor]]

  /// What these count for beside those of the other parts of a batch: 1 for the whole.
  public let share: Double

  /// The parameters that do not reach the loss, by their numbers among `tensors`; their gradients are zeros.
  package let unreached: [Int]

  /// Gradients from a list in visiting order, each of its parameter's shape.
  public init(_ tensors: [Tensor], observations: [[Tensor]] = []) {
    self.init(tensors, observations, share: 1, unreached: [])
  }

  init(_ tensors: [Tensor], _ observations: [[Tensor]], share: Double, unreached: [Int]) {
    (self.tensors, self.observations) = (tensors, observations)
    (self.share, self.unreached) = (share, unreached)
  }
}

/// The loss that the closure computes with the model it is given, and its gradient for every parameter that is not frozen.
///
/// The closure must use its argument, not the model outside: only the argument's parameters are tracked, and only the argument
/// is in training. Parameters that do not reach the loss get zeros (`Gradients.unreached(of:)` names them); that none
/// reaches it is an error. The results are constants.
///
/// - Parameters:
///   - model: what is differentiated; it stays as it is.
///   - random: the generator of this step, such as `Random(seed: seed).numbered(step)`; layers with noise need one.
///   - part: which rows of a larger batch the closure computes; the loss and the gradients are then its share.
///   - training: false for gradients of the model as it evaluates: no noise, and the running statistics.
///   - loss: a result of one element.
public func valueAndGradients<M: Module>(
  of model: M, random: Random? = nil, part: BatchPart? = nil, training: Bool = true,
  _ loss: (M) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
  let scope = GradientScope()
  var tracked = model
  var leaves = LeafVisitor(scope: scope, holdsFault: M.self is AnyClass)
  tracked.visit(&leaves)
  if leaves.holdsFault { model.failVisit() }
  var pass: TrainingPass?
  if leaves.holdsTraining && training {
    pass = TrainingPass(random: random, rows: part?.rows, keepsObservations: true)
    pass!.take(&tracked)
  }
  defer { pass?.close() }
  var value: Tensor
  do { value = try loss(tracked) } catch {
    var remover = LeafRemover(scope: scope)
    tracked.visit(&remover)
    throw error
  }
  let share = part?.share ?? 1
  if share != 1 { value = value * share }
  var collector = GradientCollector(found: scope.backward(from: &value))
  tracked.visit(&collector)
  if collector.leaves != leaves.leaves { model.failVisit() }
  require(
    collector.gradients.isEmpty || collector.unreached.count < collector.gradients.count,
    "valueAndGradients: no parameter of \(M.self) reaches the loss; use the model that the closure is given, not the "
      + "one outside it")
  let observations = pass.map { $0.observations(of: &tracked) } ?? []
  return (
    value, Gradients(collector.gradients, observations, share: share, unreached: collector.unreached)
  )
}

extension Module {
  /// Stops the program for a visit that cannot be trusted, with what is wrong about it.
  @inline(never)
  fileprivate func failVisit() -> Never {
    requireSoundVisit(in: "valueAndGradients")
    fatalError(
      "valueAndGradients: visit of \(Self.self) must show the same parameters each time, each once, and all of them "
        + "in structs")
  }
}

/// Turns every parameter into a leaf of a scope.
private struct LeafVisitor: ModuleVisitor {
  let scope: GradientScope
  /// Whether a parameter was shown twice or a module is a class.
  var holdsFault: Bool
  /// Whether noise or a statistic is to be put into training.
  private(set) var holdsTraining = false
  private(set) var leaves = LeafSequence()

  init(scope: GradientScope, holdsFault: Bool) { (self.scope, self.holdsFault) = (scope, holdsFault) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {
    if type is AnyClass { holdsFault = true }
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    parameter.requireDrawn()
    if parameter.isFrozen { return }
    if !scope.track(&parameter.tensor!, addingTo: &leaves) { holdsFault = true }
  }

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    if statistic.waitsForPass { holdsTraining = true }
  }

  mutating func visit(_ name: String, _ noise: inout Noise) {
    if noise.waitsForPass { holdsTraining = true }
  }
}

/// Collects the gradients of parameters that are leaves, and makes them what they were: one that is kept in a class or a
/// global must not stay tracked.
private struct GradientCollector: ModuleVisitor {
  private var found: LeafGradients
  private(set) var gradients: [Tensor] = []
  private(set) var unreached: [Int] = []
  private(set) var leaves = LeafSequence()

  init(found: consuming LeafGradients) {
    self.found = found
    gradients.reserveCapacity(8)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    if parameter.isFrozen { return }
    let reached = found.reachedCount
    guard parameter.isDrawn, let gradient = found.untrack(&parameter.tensor!, addingTo: &leaves) else {
      return leaves.appendStranger()
    }
    if found.reachedCount == reached { unreached.append(gradients.count) }
    gradients.append(gradient)
  }
}

/// Makes parameters that are leaves what they were.
private struct LeafRemover: ModuleVisitor {
  let scope: GradientScope

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    if parameter.isDrawn { scope.untrack(&parameter.tensor!) }
  }
}
