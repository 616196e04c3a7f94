import Fledge
import FledgeBasics
import FledgeFiles

extension SweepOutput {
  /// What came of it, in lines for people.
  func showEnd(
    _ best: TrialRecord, command: String, _ folder: SweepFolder, saved path: String?, test: TrainingResult?,
    isComplete: Bool
  ) throws {
    let time = plan.trials == nil ? " --time …" : ""
    let goesOn = "fledge sweep --resume \(folder.path.shellWord ?? folder.path.printable)\(time) goes on"
    guard style != .json else {
      if !isComplete { Terminal.printError("not all trials are done: \(goesOn)") }
      return
    }
    var lines = style == .table ? [""] : []
    lines.append("best: \(summary(of: best))")
    lines +=
      test.map { style == .table ? $0.lines(plan.data.measure) : [$0.lines(plan.data.measure)[0]] } ?? []
    lines.append("again: \(command)")
    lines.append("model saved to \(folder.bestPath.printable)" + (path.map { " and \($0.printable)" } ?? ""))
    if !isComplete { lines.append("not all trials are done: \(goesOn)") }
    try Terminal.print(lines.joined(separator: "\n"))
  }

  /// `trial 7, validation loss 0.1234, error 3.21 % in epoch 8 of 10`.
  private func summary(of record: TrialRecord) -> String {
    guard let kept = record.kept() else { return "trial \(record.number)" }
    let measure = plan.data.measure
    var parts = ["trial \(record.number)"]
    if let loss = kept.validation("loss") { parts.append("validation loss \(NumberText.significant(loss))") }
    if let value = kept.validation(measure.key) { parts.append("\(measure.name) \(measure.text(value))") }
    let name = plan.request.metric.name
    if name != "loss", name != measure.key, let value = kept.validation(name) {
      parts.append("\(name) \(NumberText.significant(value))")
    }
    return parts.joined(separator: ", ")
      + " in epoch \(kept.number) of \(record.epochs.last?.number ?? kept.number)"
  }
}
