import Fledge
import FledgeBasics
import FledgeFiles

/// What is measured of a model beside its loss: errors of a classifier, or distances of numbers.
enum Measure {
  case error
  case absoluteError

  init(for examples: Dataset) { self = examples.hasClasses ? .error : .absoluteError }

  /// For people.
  var name: String { self == .error ? "error" : "MAE" }

  /// What a model gives.
  var results: String { self == .error ? "logits" : "results" }

  /// Among the figures of an evaluation, and in JSON behind `train_` and `validation_`. Of the test part an error is
  /// `test_error`, and figures of numbers have their names alone: see `members`.
  var key: String { self == .error ? "error" : "mae" }

  func value(of evaluation: Evaluation) -> Double { evaluation[key] ?? .nan }

  func text(_ value: Double) -> String {
    self == .error ? NumberText.percent(value) : NumberText.significant(value)
  }

  /// The figures of the test part, for programs.
  func members(of test: Evaluation) -> [JSONValue.Member] {
    let loss = JSONValue.Member(key: "test_loss", value: .number(test.loss))
    guard let errors = test.errors else {
      return [loss, .init(key: "test_error", value: .number(test.error))]
    }
    return [
      loss, .init(key: "mae", value: .number(errors.meanAbsoluteError)),
      .init(key: "rmse", value: .number(errors.rootMeanSquaredError)),
      .init(key: "r2", value: .number(errors.r2)),
    ]
  }

  /// The figures of data that are no part of a set, for programs.
  func plainMembers(of evaluation: Evaluation) -> [JSONValue.Member] {
    var figures = evaluation.figures
    if evaluation.errors == nil { figures.insert(Figure("accuracy", evaluation.accuracy), at: 1) }
    return figures.map { .init(key: $0.name, value: .number($0.value)) }
  }

  /// What a guess that looks at no input comes to on the same examples, for people.
  func guess(for evaluation: Evaluation) -> String {
    if let errors = evaluation.errors {
      return "the mean of the targets for all: RMSE \(NumberText.significant(errors.targetDeviation)), R² 0"
    }
    let confusion = evaluation.confusion
    let largest = (0..<confusion.classes).max {
      (confusion.examples(of: $0), $1) < (confusion.examples(of: $1), $0)
    }
    let name = largest.map { confusion.name(of: $0) } ?? ""
    return "class \(name) for all: error \(NumberText.percent(evaluation.blindGuess.error))"
  }

  /// What came out in the end for a part of the data, or all of it, for people.
  func result(of test: Evaluation, _ part: String?) -> String {
    let part = part.map { $0 + " " } ?? ""
    if let errors = test.errors { return "\(part)\(errors) of \(NumberText.count(test.count, "example"))" }
    let (wrong, total) = (NumberText.grouped(test.mistakes), NumberText.grouped(test.count))
    return "\(part)error \(NumberText.percent(test.error)): \(wrong) of \(total)"
  }
}
