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

  /// For programs.
  func json(_ measure: Measure) -> JSONValue {
    var members = measure.members(of: evaluation).map { member in
      JSONValue.Member(key: member.key.replacing("test_", with: "\(part)_"), value: member.value)
    }
    guard let linear else { return .object(members) }
    members += [
      .init(key: "part", value: .string(part)), .init(key: "examples", value: .integer(evaluation.count)),
    ]
    let told = Set(members.map(\.key))
    members += measure.plainMembers(of: evaluation).filter { !told.contains($0.key) }
    return .object(members + [.init(key: "linear_model", value: linear.json(beside: evaluation))])
  }
}

extension TrainingOutput {
  /// What came out in the end. Programs are told of a table, and where no epoch's line has said it, because the model was chosen among
  /// those of the epochs.
  func show(_ result: TrainingResult) throws {
    let measure = content.measure
    switch style {
    case .json:
      guard result.linear != nil || result.isChosen && result.part == "test" else { return }
      try Terminal.print(result.json(measure).printableText)
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
