import Fledge
import FledgeBasics
import FledgeFiles

/// What is shown of a run.
struct RunSummary {
  private let record: RunRecord

  init(_ record: RunRecord) { self.record = record }

  /// The epoch that early stopping found best, else the last.
  private var bestEpoch: JSONValue? {
    record.epochs.last { $0["best"] == .bool(true) } ?? record.epochs.last
  }

  /// The figure that says how good it is: of the result, else of the best epoch.
  private var figure: String {
    for (source, keys) in [
      (record.result, ["error", "rmse", "loss"]),
      (
        bestEpoch,
        ["test_error", "validation_error", "rmse", "validation_rmse", "validation_loss", "train_loss"]
      ),
    ] {
      guard let source, let key = keys.first(where: { source[$0]?.double != nil }),
        let value = source[key]?.double
      else { continue }
      let part = source["part"]?.string.map { "\($0) " } ?? ""
      let name = part + key.replacing("_", with: " ")
      return "\(name) \(key.hasSuffix("error") ? NumberText.percent(value) : NumberText.significant(value))"
    }
    return "none"
  }

  private var lastEpoch: Int { record.epochs.last?["epoch"]?.integer ?? 0 }

  private var planned: String { record.settings.first { $0.key == "epochs" }?.value ?? "?" }

  /// A row of the list.
  var cells: [String] {
    [
      record.name.printable, "\(record.state)", "\(lastEpoch) of \(planned)",
      bestEpoch?["epoch"]?.integer.map { "\($0)" } ?? "none", figure, record.started ?? "?",
    ]
  }

  var json: JSONValue { .object(members) }

  private var members: [JSONValue.Member] {
    [
      .init(key: "run", value: .string(record.name)), .init(key: "state", value: .string("\(record.state)")),
      .init(key: "epochs", value: .integer(lastEpoch)),
      .init(key: "started", value: record.started.map { .string($0) } ?? .null),
      .init(key: "result", value: record.result ?? .null),
    ]
  }

  /// All that there is but for the steps.
  var wholeJSON: JSONValue {
    .object(
      members + [
        .init(
          key: "settings",
          value: .object(record.settings.map { .init(key: $0.key, value: .string($0.value)) })),
        .init(key: "history", value: .array(record.epochs)),
      ])
  }

  var heading: String {
    var text = "\(record.name.printable): \(record.state), \(lastEpoch) of \(planned) epochs, \(figure)"
    if case .failed(let problem) = record.state, !problem.isEmpty { text += "\n\(problem.printable)" }
    return text
  }

  var settings: String {
    "\(TextTable(record.settings.map { ["  " + $0.key.printable, $0.value.printable] }))"
  }

  var result: String {
    guard case .object(let members)? = record.result else { return "no result yet" }
    let shown = members.filter { $0.key != "event" && $0.key != "time" }.compactMap { member in
      member.value.double != nil || member.value.string != nil ? "\(member.key) \(member.value.shown)" : nil
    }
    return "result: " + shown.joined(separator: ", ").printable
  }
}
