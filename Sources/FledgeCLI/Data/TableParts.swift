import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// The parts of a table, as examples: what is learnt of its columns is learnt from the training part alone.
struct TableParts {
  let encoding: TableEncoding
  let train: Dataset
  let validation: Dataset?
  let test: Dataset?
  /// What was found, in lines for people.
  let findings: [String]
  /// What is hardly meant, likewise.
  let warnings: [String]

  /// Throws as `TrainingData` does.
  init(
    _ file: TableFile, _ given: Table?, _ kept: [Int]?, _ options: TableOptions, _ course: CourseOptions,
    seed: UInt64, encoding: TableEncoding?
  ) throws {
    let table = file.table
    let schema = try options.schema(of: file)
    let present = Self.rows(of: table, with: schema.target)
    let rows = table.rows(kept ?? present)
    let partition = try RowPartition(rows, schema, options)

    let tested = try partition.hold(
      options.testFraction, of: Array(0..<rows.count), seed: seed &+ 1, option: "--test-fraction")
    let held = try partition.hold(course.validation, of: tested.kept, seed: seed, option: "--validation")
    let training = rows.rows(held.kept)
    let encoding =
      encoding
      ?? TableEncoding(
        fitting: training, schema: schema, scaling: options.preset.scaling,
        categories: TableOptions.categories)
    self.encoding = encoding
    train = try encoding.dataset(training)
    validation = held.held.isEmpty ? nil : try encoding.dataset(rows.rows(held.held))
    test =
      try given.map { try encoding.dataset($0) }
      ?? (tested.held.isEmpty ? nil : try encoding.dataset(rows.rows(tested.held)))

    findings = Self.findings("\(file)", schema, without: table.count - present.count, options)
    warnings = file.strayTexts.compactMap { $0.warning(schema, options, in: file.format) }
  }

  /// The same of a table whose rows stay in their file.
  init(
    streaming stream: TableStream, _ given: TableStream?, _ options: TableOptions, _ course: CourseOptions,
    seed: UInt64, encoding: TableEncoding?
  ) throws {
    guard options.splitByTime == nil else {
      throw ValidationError(
        "--split-by-time sorts the rows, which a table that is streamed is too large for: --test names a file of the later ones"
      )
    }
    let bar = ReadingBar(stream.path)
    defer { bar.clear() }
    let stream = stream.reporting(to: bar.draw)
    let parts = StreamedParts(
      validation: course.validation ?? 0, test: options.testFraction ?? 0, seed: seed, groups: options.splitBy
    )
    var learnt = try options.learn(stream, parts)
    if let encoding { learnt.encoding = encoding }
    self.encoding = learnt.encoding
    let datasets = try stream.datasets(learnt, parts: parts)
    guard let train = datasets.train else {
      throw FileError(path: stream.path, expected: "rows to train on", found: "none")
    }
    for (part, share, option) in [
      (datasets.validation, course.validation, "--validation"),
      (datasets.test, options.testFraction, "--test-fraction"),
    ] where part == nil && share ?? 0 > 0 {
      let standard = option == "--validation" ? options.preset.validation : nil
      throw HeldShare(option: option, fraction: share!, data: stream.path, standard: standard)
        .refusal(of: NumberText.count(learnt.rows, "row"), HeldShare.emptyPart)
    }
    (self.train, validation) = (train, datasets.validation)
    test =
      try given.map { table in
        guard let test = try table.dataset(learnt.encoding).dataset else {
          throw FileError(
            path: table.path, expected: "rows with a value of \(learnt.schema.target.quoted)", found: "none")
        }
        return test
      } ?? datasets.test
    let counts = learnt.counts
    findings = Self.findings(
      "\(stream)", learnt.schema, without: learnt.rows - counts.train - counts.validation - counts.test,
      options)
    warnings = []
  }

  /// What was found of a table, in lines for people.
  private static func findings(
    _ file: String, _ schema: TableSchema, without missing: Int, _ options: TableOptions
  ) -> [String] {
    var findings = ["\(file); \(text(of: schema))"]
    if !schema.ignored.isEmpty {
      findings.append("left out: " + schema.ignored.map { "\($0)" }.joined(separator: ", "))
    }
    if missing > 0 {
      findings.append("\(NumberText.count(missing, "row")) without \(schema.target.quoted) left out")
    }
    if let column = options.splitBy { findings.append("no value of \(column.quoted) in two parts") }
    if let column = options.splitByTime { findings.append("held back: the last rows by \(column.quoted)") }
    return findings
  }

  /// The rows in which there is something to predict.
  static func rows(of table: Table, with target: String) -> [Int] {
    let column = table[target]!
    return (0..<table.count).filter { column.text(at: $0) != nil }
  }

  /// `predicts "species", 3 classes, from 4 numbers and 2 categories`.
  private static func text(of schema: TableSchema) -> String {
    let numbers = schema.features.count { $0.kind == .number }
    let categories = schema.features.count - numbers
    let inputs = [
      numbers > 0 ? NumberText.count(numbers, "number") : nil,
      categories > 0 ? NumberText.count(categories, "category", "categories") : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    let target =
      switch schema.task {
      case .classification(let classes): NumberText.count(classes.count, "class", "classes")
      case .regression: "a number"
      }
    return "predicts \(schema.target.quoted), \(target), from \(inputs)"
  }
}
