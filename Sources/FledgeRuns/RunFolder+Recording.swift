import FledgeBasics
import FledgeFiles
import FledgeTraining

extension RunFolder {
  /// Writes down what a trainer tells. Of the steps, ever fewer: see `RunFolder.keeps(step:)`.
  ///
  /// Throws `FileError` if the log cannot be written.
  public func record(_ event: TrainingEvent) throws {
    switch event {
    case .batch(let report):
      if Self.keeps(step: report.step) { try write(report.json) }
    case .epoch(let report): try write(report.json(with: []))
    case .warning(let warning): try write(["event": "warning", "text": .string("\(warning)")])
    case .checkpoint(let path, let step):
      try write([
        "event": "checkpoint", "step": .integer(step), "file": .string(RunName.last(of: path)),
      ])
    case .stopped(let epoch):
      try write(["event": "stopped", "best_epoch": epoch.map { .integer($0) } ?? .null])
    case .statistics: break
    }
  }

  /// Writes down the end of an epoch, with further figures.
  ///
  /// Throws `FileError` if the log cannot be written.
  package func record(_ report: EpochReport, with further: [JSONValue.Member]) throws {
    try write(report.json(with: further))
  }

  /// Writes down anything else, under a name of its own.
  ///
  /// Throws `FileError` if the log cannot be written.
  package func record(_ event: String, _ members: [JSONValue.Member]) throws {
    try write(
      .object(
        [.init(key: "event", value: .string(event)), .init(key: "time", value: .string(Timestamp.now))]
          + members))
  }

  private func write(_ line: JSONValue) throws { try log.append(line: line.text) }

  /// Whether the loss of a step is kept: all of the first 512, and from each doubling on 256 more, so that a training of a million
  /// steps has some 3,000. It depends on nothing else, so a training that is resumed keeps the same.
  public static func keeps(step: Int) -> Bool {
    guard step > 512 else { return step > 0 }
    let doublings = Int.bitWidth - 1 - (step - 1).leadingZeroBitCount - 8
    return step % (1 << doublings) == 0
  }
}

extension BatchReport {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "event", value: "step"), .init(key: "step", value: .integer(step)),
      .init(key: "epoch", value: .integer(epoch)),
      .init(key: "loss", value: loss.map { .number($0) } ?? .null),
      .init(key: "learning_rate", value: .number(learningRate)),
    ]
    if let gradientNorm { members.append(.init(key: "gradient_norm", value: .number(gradientNorm))) }
    return .object(members + [.init(key: "times", value: times.json(without: "evaluate"))])
  }
}

extension EpochReport {
  fileprivate func json(with further: [JSONValue.Member]) -> JSONValue {
    let figures = validation.map { JSONValue.Member(key: "validation_\($0.name)", value: .number($0.value)) }
    return .object(
      [
        .init(key: "event", value: "epoch"), .init(key: "time", value: .string(Timestamp.now)),
        .init(key: "epoch", value: .integer(epoch)), .init(key: "step", value: .integer(step)),
        .init(key: "train_loss", value: .number(meanLoss)),
        .init(key: "learning_rate", value: .number(learningRate)),
      ] + figures + further + [
        .init(key: "best", value: .bool(isBest)), .init(key: "seconds", value: .number(seconds)),
        .init(key: "times", value: times.json()),
      ])
  }
}

extension TrainingTimes {
  fileprivate func json(without left: String? = nil) -> JSONValue {
    .object(
      parts.filter { $0.name != left }.map {
        .init(key: $0.name, value: .number(($0.seconds * 1e7).rounded() / 1e7))
      })
  }
}
