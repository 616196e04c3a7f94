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

  /// Whether the model is no better, by its loss and by its error, than a guess that looks at no input: it has learned nothing,
  /// or its training has diverged. False where all examples are of one class, so that nothing can be learned.
  public var isNoBetterThanGuessing: Bool {
    if !loss.isFinite || withoutPrediction > 0 { return count > 0 }
    let guess = blindGuess
    return guess.loss > 0 && loss >= guess.loss && error >= guess.error
  }

  /// What must be known before the figures are trusted: logits that are not finite, or a model that is no better than
  /// guessing; nil if there is nothing.
  public var warning: String? {
    if withoutPrediction > 0 {
      let (examples, verb) = (
        NumberText.count(withoutPrediction, "example"), withoutPrediction == 1 ? "has" : "have"
      )
      return "\(examples) \(verb) logits that are not finite, so no prediction"
    }
    guard isNoBetterThanGuessing else { return nil }
    let guess = blindGuess
    return "the model is no better than a guess that looks at no example, which has loss "
      + "\(NumberText.significant(guess.loss)) and error \(NumberText.percent(guess.error)): it has not learned yet, or its "
      + "training has diverged, and a smaller learning rate may help"
  }
}

extension Evaluation: CustomStringConvertible {
  /// One line: `loss 0.08123, error 2.45 % (245 of 10,000)`, and what is wrong with the logits.
  public var description: String {
    let counts = "\(NumberText.grouped(mistakes)) of \(NumberText.grouped(count))"
    let result = "loss \(NumberText.significant(loss)), error \(NumberText.percent(error)) (\(counts))"
    if withoutPrediction == 0 { return result }
    return result + "; \(NumberText.count(withoutPrediction, "example")) with logits that are not finite"
  }
}

extension ConfusionMatrix {
  /// How many examples have the label `actual`.
  fileprivate func examples(of actual: Int) -> Int {
    (0..<classes).reduce(0) { $0 + self[actual: actual, predicted: $1] }
  }
}
