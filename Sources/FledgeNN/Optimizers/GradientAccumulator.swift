import FledgeBasics
import FledgeTensor

/// Adds up the losses and gradients of several batches, for one step with what one large batch would give.
///
/// ```swift
/// var accumulator = GradientAccumulator()
/// for batch in batches {
///   let (loss, gradients) = valueAndGradients(of: model) { crossEntropy($0(batch.inputs), labels: batch.labels) }
///   accumulator.add(loss, gradients, divisor: Double(batch.count))
/// }
/// let (loss, gradients) = accumulator.mean()
/// optimizer.update(&model, with: gradients)
/// ```
public struct GradientAccumulator: Sendable {
  private var losses: [(value: Tensor, divisor: Double)] = []
  private var sum: Gradients?
  /// What the losses added so far were divided by, together.
  public private(set) var divisor = 0.0

  /// An accumulator of nothing.
  public init() {}

  /// Adds a batch whose loss is a mean: `divisor` is what it was divided by, the batch's rows or the sum of their weights. A batch with a
  /// divisor of 0, none of whose rows counts, adds nothing, as a `Trainer` lets it pass.
  public mutating func add(_ loss: Tensor, _ gradients: Gradients, divisor: Double) {
    require(divisor >= 0, "GradientAccumulator: expected a divisor of 0 or more, got \(divisor)")
    // The mean of nothing is NaN, and NaN times 0 would be, too.
    if divisor == 0 { return }
    let batch = Gradients(
      gradients.tensors, gradients.observations, share: divisor, unreached: gradients.unreached
    ).scaled(by: divisor)
    sum = sum.map { .sum(of: [$0, batch]) } ?? batch
    losses.append((loss.detached, divisor))
    self.divisor += divisor
  }

  /// The mean loss and gradients of all that was added, at least one batch that counts.
  public func mean() -> (value: Tensor, gradients: Gradients) {
    guard let sum else {
      fatalError("GradientAccumulator: expected at least one batch with a divisor above 0")
    }
    let value = losses.dropFirst().reduce(losses[0].value * (losses[0].divisor / divisor)) {
      $0 + $1.value * ($1.divisor / divisor)
    }
    let mean = sum.scaled(by: 1 / divisor)
    return (value, Gradients(mean.tensors, mean.observations, share: 1, unreached: mean.unreached))
  }
}
