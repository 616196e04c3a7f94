import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Whether and how the columns' importance is measured.
struct ImportanceOptions: ParsableArguments {
  @Flag(
    name: .customLong("importance"),
    help: """
      Measure what the model relies on, too: how much accuracy it loses, or how much its RMSE grows, when a column is \
      shuffled among the rows.
      """)
  var isWanted = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How often each column is shuffled (default: 5).", valueName: "count"),
    transform: Number.count)
  var repeats: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draws the shuffles (default: 0).", valueName: "number"), transform: Number.seed)
  var seed: UInt64?

  func validate() throws {
    if !isWanted, repeats != nil || seed != nil {
      throw ValidationError("--repeats and --seed go with --importance, which is missing")
    }
  }

  /// What was measured; nil where it was not asked for.
  ///
  /// Throws `ValidationError` for examples that are no rows of numbers.
  func importance(of predictor: SavedPredictor, on examples: Dataset) throws -> PermutationImportance? {
    guard isWanted else { return nil }
    guard examples.inputShape.rank == 1 else {
      throw ValidationError("--importance goes with tables and rows of numbers, not with pictures")
    }
    guard !examples.isStreamed else {
      throw ValidationError(
        "--importance shuffles all examples at a time, and these are streamed: leave it out")
    }
    var (groups, start) = ([(name: String, inputs: Range<Int>)](), 0)
    if let encoding = predictor.encoding {
      for column in encoding.columns {
        groups.append((column.name, start..<start + column.width))
        start += column.width
      }
    } else {
      groups = (0..<examples.inputSize).map { ("\($0 + 1)", $0..<$0 + 1) }
    }
    let (shuffles, clock) = ((repeats ?? 5) * groups.count, ContinuousClock())
    let began = clock.now
    var bar = ProgressBar(on: STDERR_FILENO)
    defer { bar.clear() }
    return try PermutationImportance(
      of: predictor.model, on: examples, groups: groups, repeats: repeats ?? 5, seed: seed ?? 0,
      targetScale: predictor.targetScale, batchSize: predictor.batchSize
    ) { done in
      let share = Double(done) / Double(shuffles)
      bar.draw(share, label: "importance") {
        NumberText.duration(began.duration(to: clock.now).seconds * (1 / share - 1)) + " left"
      }
    }
  }
}

extension PermutationImportance {
  /// For people.
  var report: String {
    let isShare = figure == "accuracy"
    let text = { (value: Double) in
      value.isNaN ? "–" : isShare ? NumberText.percent(value) : NumberText.significant(value)
    }
    let rows = columns.map { [$0.name.printable, text($0.mean), "±", text($0.standardDeviation)] }
    let name = isShare ? "accuracy" : "RMSE"
    let repeats = NumberText.count(columns.first?.losses.count ?? 0, "shuffle")
    let heading =
      "\(name) \(text(value)); \(isShare ? "lost" : "added") when a column is shuffled, mean and standard deviation of \(repeats):"
    return heading + "\n" + TextTable(rows, rightAligned: [1, 3]).description
  }

  /// For programs.
  var json: JSONValue {
    [
      "figure": .string(figure), "value": .number(value),
      "repeats": .integer(columns.first?.losses.count ?? 0),
      "columns": .array(
        columns.map {
          ["column": .string($0.name), "mean": .number($0.mean), "sd": .number($0.standardDeviation)]
        }),
    ]
  }
}
