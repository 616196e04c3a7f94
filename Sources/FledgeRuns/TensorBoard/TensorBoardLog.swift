import FledgeBasics
import FledgeFiles
import FledgeTraining

/// Writes the figures of a training so that TensorBoard shows them: `tensorboard --logdir FOLDER`.
///
/// A file of records, each with its length, two checks and an event in Protocol Buffers (TensorFlow's `event.proto` and
/// `summary.proto`). Losses and rates of steps are thinned as in a run's log.
public final class TensorBoardLog: Sendable {
  /// The file.
  public let path: String
  private let file: AppendedFile

  /// Makes a new file in a folder, which is made, too. A training that goes on after `step` hides what files before say of later steps.
  ///
  /// Throws `FileError` if it cannot be made.
  public init(in folder: String, resumedAfter step: Int = 0) throws {
    try Directory.make(folder)
    var (path, number) = ("", 0)
    repeat {
      path = "\(folder)/events.out.tfevents.\(Int(time(nil))).\(getpid())\(number == 0 ? "" : ".\(number)")"
      number += 1
    } while File.exists(path)
    self.path = path
    file = try AppendedFile(path: path)
    try write(step: 0) { $0.append(3, text: "brain.Event:2") }
    guard step > 0 else { return }
    var session = ProtocolBuffer()
    session.append(1, integer: 1)
    try write(step: step + 1) { $0.append(7, session) }
  }

  /// Writes what an event says in numbers.
  ///
  /// Throws `FileError` if it cannot be written.
  public func record(_ event: TrainingEvent) throws {
    switch event {
    case .batch(let report) where RunFolder.keeps(step: report.step):
      var figures = [Figure("learning_rate", report.learningRate)]
      if let loss = report.loss { figures.append(Figure("loss/step", loss)) }
      if let norm = report.gradientNorm { figures.append(Figure("gradient_norm", norm)) }
      try record(figures, step: report.step)
    case .epoch(let report):
      let validation = report.validation.map { Figure("\($0.name)/validation", $0.value) }
      try record([Figure("loss/train", report.meanLoss)] + validation, step: report.step)
    default: break
    }
  }

  /// Writes numbers by name.
  ///
  /// Throws `FileError` if they cannot be written.
  public func record(_ figures: [Figure], step: Int) throws {
    var summary = ProtocolBuffer()
    for figure in figures {
      var value = ProtocolBuffer()
      value.append(1, text: figure.name)
      value.append(2, float: Float(figure.value))
      summary.append(1, value)
    }
    try write(step: step) { $0.append(5, summary) }
  }

  private func write(step: Int, _ fill: (inout ProtocolBuffer) -> Void) throws {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var event = ProtocolBuffer()
    event.append(1, double: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9)
    event.append(2, integer: Int64(step))
    fill(&event)
    let length = UInt64(event.bytes.count).littleEndianBytes
    try file.append(
      length + CRC32C.masked(length).littleEndianBytes + event.bytes
        + CRC32C.masked(event.bytes).littleEndianBytes)
  }
}
