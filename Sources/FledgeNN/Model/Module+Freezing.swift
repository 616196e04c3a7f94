import FledgeTensor

extension Module {
  /// Freezes the parameters and statistics whose paths `isChosen` accepts: they have no gradients, observe nothing, and no
  /// optimiser changes them.
  ///
  /// ```swift
  /// model.freeze { path in path.hasPrefix("encoder.") }
  /// ```
  public mutating func freeze(where isChosen: (_ path: String) -> Bool = { _ in true }) {
    setFrozen(true, where: isChosen)
  }

  /// Lets the parameters and statistics whose paths `isChosen` accepts be trained again.
  public mutating func unfreeze(where isChosen: (_ path: String) -> Bool = { _ in true }) {
    setFrozen(false, where: isChosen)
  }

  private mutating func setFrozen(_ isFrozen: Bool, where isChosen: (String) -> Bool) {
    forEachTensor { path, parameter in
      if isChosen(path) && parameter.isFrozen != isFrozen { parameter.isFrozen = isFrozen }
    }
  }

  /// Moves the running values towards what was observed: running ← running + momentum·(observed − running), in the order of
  /// the observations. `Optimizer.update` does it for a loop with an optimiser.
  ///
  /// `observations` are `Gradients.observations` of a model with the same statistics.
  public mutating func absorb(_ observations: [[Tensor]]) {
    if observations.isEmpty { return }
    var visitor = AbsorbingVisitor(observations)
    visit(&visitor)
    visitor.requireEnd()
  }
}
