import ArgumentParser
import Fledge

/// What is said of a table: which column is predicted, and what the others are.
struct TableOptions: ParsableArguments {
  @OptionGroup var file: TableFileOptions

  @Option(
    help: ArgumentHelp(
      """
      The column of a table to predict (default: one called target, label, class or y), or the array of an archive.
      """, valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The array of an archive that holds the inputs (default: the only other one).", valueName: "name"))
  var input: String?

  @Option(
    help: ArgumentHelp(
      """
      classification or regression (default: classes for texts and at most 20 different whole numbers, numbers \
      for all else).
      """, valueName: "task"),
    transform: {
      try choice($0, among: TableSchema.TaskChoice.allCases.map { ($0.rawValue, $0) }, ForeignNames.tasks)
    })
  var task: TableSchema.TaskChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Columns that are categories, though numbers stand in them.", valueName: "columns"))
  var categorical: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Columns that are numbers, though they look otherwise.", valueName: "columns"))
  var numeric: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Columns that are no inputs.", valueName: "columns"))
  var ignore: String?

  @Option(
    name: .customLong("preset"),
    help: ArgumentHelp(
      """
      What a table gets where no option says another: \
      \(Preset.Name.allCases.map { "\($0.rawValue), \($0.summary)" }.joined(separator: "; ")) \
      (default: \(Preset.Name.standard.rawValue)).
      """, valueName: "name"),
    transform: { try choice($0, among: Preset.Name.allCases.map { ($0.rawValue, $0) }) })
  var presetName: Preset.Name?

  @Option(
    help: ArgumentHelp(
      """
      Keep the rows with one value of this column in one part, so that no patient, say, is trained on and measured with. \
      It is then no input unless --categorical or --numeric names it.
      """, valueName: "column"))
  var splitBy: String?

  @Option(
    help: ArgumentHelp(
      """
      Hold the last rows back by this column, of numbers or of dates such as 2024-12-31, instead of any: what comes later is not known \
      in training. It is then no input unless --categorical or --numeric names it.
      """, valueName: "column"))
  var splitByTime: String?

  @Option(
    help: ArgumentHelp(
      "A table to measure the model on, once, at the end.", valueName: "file"), completion: .file())
  var test: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Hold this share of data without a test part back for that, drawn by --seed.", valueName: "share"),
    transform: Number.fraction)
  var testFraction: Double?

  func validate() throws {
    if test != nil && testFraction != nil {
      throw ValidationError(
        "--test names the test part that --test-fraction would draw: leave one of them out")
    }
    if splitBy != nil && splitByTime != nil {
      throw ValidationError(
        "--split-by and --split-by-time draw the parts in two ways: leave one of them out")
    }
    for (option, column) in [("--split-by", splitBy), ("--split-by-time", splitByTime)] {
      if let column, column == target {
        throw ValidationError("\(option): \(column.printable) is the column to predict")
      }
    }
  }

  /// The options by their names, and whether each was given.
  private static let all: [(name: String, isGiven: @Sendable (TableOptions) -> Bool)] = [
    ("--separator", { $0.file.separator != nil }), ("--heading", { $0.file.heading != nil }),
    ("--decimal-comma", { $0.file.decimalComma != nil }), ("--skip-lines", { $0.file.skipLines != nil }),
    ("--missing", { $0.file.missing != nil }), ("--target", { $0.target != nil }),
    ("--task", { $0.task != nil }), ("--categorical", { $0.categorical != nil }),
    ("--numeric", { $0.numeric != nil }), ("--ignore", { $0.ignore != nil }),
    ("--test", { $0.test != nil }), ("--test-fraction", { $0.testFraction != nil }),
    ("--input", { $0.input != nil }), ("--split-by", { $0.splitBy != nil }),
    ("--split-by-time", { $0.splitByTime != nil }), ("--preset", { $0.presetName != nil }),
  ]

  /// The options.
  static let names = all.map(\.name)

  /// Those that were given.
  var given: [String] { Self.all.filter { $0.isGiven(self) }.map(\.name) }

  /// What is taken where the options say nothing.
  var preset: Preset { (presetName ?? .standard).preset }

  /// The task of arrays.
  var datasetTask: Dataset.Task? { task.flatMap { Dataset.Task(rawValue: $0.rawValue) } }

  /// The examples of an archive whose target is named.
  func dataset(of archive: some NamedArrays) throws -> Dataset {
    guard let target else {
      let names = archive.names.map(\.printable).joined(separator: ", ")
      throw ValidationError(
        "say which array of \(archive.path.printable) to predict: --target NAME, one of \(names)")
    }
    return try archive.dataset(
      inputs: input, targets: target, task: datasetTask)
  }

  /// How to read the table.
  var format: CSVFormat {
    var format = file.format
    (format.texts, format.numbers) = (TableFileOptions.names(categorical), TableFileOptions.names(numeric))
    // A text in a column that is to be predicted in numbers is an error in its line.
    if task == .regression, let target { format.numbers.insert(target) }
    return format
  }

  /// What the table's columns are to a model.
  ///
  /// Throws `ValidationError` where no column is named to be predicted and none is called so, and as `TableSchema` does.
  func schema(of table: Table) throws -> TableSchema {
    try TableSchema(
      table, target: target ?? usualTarget(among: table.columns.map(\.name), of: table.source), task: task,
      categorical: TableFileOptions.names(categorical),
      numeric: TableFileOptions.names(numeric), ignoring: ignored)
  }

  /// The same of a file, where an error names the text that makes a target of numbers one of texts.
  func schema(of file: TableFile) throws -> TableSchema {
    try file.findingStrays { try schema(of: file.table) }
  }

  /// What a table that is streamed holds, learnt from its training part.
  ///
  /// Throws as above, and as `TableStream` does.
  func learn(_ stream: TableStream, _ parts: StreamedParts) throws -> TableStream.Learnt {
    try stream.learn(
      target: target ?? usualTarget(among: stream.columnNames, of: stream.path), task: task,
      categorical: TableFileOptions.names(categorical), numeric: TableFileOptions.names(numeric),
      ignoring: ignored, scaling: preset.scaling, categories: Self.categories, parts: parts)
  }

  /// Embeddings for categories of ten levels or more.
  static let categories = CategoryEncoding.Form.codes(above: 9)

  /// The columns that are no inputs: those that the parts are made by are none unless they are said to be.
  private var ignored: Set<String> {
    let parting = Set([splitBy, splitByTime].compactMap(\.self))
    return TableFileOptions.names(ignore).union(
      parting.subtracting(TableFileOptions.names(categorical)).subtracting(TableFileOptions.names(numeric)))
  }

  private func usualTarget(among names: [String], of source: String) throws -> String {
    let usual = names.filter { ["target", "label", "class", "y"].contains($0.lowercased()) }
    guard usual.count == 1 else {
      let shown = names.prefix(30).map(\.printable).joined(separator: ", ") + (names.count > 30 ? ", …" : "")
      throw ValidationError(
        "say which column of \(source.printable) to predict: --target NAME, one of \(shown)")
    }
    return usual[0]
  }
}
