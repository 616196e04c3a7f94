import Fledge
import FledgeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What `fledge train` prints: a table for people, or one JSON object an epoch for programs.
struct TrainingOutput {
  private let json: Bool
  private let quiet: Bool
  private let columns: [String]
  private var bar: ProgressBar
  private var secondsTrained = 0.0
  private var examplesTrained = 0

  init(_ options: Train) {
    json = options.json
    quiet = options.quiet
    columns =
      ["epoch", "train loss"] + (options.evaluateTrain ? ["train error"] : [])
      + ["test loss", "test error", "seconds"]
    // With --json, standard output is for the program that reads it; people watch standard error.
    let descriptor = json ? STDERR_FILENO : STDOUT_FILENO
    let isTerminal = json ? Terminal.errorIsTerminal : Terminal.outputIsTerminal
    bar = ProgressBar(on: descriptor, isTerminal: isTerminal && !quiet)
  }

  private var showsTable: Bool { !json && !quiet }

  func begin(
    _ data: ClassificationData, _ network: NetworkDescription, parameters: Int, _ options: Train
  ) {
    guard showsTable else { return }
    let optimizer = options.optimization.optimizer
    Terminal.print(data.summary)
    Terminal.print(
      "network \(network.sizes.map(String.init).joined(separator: "-")), \(network.activation), "
        + "\(parameters.groupedByThousands) parameters in \(network.dtype)")
    Terminal.print(
      "\(options.optimization.name.rawValue), learning rate \(optimizer.learningRate), batches of \(options.batchSize); "
        + "\(Machine.threadCount) threads, \(Machine.instructionSet)\n")
    Terminal.print(columns.map { Text.right($0, 11) }.joined(separator: " "))
  }

  mutating func show(_ report: BatchReport) {
    let share = Double(report.examples) / Double(report.examplesInEpoch)
    bar.draw(share, label: "epoch \(report.epoch)") {
      let rate = Double(report.examples) / report.seconds
      let left = report.seconds * (1 / share - 1)
      return "\(Int(rate).groupedByThousands) examples/s, loss \(Text.fixed(report.meanLoss, 4)), "
        + "\(Text.duration(left)) left"
    }
  }

  mutating func show(_ report: EpochReport, test: Evaluation, train: Evaluation?) {
    bar.clear()
    secondsTrained += report.seconds
    examplesTrained += report.examples
    let trainLoss = train?.loss ?? report.meanLoss
    if json {
      var members = [
        JSONValue.Member(key: "epoch", value: .integer(report.epoch)),
        .init(key: "train_loss", value: .number(trainLoss)),
      ]
      if let train { members.append(.init(key: "train_error", value: .number(train.error))) }
      members += [
        .init(key: "test_loss", value: .number(test.loss)),
        .init(key: "test_error", value: .number(test.error)),
        .init(key: "seconds", value: .number(report.seconds)),
      ]
      Terminal.print(JSONValue.object(members).text)
    } else if !quiet {
      let cells =
        ["\(report.epoch)", Text.fixed(trainLoss, 5)] + (train.map { [Text.percent($0.error)] } ?? [])
        + [Text.fixed(test.loss, 5), Text.percent(test.error), Text.fixed(report.seconds, 2)]
      Terminal.print(cells.map { Text.right($0, 11) }.joined(separator: " "))
    }
  }

  mutating func clear() { bar.clear() }

  func showInterruption(_ epoch: Int) {
    let text = "interrupted in epoch \(epoch)"
    if json { Terminal.printError(text) } else { Terminal.print("\n" + text) }
  }

  func showResult(_ test: Evaluation) {
    guard !json else { return }
    let wrong = Int((test.error * Double(test.confusion.total)).rounded())
    let result =
      "test error \(Text.percent(test.error)): \(wrong.groupedByThousands) of \(test.confusion.total.groupedByThousands)"
    guard !quiet else { return Terminal.print(result) }
    Terminal.print("\n" + result + "\n")
    Terminal.print(test.confusion.report)
    let rate = Double(examplesTrained) / secondsTrained
    Terminal.print("\n\(Int(rate).groupedByThousands) examples per second")
  }

  func showSaved(_ path: String?) {
    guard showsTable else { return }
    if let path {
      Terminal.print("model saved to \(path)")
    } else {
      Terminal.print("the model was not kept; --save model.safetensors keeps it")
    }
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
