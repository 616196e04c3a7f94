import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// What a range test found: how the loss of a batch runs while the learning rate rises (Smith, 2017).
public struct LearningRateRange: Sendable, Equatable {
  /// A step of the test.
  public struct Point: Sendable, Equatable {
    /// The learning rate of the step.
    public let learningRate: Double
    /// The mean loss of its batch, before the step.
    public let loss: Double
    /// The exponential average of the losses so far, each a tenth, without its bias towards the first.
    public let smoothedLoss: Double
  }

  /// The steps, with rates that rise geometrically; the last is the one at which the loss had exploded, or the last there was.
  public let points: [Point]

  /// The rate at which the smoothed loss falls most steeply, by the logarithm of the rate, before it is lowest; nil where it does not
  /// fall.
  public var steepest: Double? {
    guard let lowest = points.indices.min(by: { points[$0].smoothedLoss < points[$1].smoothedLoss }) else {
      return nil
    }
    // The average needs some losses to mean anything.
    let slopes = points.indices.dropFirst(Self.leastSteps).prefix { $0 < lowest }.map { index in
      let (before, behind) = (points[index - 1], points[index + 1])
      let length = log(behind.learningRate / before.learningRate)
      return (index: index, slope: (behind.smoothedLoss - before.smoothedLoss) / length)
    }
    // A loss that stands still falls by rounding alone.
    guard let steepest = slopes.min(by: { $0.slope < $1.slope }),
      steepest.slope < -1e-6 * abs(points[0].smoothedLoss)
    else { return nil }
    return points[steepest.index].learningRate
  }

  static let leastSteps = 5
  /// What a smoothed loss is of the lowest so far when the test ends.
  static let explosion = 4.0
}

extension Trainer {
  /// Trains a copy for some steps with learning rates that rise geometrically, and gives the losses; the trainer stays as it is. Smith's
  /// range test (2017), as it became usual: an exponential average of the losses, and an end where that explodes.
  ///
  /// ```swift
  /// if let rate = try trainer.learningRateRange(on: loader)?.steepest { trainer.optimizer.learningRate = rate }
  /// ```
  ///
  /// - Parameters:
  ///   - loader: the batches, of as many epochs as are needed.
  ///   - steps: how many steps there are at the most, 2 or more.
  ///   - rates: the first rate and the last.
  ///   - continues: is asked before each step whether to go on.
  /// - Returns: what was found; nil if `continues` said no, or the task was cancelled.
  /// - Throws: `TrainingError` for a loader without batches, `FileError` for examples that cannot be read from their file.
  public func learningRateRange(
    on loader: DataLoader, steps: Int = 100, rates: ClosedRange<Double> = 1e-6...10,
    while continues: () -> Bool = { true }
  ) throws -> LearningRateRange? {
    require(
      steps >= 2 && rates.lowerBound > 0 && rates.upperBound.isFinite,
      "learningRateRange: expected 2 steps or more and rates above 0, got \(steps) and \(rates)")
    guard loader.batchesPerEpoch > 0 else {
      throw TrainingError.noBatches(examples: loader.dataset.count, batchSize: loader.batchSize)
    }
    var (copy, points, average, lowest) = (self, [LearningRateRange.Point](), 0.0, Double.infinity)
    let ratio = pow(rates.upperBound / rates.lowerBound, 1 / Double(steps - 1))
    var epoch = loader.epoch(1).makeIterator()
    for step in 0..<steps {
      guard continues(), !Task.isCancelled else { return nil }
      let next = epoch.next()
      if next == nil { epoch = loader.epoch(1 + step / loader.batchesPerEpoch).makeIterator() }
      guard let batch = next ?? epoch.next() else { break }
      copy.optimizer.learningRate = rates.lowerBound * pow(ratio, Double(step))
      // A batch whose examples count nothing has no loss, and one that cannot be computed at first says nothing of the rates.
      guard divisor(batch) > 0 else { continue }
      guard let loss = copy.tryStep(batch, number: step) else {
        if points.isEmpty { continue }
        break
      }
      average = 0.9 * average + 0.1 * loss
      let smoothed = average / (1 - pow(0.9, Double(points.count + 1)))
      points.append(
        .init(learningRate: copy.optimizer.learningRate, loss: loss, smoothedLoss: smoothed))
      lowest = min(lowest, smoothed)
      if points.count > LearningRateRange.leastSteps, smoothed > LearningRateRange.explosion * lowest {
        break
      }
    }
    if let failure = loader.dataset.readFailure { throw failure }
    return LearningRateRange(points: points)
  }

  /// A step with nothing noted; gives the loss before it, or nil, with nothing changed, where that is not finite.
  private mutating func tryStep(_ batch: Batch, number: Int) -> Double? {
    let random = Random(seed: seed).named("range test").numbered(number)
    var forward = 0.0
    let result = timedObjective(current, batch, random, &forward)
    let loss = result.value.item
    var gradients = result.gradients
    guard loss.isFinite else { return nil }
    if let clipNorm, case let norm = gradients.norm, norm > clipNorm {
      guard norm.isFinite else { return nil }
      gradients = gradients.scaled(by: clipNorm / norm)
    }
    optimizer.update(&current, with: gradients)
    return loss
  }
}
