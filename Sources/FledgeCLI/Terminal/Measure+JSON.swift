import Fledge
import FledgeFiles

extension Measure {
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

  /// All figures of some examples, for programs, those of each class under its name.
  func plainMembers(of evaluation: Evaluation) -> [JSONValue.Member] {
    var members = figures(of: evaluation).map { JSONValue.Member(key: $0.name, value: .number($0.value)) }
    members.append(.init(key: "baseline", value: baseline(for: evaluation)))
    if let report = evaluation.classificationReport {
      members.append(.init(key: "classes", value: report.json(evaluation.confusion.classNames)))
    }
    return members
  }

  /// What a guess that looks at no input comes to on the same examples.
  func baseline(for evaluation: Evaluation) -> JSONValue {
    if let errors = evaluation.errors {
      return ["rmse": .number(errors.targetDeviation), "r2": 0]
    }
    let guess = evaluation.blindGuess
    let name = evaluation.mostFrequentClass.map {
      JSONValue.string(evaluation.confusion.classNames?[$0] ?? "\($0)")
    }
    return [
      "class": name ?? .null, "loss": .number(guess.loss), "accuracy": .number(1 - guess.error),
      "error": .number(guess.error),
    ]
  }
}

extension JSONValue {
  /// An object without objects in it: their members stand under both names, `baseline.error`.
  var flattened: JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(
      members.flatMap { member -> [Member] in
        guard case .object(let inner) = member.value.flattened else { return [member] }
        return inner.map { Member(key: "\(member.key).\($0.key)", value: $0.value) }
      })
  }
}

extension ClassificationReport {
  /// The figures of each class under its name, or its number where names are missing or not all different.
  fileprivate func json(_ names: [String]?) -> JSONValue {
    let names = names.flatMap { Set($0).count == classes.count ? $0 : nil }
    return .object(
      classes.enumerated().map { number, figures in
        .init(
          key: names?[number] ?? "\(number)",
          value: [
            "examples": .integer(figures.examples), "precision": .number(figures.precision),
            "recall": .number(figures.recall), "f1": .number(figures.f1),
            "auc": .number(figures.areaUnderROC), "average_precision": .number(figures.averagePrecision),
          ])
      })
  }
}
