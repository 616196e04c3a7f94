import FledgeBasics
import FledgeTensor

/// The gradients of a loss for the parameters of a model, in visiting order.
public struct Gradients: Sendable {
  /// One for each parameter, of its shape.
  public var tensors: [Tensor]

  /// The parameters that do not reach the loss, by their numbers in visiting order; their gradients are zeros.
  package let unreached: [Int]

  /// Gradients from a list in visiting order, each of its parameter's shape.
  public init(_ tensors: [Tensor]) { self.init(tensors, unreached: []) }

  init(_ tensors: [Tensor], unreached: [Int]) { (self.tensors, self.unreached) = (tensors, unreached) }
}

/// The loss that the closure computes with the model it is given, and its gradient for every parameter.
///
/// The closure must use its argument, not the model outside: only the argument's parameters are tracked. Parameters
/// that do not reach the loss get zeros (`Gradients.unreached(of:)` names them); that none reaches it is an error. The
/// results are constants.
public func valueAndGradients<M: Module>(
  of model: M, _ loss: (M) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
  let scope = GradientScope()
  var tracked = model
  var leaves = LeafVisitor(scope: scope, holdsFault: M.self is AnyClass)
  tracked.visit(&leaves)
  if leaves.holdsFault { model.failVisit() }
  var value: Tensor
  do { value = try loss(tracked) } catch {
    var remover = LeafRemover(scope: scope)
    tracked.visit(&remover)
    throw error
  }
  var collector = GradientCollector(found: scope.backward(from: &value))
  tracked.visit(&collector)
  if collector.leaves != leaves.leaves { model.failVisit() }
  require(
    collector.gradients.isEmpty || collector.unreached.count < collector.gradients.count,
    "valueAndGradients: no parameter of \(M.self) reaches the loss; use the model that the closure is given, not the "
      + "one outside it")
  return (value, Gradients(collector.gradients, unreached: collector.unreached))
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
private struct LeafVisitor: ParameterVisitor {
  let scope: GradientScope
  /// Whether a parameter was shown twice or a module is a class.
  var holdsFault: Bool
  private(set) var leaves = LeafSequence()

  init(scope: GradientScope, holdsFault: Bool) { (self.scope, self.holdsFault) = (scope, holdsFault) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {
    if type is AnyClass { holdsFault = true }
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    parameter.requireDrawn()
    if !scope.track(&parameter.tensor!, addingTo: &leaves) { holdsFault = true }
  }
}

/// Collects the gradients of parameters that are leaves, and makes them what they were: one that is kept in a class or a
/// global must not stay tracked.
private struct GradientCollector: ParameterVisitor {
  private var found: LeafGradients
  private(set) var gradients: [Tensor] = []
  private(set) var unreached: [Int] = []
  private(set) var leaves = LeafSequence()

  init(found: consuming LeafGradients) {
    self.found = found
    gradients.reserveCapacity(8)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    let reached = found.reachedCount
    guard parameter.isDrawn, let gradient = found.untrack(&parameter.tensor!, addingTo: &leaves) else {
      return leaves.appendStranger()
    }
    if found.reachedCount == reached { unreached.append(gradients.count) }
    gradients.append(gradient)
  }
}

/// Makes parameters that are leaves what they were.
private struct LeafRemover: ParameterVisitor {
  let scope: GradientScope

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    if parameter.isDrawn { scope.untrack(&parameter.tensor!) }
  }
}
