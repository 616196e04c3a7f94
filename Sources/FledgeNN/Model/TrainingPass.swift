import FledgeBasics
import FledgeTensor
import Synchronization

/// What the noise and the statistics of one copy of a model share while it is in training.
final class TrainingPass: Sendable {
  /// Each noise draws from the generator of its path; nil if none was given.
  let random: Random?
  /// The row of the whole batch that the first row of this pass is.
  let firstRow: Int
  /// Whether what is noted will be collected.
  let keepsObservations: Bool
  private let isOver = Atomic(false)

  init(random: Random?, firstRow: Int, keepsObservations: Bool) {
    (self.random, self.firstRow, self.keepsObservations) = (random, firstRow, keepsObservations)
  }

  /// Ends the pass: copies of its model that were kept are of no use from now on.
  func close() { isOver.store(true, ordering: .releasing) }

  func requireOpen(for path: String) {
    if isOver.load(ordering: .acquiring) {
      fatalError(
        "\(path): a copy of the model that was in training is used after its pass: what the closure of valueAndGradients "
          + "is given must not be kept; training(random:) gives a copy that may be")
    }
  }
}

/// Puts every noise and statistic of a copy of a model into training.
struct PassVisitor: ModuleVisitor {
  private let pass: TrainingPass
  private var path = ModulePath()

  init(_ pass: TrainingPass, root: String) { (self.pass, self.path) = (pass, ModulePath(root: root)) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) { path.enter(name(), type) }

  mutating func leave() { path.leave() }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {}

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    statistic.join(pass, path: path.appending(name))
  }

  mutating func visit(_ name: String, _ noise: inout Noise) {
    noise.join(pass, path: path.appending(name), owner: path.owner)
  }
}

extension TrainingPass {
  /// What the statistics of a copy that is in this pass have noted, one list each in visiting order. The copy leaves the pass.
  func observations(of copy: inout some Module) -> [[Tensor]] {
    var visitor = LeavingVisitor(self)
    copy.visit(&visitor)
    return visitor.observations
  }
}

/// Takes what statistics have noted, and makes statistics and noise what they were.
private struct LeavingVisitor: ModuleVisitor {
  private let pass: TrainingPass
  private(set) var observations: [[Tensor]] = []

  init(_ pass: TrainingPass) { self.pass = pass }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {}

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    observations.append(statistic.leave(pass))
  }

  mutating func visit(_ name: String, _ noise: inout Noise) { noise.leave(pass) }
}

/// Where a visitor is: the names and types of the modules that it has entered.
struct ModulePath {
  private var entered: [(name: String, type: String)] = []
  private var root = ""

  init(root: String = "") { self.root = root }

  mutating func enter(_ name: String, _ type: Any.Type) { entered.append((name, "\(type)")) }

  mutating func leave() { entered.removeLast() }

  /// The path of a property of the module entered last.
  func appending(_ name: String) -> String { (entered.map(\.name) + [name]).joined(separator: ".") }

  /// The path of the module entered last; empty for the outermost.
  var current: String { entered.map(\.name).joined(separator: ".") }

  /// The type of the module entered last.
  var owner: String { entered.last?.type ?? root }
}

extension Module {
  /// A copy that is in training and belongs to no pass: it draws noise, uses the batch's statistics, and forgets what it notes.
  ///
  /// For Monte Carlo dropout (Gal and Ghahramani, 2016) and gradient checks. The same generator gives the same masks; a layer
  /// that is applied again gets the next ones.
  public func training(random: Random? = nil) -> Self {
    var copy = self
    var visitor = PassVisitor(
      TrainingPass(random: random, firstRow: 0, keepsObservations: false), root: "\(Self.self)")
    copy.visit(&visitor)
    return copy
  }
}
