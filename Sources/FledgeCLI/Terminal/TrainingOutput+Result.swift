import Fledge
import FledgeBasics
import FledgeFiles

/// What a training came to in the end.
struct TrainingResult {
  /// The part of the data that it was measured on: test, validation or training.
  let part: String
  let evaluation: Evaluation
  /// Whether the model was chosen among those of the epochs.
  let isChosen: Bool
  /// Beside it a linear model, where the data are a table.
  let linear: LinearBaseline?

  /// For people.
  func lines(_ measure: Measure) -> [String] {
    [measure.result(of: evaluation, part), measure.guess(for: evaluation)]
      + (linear.map { [$0.line(beside: evaluation)] } ?? []) + measure.details(of: evaluation)
      + [linear?.advice].compactMap { $0 }
  }

  /// Of a table, for programs.
  func json(_ measure: Measure, _ linear: LinearBaseline) -> JSONValue {
    .object(
      [.init(key: "part", value: .string(part)), .init(key: "examples", value: .integer(evaluation.count))]
        + measure.plainMembers(of: evaluation)
        + [.init(key: "linear_model", value: linear.json(beside: evaluation))])
  }
}

extension TrainingOutput {
  /// What came out in the end, after this epoch. For programs it stands in the object of the last epoch, which is made if all were done
  /// before: the figures of the test part where they were not measured on the way, and all that is told of a table.
  mutating func show(_ result: TrainingResult, epoch: Int) throws {
    let measure = content.measure
    switch style {
    case .json:
      guard content.waitsForResult || examplesTrained == 0 else { return }
      var members: [JSONValue.Member] = []
      if result.part == "test" { members += measure.members(of: result.evaluation) }
      if let linear = result.linear {
        members.append(.init(key: "result", value: result.json(measure, linear)))
      }
      try add(members, epoch: epoch)
    case .quiet: try Terminal.print(measure.result(of: result.evaluation, result.part))
    case .table:
      let evaluation = result.evaluation
      let report = evaluation.errors == nil ? "\(evaluation.confusion.report)\n\n" : ""
      let speed = "\(NumberText.rate(examplesTrained, in: secondsTrained)) examples per second"
      try Terminal.print("\n\(result.lines(measure).joined(separator: "\n"))\n\n\(report)\(speed)")
    }
  }

  /// Whether only the result is told.
  var isQuiet: Bool { style == .quiet }
}
