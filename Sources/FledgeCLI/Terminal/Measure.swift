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

  /// What came out in the end, for people.
  func result(of test: Evaluation) -> String {
    if let errors = test.errors { return "test \(errors) of \(NumberText.count(test.count, "example"))" }
    let (wrong, total) = (NumberText.grouped(test.mistakes), NumberText.grouped(test.count))
    return "test error \(NumberText.percent(test.error)): \(wrong) of \(total)"
  }
}
