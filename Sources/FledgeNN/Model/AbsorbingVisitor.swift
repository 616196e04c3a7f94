import FledgeBasics
import FledgeTensor

/// Moves the statistics of a module towards what was observed.
struct AbsorbingVisitor: ModuleVisitor {
  private let observations: [[Tensor]]
  /// How many observations each statistic is the mean of so far; nil where its own momentum counts.
  private(set) var counts: [Int]?
  private var index = 0

  init(_ observations: [[Tensor]]) { self.observations = observations }

  /// For statistics that are the means of so many observations each, and stay means.
  init(_ observations: [[Tensor]], means counts: [Int]) {
    (self.observations, self.counts) = (observations, counts)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {}

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    require(
      index < observations.count,
      "absorb: got the observations of \(observations.count) statistics, and the model has more")
    for observed in observations[index] {
      counts?[index] += 1
      statistic.absorb(observed, momentum: counts.map { 1 / Double($0[index]) })
    }
    index += 1
  }

  func requireEnd() {
    require(
      index == observations.count,
      "absorb: the model has \(index) statistics, got the observations of \(observations.count)")
  }
}
