import ArgumentParser
import Fledge
import FledgeBasics

/// How many trials there are, of which values, and when they end.
struct SweepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "random draws the values; grid takes every combination (default: random).", valueName: "order"),
    transform: { try choice($0, among: SearchSpace.Order.allCases.map { ($0.rawValue, $0) }) })
  var search: SearchSpace.Order?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many trials (default: \(Self.standardTrials), with --time as many as it allows, of a grid all).",
      valueName: "count"),
    transform: { text in
      guard let count = Int(text), trialRange.contains(count) else {
        throw ValidationError("expected a whole number from 1 to \(trialRange.upperBound)")
      }
      return count
    })
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      End after this time, such as 90s, 10min or 2h: what is being trained then is kept as it is, and --resume goes on with it.
      """, valueName: "time"), transform: Number.seconds)
  var time: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Successive halving: train all trials for a few epochs, and go on with one of so many, the best ones, again and again; 3 is \
      usual. What goes on has the same bits as if it had never paused.
      """, valueName: "factor"),
    transform: { text in
      guard let factor = Int(text), factor >= 2 else {
        throw ValidationError("expected a whole number of at least 2")
      }
      return factor
    })
  var halving: Int?

  @Option(
    help: ArgumentHelp(
      """
      The figure of the validation part that trials are compared by: \
      \(SweepMetric.all.map(\.name).joined(separator: ", ")) (default: \(SweepMetric.loss.name)). The epoch that a trial keeps is \
      that of the smallest loss.
      """, valueName: "name"),
    transform: { try choice($0, among: SweepMetric.all.map { ($0.name, $0) }) })
  var metric: SweepMetric?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Trials at a time, each on as many processors as --threads says, which is 1 here (default: as many as there are processors for).
      """, valueName: "count"), transform: Number.threads)
  var jobs: Int?

  static let standardTrials = 20
  static let trialRange = 1...1_000_000
}
