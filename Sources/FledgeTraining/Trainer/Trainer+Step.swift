import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// What one call of `train` was asked for.
struct TrainingPlan<Model: Module> {
  let epochs: Int
  /// The optimiser's own learning rate.
  let rate: Double
  let loader: DataLoader
  let validation: Validation<Model>?
  let stopping: EarlyStopping?
  let checkpoint: CheckpointPlan?
}

extension Trainer {
  /// One step on one batch, its report and, if it is time, the file; gives whether to go on.
  mutating func takeStep(
    _ batch: Batch, _ plan: TrainingPlan<Model>, isFirst: inout Bool, _ clock: inout LapClock,
    _ continues: (TrainingEvent, Model) throws -> Bool
  ) throws -> Bool {
    optimizer.learningRate =
      plan.rate * schedule.factor(at: progress.step, of: max(progress.plannedSteps, progress.step + 1))
    let divisor = divisor(batch)
    var times = TrainingTimes()
    times.load = clock.lap()
    // Examples that all count nothing have no mean, and nothing to be learned from.
    let result = divisor > 0 ? try descend(batch, &times, &clock) : nil
    progress.add(result?.loss ?? 0, divisor, batch, learningRate: optimizer.learningRate, times)
    if isFirst, let result {
      isFirst = false
      let unreached = result.gradients.unreached(of: current)
      if !unreached.isEmpty, try !continues(.warning(.unreached(unreached)), current) { return false }
    }
    let report = progress.batchReport(
      result?.loss, times, examplesInEpoch: plan.loader.examplesPerEpoch, gradientNorm: result?.norm)
    guard try continues(.batch(report), current) else { return false }
    if let checkpoint = plan.checkpoint, isDue(checkpoint, atEpochEnd: false) {
      let path = try write(checkpoint)
      return try continues(.checkpoint(path: path, step: progress.step), current)
    }
    return true
  }

  /// Follows the gradient of one batch. Throws `TrainingError` for a loss that is not finite, with nothing changed.
  private mutating func descend(
    _ batch: Batch, _ times: inout TrainingTimes, _ clock: inout LapClock
  ) throws -> (loss: Double, gradients: Gradients, norm: Double?) {
    let random = Random(seed: seed).named("step").numbered(progress.step)
    let result = timedObjective(current, batch, random, &times.forward)
    let loss = result.value.item
    times.backward = clock.lap() - times.forward
    guard loss.isFinite else {
      throw TrainingError.lossNotFinite(
        loss: loss, epoch: progress.epochsDone + 1, step: progress.step + 1)
    }
    var gradients = result.gradients
    let norm = clipNorm.map { _ in gradients.norm }
    if let norm, !norm.isFinite {
      throw TrainingError.gradientNotFinite(
        parameters: gradients.notFinite(of: current), epoch: progress.epochsDone + 1, step: progress.step + 1)
    }
    if let clipNorm, let norm, norm > clipNorm { gradients = gradients.scaled(by: clipNorm / norm) }
    measured = nil
    optimizer.update(&current, with: gradients)
    if average != nil {
      average!.update(with: current)
    } else {
      average = averaging.map { ModelAverage(current, $0) }
    }
    times.update = clock.lap()
    return (loss, gradients, norm)
  }
}

extension TrainingProgress {
  /// Takes in what a step gave.
  mutating func add(
    _ loss: Double, _ divisor: Double, _ batch: Batch, learningRate: Double, _ times: TrainingTimes
  ) {
    sums.loss += loss * divisor
    sums.divisor += divisor
    sums.examples += batch.count
    sums.seconds += times.load + times.forward + times.backward + times.update
    sums.times = sums.times + times
    sums.learningRate = learningRate
    step += 1
    self.batch += 1
  }

  /// Where the training stands after a step.
  func batchReport(
    _ loss: Double?, _ times: TrainingTimes, examplesInEpoch: Int, gradientNorm: Double?
  ) -> BatchReport {
    BatchReport(
      epoch: epochsDone + 1, step: step, examples: sums.examples, examplesInEpoch: examplesInEpoch,
      loss: loss, meanLoss: sums.meanLoss, learningRate: sums.learningRate, gradientNorm: gradientNorm,
      seconds: sums.seconds, times: times)
  }

  /// Looks whether the figure that early stopping is about has become better in the epoch that ends.
  mutating func note(_ figures: [Figure], _ stopping: EarlyStopping) throws -> Bool {
    guard let figure = figures.first(where: { $0.name == stopping.figure }) else {
      throw TrainingError.noSuchFigure(stopping.figure, among: figures.map(\.name))
    }
    guard stopping.isBetter(figure.value, than: bestValue) else { return false }
    (bestEpoch, bestValue) = (epochsDone + 1, figure.value)
    return true
  }

  /// Takes down from which epoch on early stopping looks at the figures.
  mutating func watch(_ isWatched: Bool) { watchedSince = isWatched ? watchedSince ?? epochsDone : nil }

  /// Whether so many epochs have gone by since the best one, and since they are looked at.
  func hasWaited(_ patience: Int) -> Bool {
    epochsDone - max(bestEpoch ?? 0, watchedSince ?? 0) >= patience
  }

  /// Ends the epoch and gives what it came to.
  mutating func finishEpoch(_ figures: [Figure], isBest: Bool) -> EpochReport {
    epochsDone += 1
    let report = EpochReport(
      epoch: epochsDone, step: step, meanLoss: sums.meanLoss, examples: sums.examples,
      learningRate: sums.learningRate, seconds: sums.seconds, times: sums.times, validation: figures,
      isBest: isBest)
    history.append(report)
    (batch, sums) = (0, EpochSums())
    return report
  }
}
