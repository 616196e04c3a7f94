import FledgeBasics

extension Evaluation {
  /// The loss and the error of the best guess that looks at no input: the entropy of the labels, and the share of the
  /// examples that are not of the most frequent class. NaN for no examples.
  public var blindGuess: (loss: Double, error: Double) {
    let total = Double(confusion.total)
    let shares = (0..<confusion.classes).map { Double(confusion.examples(of: $0)) / total }
    let entropy = shares.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
    return (confusion.total > 0 ? entropy : .nan, 1 - (shares.max() ?? .nan))
  }

  /// Whether the model is no better than a guess that looks at no input: it has learned nothing, or its training has diverged.
  ///
  /// A classifier is compared by its error, and by its loss where that is the plain cross-entropy; numbers by R², which is 0 for
  /// their mean. False where all examples are of one class, so that nothing can be learned.
  public var isNoBetterThanGuessing: Bool {
    if !loss.isFinite || withoutPrediction > 0 { return count > 0 }
    if let errors { return errors.r2 <= 0 }
    let guess = blindGuess
    return isPlain ? guess.loss > 0 && loss >= guess.loss && error >= guess.error : error > guess.error
  }

  /// What must be known before the figures are trusted: results that are not finite, or a model that is no better than
  /// guessing; nil if there is nothing.
  public var warning: String? {
    if withoutPrediction > 0 {
      let (examples, verb) = (
        NumberText.count(withoutPrediction, "example"), withoutPrediction == 1 ? "has" : "have"
      )
      return "\(examples) \(verb) \(results) that are not finite, so no prediction"
    }
    guard isNoBetterThanGuessing else { return nil }
    return
      "the model is no better than a guess that looks at no example, \(guessText): it has not learned yet, or its "
      + "training has diverged, and a smaller learning rate may help"
  }

  private var guessText: String {
    if errors != nil { return "which is the mean of the targets" }
    let guess = blindGuess
    let error = "error \(NumberText.percent(guess.error))"
    return isPlain
      ? "which has loss \(NumberText.significant(guess.loss)) and \(error)" : "which has \(error)"
  }

  private var results: String { errors == nil ? "logits" : "results" }
}

extension Evaluation: CustomStringConvertible {
  /// One line: `loss 0.08123, error 2.45 % (245 of 10,000)` or `loss 0.08123, MAE 0.21, RMSE 0.285, R² 0.94 (10,000 examples)`,
  /// and what is wrong with the results. Then, for each metric that was asked for, lines with its figures: of a `ClassificationReport`
  /// those of each class, too.
  public var description: String {
    let result = "loss \(NumberText.significant(loss)), \(outcome)"
    let problem =
      withoutPrediction == 0
      ? "" : "; \(NumberText.count(withoutPrediction, "example")) with \(results) that are not finite"
    return ([result + problem] + metrics.map(lines)).joined(separator: "\n")
  }

  private func lines(of metric: any Metric) -> String {
    guard let report = metric as? ClassificationReport else {
      return metric.figures.map { "\($0.name) \(NumberText.significant($0.value))" }.joined(separator: ", ")
    }
    return (report.lines(accuracy: accuracy) + [report.table(confusion.name)]).joined(separator: "\n")
  }

  private var outcome: String {
    guard let errors else {
      let counts = "\(NumberText.grouped(mistakes)) of \(NumberText.grouped(count))"
      return "error \(NumberText.percent(error)) (\(counts))"
    }
    return "\(errors) (\(NumberText.count(count, "example")))"
  }
}

extension RegressionErrors: CustomStringConvertible {
  /// `MAE 0.21, RMSE 0.285, R² 0.94`.
  public var description: String {
    let figures = [meanAbsoluteError, rootMeanSquaredError, r2].map { NumberText.significant($0) }
    return "MAE \(figures[0]), RMSE \(figures[1]), R² \(figures[2])"
  }
}
