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

  /// What there is to show.
  struct Content {
    /// The epochs in all.
    var epochs: Int
    /// A learning rate that changes.
    var showsRate: Bool
    /// The error on the training part, where it is measured.
    var showsTrainError: Bool
    /// Whether there is a validation part.
    var showsValidation: Bool
    /// Whether the test part is measured after each epoch.
    var showsTest: Bool
    /// Whether something is told after the last epoch that no epoch has told.
    var waitsForResult: Bool
    /// What is measured beside the loss.
    var measure: Measure
  }

  let style: Style
  let content: Content
  private var columns: Columns
  private var bar: ProgressBar
  private var hasTable = false
  /// The object of the last epoch, which waits for the figures of the test part where they come after it.
  private var waiting: JSONValue?
  private(set) var secondsTrained = 0.0
  private(set) var examplesTrained = 0

  /// Output of one style.
  init(_ style: Style, _ content: Content) {
    (self.style, self.content) = (style, content)
    let name = content.measure.name
    var columns = [Columns.Column("epoch", width: 11)]
    if content.showsRate { columns.append(.init("last rate", width: 9, rank: 4)) }
    columns.append(.init("train loss", width: 10, rank: 2))
    if content.showsTrainError { columns.append(.init("train \(name)", width: 11, rank: 3)) }
    if content.showsValidation {
      columns += [.init("val. loss", width: 10, rank: 2), .init("val. \(name)", width: 10, rank: 1)]
    }
    if content.showsTest {
      columns += [.init("test loss", width: 10, rank: 1), .init("test \(name)", width: 10)]
    }
    columns.append(.init("seconds", width: 8, rank: 5))
    self.columns = Columns(columns, width: Terminal.outputWidth)
    bar = ProgressBar(on: style == .json ? STDERR_FILENO : STDOUT_FILENO, isQuiet: style == .quiet)
  }

  /// Starts with what is to be trained, in lines for people. The table's heading waits for the first batch: a training that is at its
  /// end has no table.
  func begin(_ heading: [String]) throws {
    guard style == .table else { return }
    try Terminal.print(heading.joined(separator: "\n"))
  }

  mutating func show(_ report: BatchReport) throws {
    if style == .table, !hasTable { try Terminal.print("\n" + columns.heading) }
    hasTable = true
    let (done, inEpoch) = (Double(report.examples), Double(report.examplesInEpoch))
    let left = inEpoch * Double(content.epochs - report.epoch + 1) - done
    bar.draw(done / inEpoch, label: "epoch \(report.epoch) of \(content.epochs)") {
      "\(NumberText.rate(report.examples, in: report.seconds)) examples/s, "
        + "loss \(Self.loss(report.meanLoss)), \(NumberText.duration(report.seconds / done * left)) left"
    }
  }

  mutating func show(_ report: EpochReport, test: Evaluation?, train: Evaluation?) throws {
    bar.clear()
    secondsTrained += report.seconds
    examplesTrained += report.examples
    switch style {
    case .table:
      guard isShown(report) else { break }
      if columns.fit(Terminal.outputWidth) { try Terminal.print("\n" + columns.heading) }
      try Terminal.print(columns.line(cells(report, test, train)))
    case .json:
      try flush()
      waiting = json(report, test, train)
      if !content.waitsForResult { try flush() }
    case .quiet: break
    }
  }

  /// Adds to the object of the last epoch and prints it.
  mutating func add(_ members: [JSONValue.Member], epoch: Int) throws {
    var all = [JSONValue.Member(key: "epoch", value: .integer(epoch))]
    if case .object(let before)? = waiting { all = before }
    waiting = .object(all + members)
    try flush()
  }

  /// Prints the object that waits.
  mutating func flush() throws {
    guard let object = waiting else { return }
    waiting = nil
    try Terminal.print(object.printableText)
  }

  /// Of a long training the epochs are shown ever more rarely: each of the first ten, then one of ten, of a hundred at the end.
  private func isShown(_ report: EpochReport) -> Bool {
    guard content.epochs > Self.mostLines, report.epoch < content.epochs else { return true }
    let step = report.epoch <= 10 ? 1 : report.epoch <= 100 ? 10 : 100
    return report.epoch % step == 0
  }

  /// The epochs up to which each has its line.
  private static let mostLines = 100

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

  func showPause(after epoch: Int) throws {
    if style == .table { try Terminal.print("\npaused after epoch \(epoch) of \(content.epochs)") }
  }

  func showSaved(_ path: String?, checkpoint: String?, run: String?) throws {
    guard style == .table else { return }
    if let run {
      try Terminal.print(
        "kept in \(run.printable): --resume \(run.printable) goes on, 'fledge runs show \(run.printable)' looks back"
      )
      guard path != nil else { return }
    }
    if let checkpoint { try Terminal.print("--resume \(checkpoint.printable) goes on with the training") }
    try Terminal.print(
      path.map { "model saved to \($0.printable)" }
        ?? "the model was not kept; --save model.safetensors keeps it")
  }

  /// What happened, in a line for people.
  mutating func show(_ event: TrainingEvent) throws {
    bar.clear()
    if style == .table { try Terminal.print("\(event)") }
  }
}
