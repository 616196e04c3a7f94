import Fledge
import FledgeBasics
import FledgeFiles

/// What is measured of a model beside its loss: errors of a classifier, or distances of numbers.
enum Measure {
  case error
  case absoluteError

  init(for examples: Dataset) { self.init(hasClasses: examples.hasClasses) }

  init(hasClasses: Bool) { self = hasClasses ? .error : .absoluteError }

  /// For people.
  var name: String { self == .error ? "error" : "MAE" }

  /// What a model gives.
  var results: String { self == .error ? "logits" : "results" }

  /// Among the figures of an evaluation, and in JSON behind `train_` and `validation_`. Of the test part an error is
  /// `test_error`, and figures of numbers have their names alone: see `members`.
  var key: String { self == .error ? "error" : "mae" }

  /// All that is told of a model that gives so many numbers for an example, beside what an evaluation always holds; of examples that
  /// are streamed nothing for which a number of each must be kept.
  func metrics(outputs: Int, targetScale: Double, isStreamed: Bool) -> [any Metric] {
    switch self {
    case .error: outputs > 1 ? [ClassificationReport(keepsScores: !isStreamed)] : []
    case .absoluteError: isStreamed ? [] : [MedianAbsoluteError(scale: targetScale)]
    }
  }

  func value(of evaluation: Evaluation) -> Double { evaluation[key] ?? .nan }

  func text(_ value: Double) -> String {
    self == .error ? NumberText.percent(value) : NumberText.significant(value)
  }

  /// What a guess that looks at no input comes to on the same examples, for people.
  func guess(for evaluation: Evaluation) -> String {
    if let errors = evaluation.errors {
      return "the mean of the targets for all: RMSE \(NumberText.significant(errors.targetDeviation)), R² 0"
    }
    let name = evaluation.mostFrequentClass.map { evaluation.confusion.name(of: $0) } ?? ""
    return "class \(name) for all: error \(NumberText.percent(evaluation.blindGuess.error))"
  }

  /// All figures of some examples, the accuracy of classes among them.
  func figures(of evaluation: Evaluation) -> [Figure] {
    var figures = evaluation.figures
    if evaluation.errors == nil { figures.insert(Figure("accuracy", evaluation.accuracy), at: 1) }
    return figures
  }

  /// The error, or the root of the mean squared error, of a guess that looks at no input.
  func guessFigure(for evaluation: Evaluation) -> Figure {
    evaluation.errors.map { Figure("rmse of the mean for all", $0.targetDeviation) }
      ?? Figure("error of the most frequent class for all", evaluation.blindGuess.error)
  }

  /// What came out in the end for a part of the data, or all of it, for people.
  func result(of test: Evaluation, _ part: String?) -> String {
    let part = part.map { $0 + " " } ?? ""
    if let errors = test.errors { return "\(part)\(errors) of \(NumberText.count(test.count, "example"))" }
    let (wrong, total) = (NumberText.grouped(test.mistakes), NumberText.grouped(test.count))
    let error = "error \(NumberText.percent(test.error)): \(wrong) of \(total)"
    guard let report = test.classificationReport, report.isUneven else { return part + error }
    return "\(part)\(report.unevenHeadline); \(error)"
  }

  /// The further figures, in lines for people; none where they were not asked for. Of examples that are streamed it is said which
  /// there are not.
  func details(of evaluation: Evaluation, isStreamed: Bool) -> [String] {
    if let report = evaluation.classificationReport {
      let note = "no areas: they need a score of each example, and of streamed ones none are kept"
      return report.lines(accuracy: evaluation.accuracy) + (isStreamed ? [note] : [])
    }
    return evaluation["median_absolute_error"].map {
      ["median absolute error \(NumberText.significant($0))"]
    } ?? []
  }
}

extension Evaluation {
  /// The class that the most examples have, of several the first; nil where there are none.
  var mostFrequentClass: Int? {
    let examples = (0..<confusion.classes).map(confusion.examples(of:))
    return examples.max().flatMap(examples.firstIndex(of:))
  }
}
