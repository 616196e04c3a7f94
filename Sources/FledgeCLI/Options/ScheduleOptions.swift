import ArgumentParser
import Fledge

/// How the learning rate runs over the training.
struct ScheduleOptions: ParsableArguments {
  @Option(
    name: .customLong("schedule"),
    help: ArgumentHelp(
      """
      How the learning rate runs over all epochs: \
      \(LearningRateSchedule.standard.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")) \
      (default: \(LearningRateSchedule.constant.name)\(Preset.table.schedule.map { ", for tables \($0.name)" } ?? "")).
      """,
      valueName: "name"),
    transform: {
      try choice($0, among: LearningRateSchedule.standard.map { ($0.name, $0) }, ForeignNames.schedules)
    })
  var named: LearningRateSchedule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Share of the steps in which the rate rises first \
      (default: 0, \(LearningRateSchedule.oneCycle.name) \(LearningRateSchedule.oneCycle.warmUp)).
      """,
      valueName: "share"),
    transform: Number.fraction)
  var warmUp: Double?

  /// The schedule that was asked for, if any was.
  var schedule: LearningRateSchedule? {
    guard let warmUp else { return named }
    return (named ?? .constant).warmingUp(over: warmUp)
  }
}

extension LearningRateSchedule {
  /// `cosine`, or with a warm-up `cosine after a warm-up of 0.1`.
  var outline: String { warmUp == 0 ? name : "\(name) after a warm-up of \(warmUp)" }
}
