import Fledge
import FledgeBasics
import FledgeFiles

/// What `fledge train` prints: a table for people, or one JSON object an epoch for programs. Everything that
/// prints throws as `Terminal.print` does.
struct TrainingOutput {
  private let json: Bool
  private let quiet: Bool
  private let epochs: Int
  private let schedule: LearningRateSchedule?
  private let columns: [String]
  private var bar: ProgressBar
  private var secondsTrained = 0.0
  private var examplesTrained = 0

  init(_ options: Train) {
    json = options.json
    quiet = options.quiet
    epochs = options.epochs
    schedule = options.schedule.schedule
    columns =
      ["epoch"] + (schedule == nil ? [] : ["last rate"]) + ["train loss"]
      + (options.evaluateTrain ? ["train error"] : []) + ["test loss", "test error", "seconds"]
    // With --json, standard output is for the program that reads it; people watch standard error.
    let descriptor = json ? STDERR_FILENO : STDOUT_FILENO
    let isTerminal = json ? Terminal.errorIsTerminal : Terminal.outputIsTerminal
    bar = ProgressBar(on: descriptor, isTerminal: isTerminal && !quiet)
  }

  private var showsTable: Bool { !json && !quiet }

  func begin(
    _ data: ClassificationData, _ network: NetworkDescription, _ model: MultilayerPerceptron,
    _ options: Train, batchSize: Int
  ) throws {
    guard showsTable else { return }
    let rate = "learning rate \(options.optimization.optimizer.learningRate)"
    try Terminal.print(
      """
      \(data.summary)
      network \(network.sizes.map(String.init).joined(separator: "-")), \(network.activation), \
      \(NumberText.count(model.parameterCount, "parameter")) in \(network.dtype)
      \(options.optimization.name.rawValue), \(rate)\(schedule.map { " by \($0.outline)" } ?? ""), \
      batches of \(NumberText.grouped(batchSize)); \
      \(NumberText.count(Machine.threadCount, "thread")), \(Machine.instructionSet)

      \(columns.map { $0.rightAligned(11) }.joined(separator: " "))
      """)
  }

  mutating func show(_ report: BatchReport) {
    let (done, inEpoch) = (Double(report.examples), Double(report.examplesInEpoch))
    let left = inEpoch * Double(epochs - report.epoch + 1) - done
    bar.draw(done / inEpoch, label: "epoch \(report.epoch) of \(epochs)") {
      "\(NumberText.rate(report.examples, in: report.seconds)) examples/s, "
        + "loss \(NumberText.fixed(report.meanLoss, digits: 4)), \(NumberText.duration(report.seconds / done * left)) left"
    }
  }

  mutating func show(_ report: EpochReport, test: Evaluation, train: Evaluation?) throws {
    bar.clear()
    secondsTrained += report.seconds
    examplesTrained += report.examples
    let trainLoss = train?.loss ?? report.meanLoss
    if json {
      var members = [JSONValue.Member(key: "epoch", value: .integer(report.epoch))]
      if schedule != nil { members.append(.init(key: "learning_rate", value: .number(report.learningRate))) }
      members.append(.init(key: "train_loss", value: .number(trainLoss)))
      if let train { members.append(.init(key: "train_error", value: .number(train.error))) }
      members += [
        .init(key: "test_loss", value: .number(test.loss)),
        .init(key: "test_error", value: .number(test.error)),
        .init(key: "seconds", value: .number(report.seconds)),
      ]
      try Terminal.print(JSONValue.object(members).text)
    } else if !quiet {
      let cells =
        ["\(report.epoch)"] + (schedule == nil ? [] : [NumberText.fixed(report.learningRate, digits: 6)])
        + [NumberText.fixed(trainLoss, digits: 5)] + (train.map { [NumberText.percent($0.error)] } ?? [])
        + [
          NumberText.fixed(test.loss, digits: 5), NumberText.percent(test.error),
          NumberText.fixed(report.seconds, digits: 2),
        ]
      try Terminal.print(cells.map { $0.rightAligned(11) }.joined(separator: " "))
    }
  }

  mutating func clear() { bar.clear() }

  func showInterruption(inEpoch epoch: Int) throws {
    let text = "interrupted in epoch \(epoch)"
    if showsTable { try Terminal.print("\n" + text) } else { Terminal.printError(text) }
  }

  func showResult(_ test: Evaluation) throws {
    guard !json else { return }
    let (wrong, total) = (NumberText.grouped(test.mistakes), NumberText.grouped(test.count))
    let result = "test error \(NumberText.percent(test.error)): \(wrong) of \(total)"
    guard !quiet else { return try Terminal.print(result) }
    try Terminal.print(
      """

      \(result)

      \(test.confusion.report)

      \(NumberText.rate(examplesTrained, in: secondsTrained)) examples per second
      """)
  }

  /// Something that hardly was meant, on standard error.
  mutating func showWarning(_ text: String) {
    bar.clear()
    Terminal.printError("Warning: \(text)")
  }

  func showSaved(_ path: String?) throws {
    guard showsTable else { return }
    try Terminal.print(
      path.map { "model saved to \($0)" } ?? "the model was not kept; --save model.safetensors keeps it")
  }
}

extension ConfusionMatrix {
  /// The table and the mistakes made most often.
  var report: String {
    let pairs = worstPairs(5).map { "\($0.actual) taken for \($0.predicted) (\($0.count))" }
    let worst = pairs.isEmpty ? "no mistakes" : "most confused: " + pairs.joined(separator: ", ")
    return "labels down, predictions across:\n\(description)\n\n\(worst)"
  }
}
