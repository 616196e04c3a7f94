import Fledge
import FledgeBasics
import FledgeFiles

/// What `fledge train` prints: a table for people, or one JSON object an epoch for programs. Everything that
/// prints throws as `Terminal.print` does.
struct TrainingOutput {
  /// For whom it prints.
  enum Style {
    /// A table for people, with a progress bar on a terminal.
    case table
    /// One object an epoch for programs; people may watch standard error.
    case json
    /// The result alone.
    case quiet
  }

  private let style: Style
  private let epochs: Int
  private let showsRate: Bool
  private let showsTrainError: Bool
  private var columns: Columns
  private var bar: ProgressBar
  private var secondsTrained = 0.0
  private var examplesTrained = 0

  /// For a training of so many epochs; a learning rate that changes is shown, and the error on the training set where
  /// it is measured.
  init(_ style: Style, epochs: Int, showsRate: Bool, showsTrainError: Bool) {
    (self.style, self.epochs) = (style, epochs)
    (self.showsRate, self.showsTrainError) = (showsRate, showsTrainError)
    var columns = [Columns.Column("epoch", width: 11)]
    if showsRate { columns.append(.init("last rate", width: 9, rank: 4)) }
    columns.append(.init("train loss", width: 10, rank: 2))
    if showsTrainError { columns.append(.init("train error", width: 11, rank: 3)) }
    columns += [
      .init("test loss", width: 10, rank: 1), .init("test error", width: 10),
      .init("seconds", width: 8, rank: 5),
    ]
    self.columns = Columns(columns, width: Terminal.outputWidth)
    bar = ProgressBar(on: style == .json ? STDERR_FILENO : STDOUT_FILENO, isQuiet: style == .quiet)
  }

  /// Starts with what is to be trained, in lines for people.
  func begin(_ heading: [String]) throws {
    guard style == .table else { return }
    try Terminal.print((heading + ["", columns.heading]).joined(separator: "\n"))
  }

  mutating func show(_ report: BatchReport) {
    let (done, inEpoch) = (Double(report.examples), Double(report.examplesInEpoch))
    let left = inEpoch * Double(epochs - report.epoch + 1) - done
    bar.draw(done / inEpoch, label: "epoch \(report.epoch) of \(epochs)") {
      "\(NumberText.rate(report.examples, in: report.seconds)) examples/s, "
        + "loss \(Self.loss(report.meanLoss)), \(NumberText.duration(report.seconds / done * left)) left"
    }
  }

  mutating func show(_ report: EpochReport, test: Evaluation, train: Evaluation?) throws {
    bar.clear()
    secondsTrained += report.seconds
    examplesTrained += report.examples
    switch style {
    case .table:
      if columns.fit(Terminal.outputWidth) { try Terminal.print("\n" + columns.heading) }
      try Terminal.print(columns.line(cells(report, test, train)))
    case .json: try Terminal.print(json(report, test, train).printableText)
    case .quiet: break
    }
  }

  private func cells(_ report: EpochReport, _ test: Evaluation, _ train: Evaluation?) -> [String] {
    ["\(report.epoch)"] + (showsRate ? [Self.rate(report.learningRate)] : [])
      + [Self.loss(train?.loss ?? report.meanLoss)] + (train.map { [NumberText.percent($0.error)] } ?? [])
      + [Self.loss(test.loss), NumberText.percent(test.error), NumberText.fixed(report.seconds, digits: 2)]
  }

  private func json(_ report: EpochReport, _ test: Evaluation, _ train: Evaluation?) -> JSONValue {
    var members = [JSONValue.Member(key: "epoch", value: .integer(report.epoch))]
    if showsRate { members.append(.init(key: "learning_rate", value: .number(report.learningRate))) }
    members.append(.init(key: "train_loss", value: .number(train?.loss ?? report.meanLoss)))
    if let train { members.append(.init(key: "train_error", value: .number(train.error))) }
    members += [
      .init(key: "test_loss", value: .number(test.loss)),
      .init(key: "test_error", value: .number(test.error)),
      .init(key: "seconds", value: .number(report.seconds)),
    ]
    return .object(members)
  }

  mutating func clear() { bar.clear() }

  /// Something that goes on but is hardly meant, on standard error.
  mutating func showWarning(_ text: String) {
    bar.clear()
    Terminal.warn(text)
  }

  func showInterruption(inEpoch epoch: Int) throws {
    let text = "interrupted in epoch \(epoch)"
    if style == .table { try Terminal.print("\n" + text) } else { Terminal.printError(text) }
  }

  func showResult(_ test: Evaluation) throws {
    guard style != .json else { return }
    let (wrong, total) = (NumberText.grouped(test.mistakes), NumberText.grouped(test.count))
    let result = "test error \(NumberText.percent(test.error)): \(wrong) of \(total)"
    guard style == .table else { return try Terminal.print(result) }
    try Terminal.print(
      """

      \(result)

      \(test.confusion.report)

      \(NumberText.rate(examplesTrained, in: secondsTrained)) examples per second
      """)
  }

  func showSaved(_ path: String?) throws {
    guard style == .table else { return }
    try Terminal.print(
      path.map { "model saved to \($0.printable)" }
        ?? "the model was not kept; --save model.safetensors keeps it")
  }

  /// At most ten columns: 0.07349, and 1.2346e10 where a training goes wrong.
  private static func loss(_ loss: Double) -> String {
    loss < 1e4 ? NumberText.fixed(loss, digits: 5) : NumberText.scientific(loss, digits: 5)
  }

  /// At most nine columns: 0.090000, 2.500e-7.
  private static func rate(_ rate: Double) -> String {
    rate >= 1e-5 && rate < 100
      ? NumberText.fixed(rate, digits: 6) : NumberText.scientific(rate, digits: 4)
  }
}
