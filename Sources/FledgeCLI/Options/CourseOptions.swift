import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What is measured on the way, when training stops early, and the file that it can go on from.
struct CourseOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Hold this share of the training part back, drawn by --seed, and measure the model on it after each \
      epoch. The test part is never used for that (default: 0, for tables \(Preset.table.validation!)).
      """, valueName: "share"),
    transform: Number.fraction)
  var validation: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Stop when the loss of the validation part has not fallen for so many epochs, and keep the best model (default \
      for tables: \(Preset.table.earlyStopping!)).
      """, valueName: "epochs"),
    transform: Number.count)
  var earlyStopping: Int?

  @Option(
    help: ArgumentHelp(
      """
      Write the whole training to this file after each epoch, at the end and at an interruption; --resume \
      goes on from it.
      """, valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var checkpoint: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Write checkpoints after so many steps, or so much time such as 90s or 5min, instead of after each epoch (default \
      of runs: 60s).
      """, valueName: "pace"),
    transform: Self.pace)
  var every: CheckpointPlan.Pace?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Stop after so many epochs in all, as at a signal, with a checkpoint from which --resume goes on: the learning rate runs as it \
      does for all --epochs.
      """, valueName: "epochs"),
    transform: Number.count)
  var pauseAfter: Int?

  @Option(
    help: ArgumentHelp(
      """
      Go on with the training in this file or this run's folder, with the same bits as if it had never stopped, and keep \
      it there unless --checkpoint names another file. Its options hold; --epochs may be another total, and \
      --threads is free. A model is saved only where --save says so again.
      """, valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var resume: String?

  /// `500`, `90s`, `5min`.
  private static func pace(_ text: String) throws -> CheckpointPlan.Pace {
    if let steps = Int(text), steps >= 1 { return .steps(steps) }
    if let seconds = try? Number.seconds(text) { return .seconds(seconds) }
    throw ValidationError("expected a number of steps of at least 1, or a time such as 90s or 5min")
  }

  static let stoppingNeedsValidation =
    "--early-stopping looks at a validation part: --validation 0.1 holds one back"

  /// The examples to train on and those that `option` holds back, if any.
  ///
  /// `standard` is the share where the option is not given. Throws `ValidationError` for a share that is too small to hold one of them
  /// back, or leaves none.
  static func parts(
    of examples: Dataset, _ fraction: Double?, named name: String, seed: UInt64, option: String,
    standard: Double? = nil
  ) throws -> (train: Dataset, held: Dataset?) {
    guard let fraction, fraction > 0 else { return (examples, nil) }
    let parts = examples.split(fraction: fraction, seed: seed, stratified: examples.hasClasses)
    guard parts.validation.count > 0, parts.train.count > 0 else {
      let problem = parts.validation.count > 0 ? HeldShare.emptyPart : "holds none of them back"
      throw HeldShare(option: option, fraction: fraction, data: name, standard: standard)
        .refusal(of: NumberText.count(examples.count, "example"), problem)
    }
    return (parts.train, parts.validation)
  }

  var stopping: EarlyStopping? { earlyStopping.map { EarlyStopping(patience: $0) } }
}
