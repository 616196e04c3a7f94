import FledgeBasics
import FledgeTensor

/// Moves the statistics of a module towards what was observed.
struct AbsorbingVisitor: ModuleVisitor {
  private let observations: [[Tensor]]
  /// Instead of each statistic's own.
  private let momentum: Double?
  private var index = 0

  init(_ observations: [[Tensor]], momentum: Double? = nil) {
    (self.observations, self.momentum) = (observations, momentum)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {}

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    require(
      index < observations.count,
      "absorb: got the observations of \(observations.count) statistics, and the model has more")
    for observed in observations[index] { statistic.absorb(observed, momentum: momentum) }
    index += 1
  }

  func requireEnd() {
    require(
      index == observations.count,
      "absorb: the model has \(index) statistics, got the observations of \(observations.count)")
  }
}
