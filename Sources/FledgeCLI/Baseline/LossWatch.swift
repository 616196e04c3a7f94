import Fledge
import FledgeBasics

/// Whether a training learns anything: its loss beside that of a guess that looks at no input.
struct LossWatch {
  /// The loss of the best such guess on the training part: the entropy of the classes' shares, or the variance of the targets; nil for
  /// another loss than the plain cross-entropy and the squared error, and where there is nothing to be learned.
  private let guess: Double?
  /// The loss that the training began with; nil for one that goes on.
  private var first: Double?

  init(_ examples: Dataset, loss: Loss) {
    let found: Double?
    let isPlain = loss.classWeights == nil && loss.labelSmoothing == 0 && examples.weights == nil
    switch (examples.hasClasses, loss.name) {
    case (true, Loss.crossEntropy.name) where isPlain: found = Self.entropy(of: examples)
    case (false, Loss.meanSquaredError.name) where isPlain: found = Self.variance(of: examples)
    default: found = nil
    }
    guess = found.flatMap { $0 > 0 ? $0 : nil }
  }

  private static func entropy(of examples: Dataset) -> Double {
    var counts = [Int](repeating: 0, count: examples.classes)
    examples.forEachTargetPart { labels in
      for label in labels.elements(as: Int32.self) { counts[Int(label)] += 1 }
    }
    return counts.reduce(0) { sum, count in
      let share = Double(count) / Double(examples.count)
      return count > 0 ? sum - share * log(share) : sum
    }
  }

  /// The mean over the numbers of an example, as the loss is.
  private static func variance(of examples: Dataset) -> Double {
    var (sum, squares) = (Tensor.zeros(examples.targetShape, dtype: .float64), 0.0)
    examples.forEachTargetPart { sum = sum + $0.converted(to: .float64).sum(axis: 0) }
    let mean = sum / Double(max(1, examples.count))
    examples.forEachTargetPart { squares += ($0.converted(to: .float64) - mean).squared.sum().item }
    return squares / Double(max(1, examples.count * examples.targetShape.elementCount))
  }

  mutating func note(_ report: BatchReport) {
    if report.step == 1 { first = report.meanLoss }
  }

  /// How large a loss must be to be worse than a guess's: a network begins a little above that, and of a small table an epoch is a few
  /// steps, so the fewer these are, the more is let pass.
  private func limit(_ guess: Double, steps: Int) -> Double { guess * (1 + 10 / Double(max(1, steps))) }

  /// What is to be said once, after the first epoch; `measured` is the loss of examples that are not trained on, if there are such.
  func warning(after report: EpochReport, measured: Double?) -> String? {
    guard let guess, report.epoch == 1 else { return nil }
    let loss = measured ?? report.meanLoss
    guard loss > limit(guess, steps: report.step) else { return nil }
    return
      "after the first epoch the loss is \(NumberText.significant(loss)), and that of a guess that looks at no input "
      + "\(NumberText.significant(guess)): a smaller learning rate, or inputs of a smaller scale, may help"
  }

  /// What is to be said of a result whose loss is above that of a guess on the same examples, though its error is not; nil if nothing is.
  func remark(on result: Evaluation) -> String? {
    let other = result.blindGuess.loss
    // Where all examples are of one class a guess has no loss.
    guard guess != nil, result.errors == nil, !result.isNoBetterThanGuessing, other > 0, result.loss > other
    else { return nil }
    return
      "the loss \(NumberText.significant(result.loss)) is above the \(NumberText.significant(other)) of a guess that looks at "
      + "no example, though the error is smaller: the model is too sure of what it gets wrong, and fewer epochs or "
      + "--label-smoothing may help"
  }

  /// Throws `DivergedTraining` if the result is no better than a guess, and its loss larger than it was at the first step and than twice
  /// what is let pass after so many steps.
  func check(_ result: Evaluation, steps: Int) throws {
    guard let guess, let first, result.isNoBetterThanGuessing else { return }
    if result.loss > max(first, 2 * limit(guess, steps: steps)) {
      throw DivergedTraining(first: first, last: result.loss, guess: guess)
    }
  }
}

/// A training that came to its end, further from what is right than it began.
struct DivergedTraining: Error, CustomStringConvertible {
  let first: Double
  let last: Double
  let guess: Double

  var description: String {
    "the training has diverged: its loss was \(NumberText.significant(first)) at the first step and is "
      + "\(NumberText.significant(last)) in the end, where a guess that looks at no input has "
      + "\(NumberText.significant(guess)): try a smaller learning rate, or inputs of a smaller scale"
  }
}
