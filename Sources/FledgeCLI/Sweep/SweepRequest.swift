import ArgumentParser
import Fledge
import FledgeFiles

/// What a sweep is asked for: by the command line, or by the folder of one that goes on.
struct SweepRequest {
  /// The data and the options that all trials share.
  let shared: StoredArguments
  /// The settings that vary, as they were written.
  let vary: [String]
  let order: SearchSpace.Order
  /// How many trials; nil: as many as there is time for, or as the grid has.
  let trials: Int?
  let halving: Int?
  let metric: SweepMetric
  /// What the data must be; nil for a new sweep.
  let data: JSONValue?

  /// A new sweep.
  init(_ shared: StoredArguments, _ vary: [String], _ options: SweepOptions) {
    (self.shared, self.vary, halving) = (shared, vary, options.halving)
    (order, metric, data) = (options.search ?? .random, options.metric ?? .loss, nil)
    let isEndless = options.time != nil && halving == nil || order == .grid
    trials = options.trials ?? (isEndless ? nil : SweepOptions.standardTrials)
  }

  /// A sweep that goes on: what is said again must be what it began with.
  ///
  /// Throws `FileError` naming what is another, or where its record cannot be read; `ValidationError` where nothing would end it.
  init(
    resuming folder: SweepFolder, _ said: StoredArguments, _ vary: [String], _ options: SweepOptions,
    _ known: CommandNames.Options
  ) throws {
    let (record, path) = (try folder.record(), folder.recordPath)
    func expect(_ option: String, _ stored: String?, _ said: String?) throws {
      guard let said, said != stored else { return }
      throw FileError(path: path, place: option, expected: stored?.printable ?? "none", found: said.printable)
    }
    try expect(
      "--vary", record.vary.joined(separator: ", "), vary.isEmpty ? nil : vary.joined(separator: ", "))
    try expect("--search", record.search, options.search?.rawValue)
    try expect("--metric", record.metric, options.metric?.name)
    try expect("--halving", record.halving.map { "\($0)" }, options.halving.map { "\($0)" })
    if record.halving != nil {
      try expect("--trials", record.trials.map { "\($0)" }, options.trials.map { "\($0)" })
    }
    guard let order = SearchSpace.Order(rawValue: record.search),
      let metric = SweepMetric.all.first(where: { $0.name == record.metric }),
      record.halving ?? 2 >= 2, SweepOptions.trialRange.contains(record.trials ?? 1)
    else {
      throw FileError(path: path, expected: "what a sweep was asked for", found: "what none can be")
    }
    // What is written where never comes from a file.
    var shared = StoredArguments(record.arguments, takingValues: known.takingValues)
      .without(StoredArguments.passing)
    try shared.expectSame(as: said, path: path)
    for group in said.groups where group.name == "--threads" { shared.put(group) }
    self.shared = shared
    (self.vary, self.order, self.metric, data) = (record.vary, order, metric, record.data)
    (halving, trials) = (record.halving, options.trials ?? record.trials)
    if trials == nil, order == .random, options.time == nil {
      throw ValidationError(
        "the sweep has as many trials as there is time for: --time or --trials is missing")
    }
  }

  /// The threads of each trial.
  var threads: Int { shared.value(of: "--threads").flatMap { Int($0) } ?? 1 }

  /// For the sweep's folder; `vary` are the settings that vary, those that nothing was said of included.
  func record(vary: [SearchAxis], data: JSONValue) -> SweepRecord {
    SweepRecord(
      arguments: shared.settings.flatMap(\.words), vary: self.vary.isEmpty ? vary.map(\.written) : self.vary,
      search: order.rawValue, trials: trials, halving: halving, metric: metric.name, data: data)
  }

  /// What of the words behind 'fledge sweep' all trials share; `own` are the sweep's options, `known` those of 'fledge train'.
  ///
  /// Throws `ValidationError` for what belongs to a training that is kept otherwise.
  static func shared(
    _ words: [String], own: CommandNames.Options, known: CommandNames.Options
  ) throws -> StoredArguments {
    let taking = known.takingValues.union(own.takingValues)
    var shared = StoredArguments(words, takingValues: taking).without(Set(own.names))
    if let path = shared.value(of: "--config") {
      let file = StoredArguments(try ConfigurationFile(path, known).words, takingValues: known.takingValues)
      shared = file.overridden(by: shared.without(["--config"]))
    }
    for group in shared.groups where refused.contains(group.name) {
      throw ValidationError(
        "\(group.name) goes with 'fledge train', and a sweep keeps its trials as runs: leave it out")
    }
    return shared
  }

  private static let refused: Set<String> = [
    "--run", "--runs", "--checkpoint", "--folds", "--output", "--tensorboard", "--pause-after", "--trial",
    "--evaluate-train",
  ]
}
