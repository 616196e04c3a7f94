import Fledge
import FledgeBasics
import FledgeFiles

/// The epoch whose model a training kept, where it chooses among them.
struct KeptEpoch {
  let epoch: Int
  /// The validation's loss after it, the lowest.
  let loss: Double

  /// Nil where no epoch had a number for a loss: the model is that of the last.
  init?(_ progress: TrainingProgress) {
    guard let epoch = progress.bestEpoch, let loss = progress.bestValue else { return nil }
    (self.epoch, self.loss) = (epoch, loss)
  }

  /// For people.
  var line: String { "kept: epoch \(epoch), of the lowest validation loss, \(NumberText.significant(loss))" }

  /// For programs.
  var member: JSONValue.Member { .init(key: "kept_epoch", value: .integer(epoch)) }
}

/// What a training came to in the end.
struct TrainingResult {
  /// The part of the data that it was measured on: test, validation or training.
  let part: String
  let evaluation: Evaluation
  /// Whether the examples of the part stayed in their file.
  let isStreamed: Bool
  /// The epoch that the model is of; nil for the last.
  let kept: KeptEpoch?
  /// Beside it a linear model, where the data are a table.
  let linear: LinearBaseline?

  /// For people.
  func lines(_ measure: Measure) -> [String] {
    [kept?.line, measure.result(of: evaluation, part), measure.guess(for: evaluation)].compactMap { $0 }
      + (linear.map { [$0.line(beside: evaluation)] } ?? [])
      + measure.details(of: evaluation, isStreamed: isStreamed) + [linear?.advice].compactMap { $0 }
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
      var members = result.kept.map { [$0.member] } ?? []
      if result.part == "test" { members += measure.members(of: result.evaluation) }
      if let linear = result.linear {
        members.append(.init(key: "result", value: result.json(measure, linear)))
      }
      try add(members, epoch: epoch)
    case .quiet: try Terminal.print(measure.result(of: result.evaluation, result.part))
    case .table:
      let evaluation = result.evaluation
      var parts = ["\n" + result.lines(measure).joined(separator: "\n")]
      if evaluation.errors == nil { parts.append(evaluation.confusion.report) }
      // A training that had come to its end before has no speed.
      if examplesTrained > 0 {
        parts.append("\(NumberText.rate(examplesTrained, in: secondsTrained)) examples per second")
      }
      try Terminal.print(parts.joined(separator: "\n\n"))
    }
  }

  /// Whether only the result is told.
  var isQuiet: Bool { style == .quiet }
}
