import Fledge
import TestSupport
import Testing

/// What the statistics of a batch norm observed goes with gradients that are added up or averaged.
@Suite struct AveragedStatisticsTests {
  private let model = Sequential {
    Linear(3, 4)
    BatchNorm(4)
    Linear(4, 2)
  }.initialized(seed: 4, dtype: .float64)
  private let x = Random.tensor(seed: 3, [10, 3])
  private let labels = Tensor((0..<10).map { Int32($0 % 2) })
  private let rows = [0..<2, 2..<10]

  private func pass(_ rows: Range<Int>, _ part: BatchPart? = nil) -> (value: Tensor, gradients: Gradients) {
    valueAndGradients(of: model, part: part) { crossEntropy($0(x[rows]), labels: labels[rows]) }
  }

  /// The mean and the unbiased variance of what reaches the batch norm.
  private func moments(_ rows: Range<Int>) -> [Tensor] {
    let hidden = model.layers[0](x[rows])
    return [hidden.mean(axis: 0), hidden.variance(axis: 0, unbiased: true)]
  }

  /// The observations are those of the two parts, weighted.
  private func expectObserved(_ gradients: Gradients, _ first: Double, _ second: Double, _ name: String) {
    #expect(gradients.observations.map(\.count) == [1, 1], "\(name)")
    let (a, b) = (moments(rows[0]), moments(rows[1]))
    for (index, observed) in gradients.observations.enumerated() {
      expectClose(observed[0], a[index] * first + b[index] * second, within: 1e-13, name)
    }
  }

  @Test("the mean of batches: each counts as much, or by its weight")
  func mean() {
    let batches = rows.map { pass($0).gradients }
    expectObserved(.mean(of: batches), 0.5, 0.5, "mean")
    let weighted = Gradients.mean(of: batches, weights: [2, 8])
    expectObserved(weighted, 0.2, 0.8, "mean by rows")
    for (index, tensor) in weighted.tensors.enumerated() {
      expectClose(
        tensor, batches[0].tensors[index] * 0.2 + batches[1].tensors[index] * 0.8, within: 1e-14)
    }
    expectObserved(.mean(of: batches, weights: [0, 3]), 0, 1, "one that does not count")
    // Means weighted by their rows are the mean of all rows.
    expectClose(weighted.observations[0][0], moments(0..<10)[0], within: 1e-13)
  }

  @Test(
    "parts of one batch count by their shares; their losses do not add up, for each is normalised by itself")
  func sum() {
    let parts = rows.map { pass($0, BatchPart(rows: $0, of: 10)) }
    let sum = Gradients.sum(of: parts.map(\.gradients))
    expectObserved(sum, 0.2, 0.8, "sum")
    #expect(sum.share == 1)
    let whole = pass(0..<10)
    #expect(abs((parts[0].value + parts[1].value - whole.value).item) > 1e-4)
  }

  @Test("what is accumulated counts by what its loss was divided by")
  func accumulation() {
    var accumulator = GradientAccumulator()
    for part in rows {
      let (value, gradients) = pass(part)
      accumulator.add(value, gradients, divisor: Double(part.count))
    }
    expectObserved(accumulator.mean().gradients, 0.2, 0.8, "accumulated")
  }

  @Test("a step along a mean moves the running values once, towards the mean of what was observed")
  func step() {
    var (trained, optimizer) = (model, SGD(learningRate: 0.1))
    let gradients = Gradients.mean(of: rows.map { pass($0).gradients }, weights: [2, 8])
    optimizer.update(&trained, with: gradients)
    for (index, (_, statistic)) in trained.namedStatistics.enumerated() {
      let before = model.namedStatistics[index].statistic.value
      expectClose(
        statistic.value, before * 0.9 + gradients.observations[index][0] * 0.1, within: 1e-14)
    }
  }
}
