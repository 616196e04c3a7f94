import FledgeTensor

/// Puts every noise and statistic of a copy of a model into training.
private struct PassVisitor: ModuleVisitor {
  private let pass: TrainingPass
  private var path: ModulePath

  init(_ pass: TrainingPass, root: Any.Type) { (self.pass, path) = (pass, ModulePath(root: root)) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) { path.enter(name(), type) }

  mutating func leave() { path.leave() }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {}

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    statistic.join(pass, path: path.appending(name))
  }

  mutating func visit(_ name: String, _ noise: inout Noise) {
    noise.join(pass, path: path.appending(name), owner: "\(path.owner)")
  }
}

extension TrainingPass {
  /// Puts every noise and statistic of a copy of a model into this pass, but for those that are in another.
  func take<M: Module>(_ copy: inout M) {
    var visitor = PassVisitor(self, root: M.self)
    copy.visit(&visitor)
  }

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

extension Module {
  /// A copy that is in training and belongs to no pass: it draws noise, uses the batch's statistics, and forgets what it notes.
  ///
  /// For Monte Carlo dropout (Gal and Ghahramani, 2016) and gradient checks. The same generator gives the same masks; a layer
  /// that is applied again gets the next ones.
  public func training(random: Random? = nil) -> Self {
    var copy = self
    TrainingPass(random: random, keepsObservations: false).take(&copy)
    return copy
  }
}
