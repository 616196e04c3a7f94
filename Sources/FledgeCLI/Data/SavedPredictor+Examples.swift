import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What `fledge evaluate` is told of its data beside where they are.
struct MeasuringOptions: ParsableArguments {
  @OptionGroup var file: TableFileOptions

  @Flag(help: "Take a table without some of the model's columns, as if nothing stood in them.")
  var allowMissing = false

  @Option(help: ArgumentHelp("The array of an archive that is to be predicted.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The array of an archive that holds the inputs (default: the only other one).", valueName: "name"))
  var input: String?
}

/// The examples that a model is measured on.
struct MeasuredExamples {
  let examples: Dataset
  /// The part of the data that they are, `test` or `validation`; nil where they are all that there is, with those that the model may
  /// have been trained on.
  let part: String?

  init(_ examples: Dataset, _ part: String? = nil) { (self.examples, self.part) = (examples, part) }
}

extension SavedPredictor {
  /// The examples that stand where `data` points to, as the model takes them: all rows of a table, all of two arrays, the test part of
  /// what has parts.
  ///
  /// Throws `FileError` for what is missing, damaged, or not such as the model takes; `ValidationError` where the data are of another
  /// kind.
  func examples(_ data: DataOptions, _ options: MeasuringOptions) throws -> MeasuredExamples {
    let kind = try data.kind
    try data.checkStream(kind)
    if let encoding {
      guard case .table(let path) = kind else {
        throw ValidationError(
          "the model \(self.path.printable) takes the rows of a table: fledge evaluate \(self.path.printable) FILE"
        )
      }
      return MeasuredExamples(try rows(of: path, data, encoding, options))
    }
    let found: MeasuredExamples
    switch kind {
    case .table(let path):
      throw FileError(
        path: path, expected: "pictures or arrays, such as the model \(self.path.printable) takes",
        found: "a table")
    case .arrays(let inputs, let targets):
      found = MeasuredExamples(
        try .arrays(
          inputs: inputs, targets: targets, classes: classes, classNames: classNames,
          areStreamed: data.streams([inputs])))
    case .archive(let path):
      // Without names it is x_test and y_test that are taken.
      found = MeasuredExamples(
        try .arrays(
          of: namedArrays(at: path), inputs: options.input, targets: options.target, classes: classes,
          classNames: classNames), options.target == nil ? "test" : nil)
    case .pictures(let path): found = try pictures(path)
    case .parts, .digits, .mnist:
      found = MeasuredExamples(
        try data.loadTest(classes: classes, classNames: classNames) { try expectPictures($0, from: $1) },
        "test")
    }
    try expectFit(of: found.examples, from: data.name)
    return MeasuredExamples(
      found.examples.scaled(by: saved.card.scale).shaped(saved.card.input), found.part)
  }

  private var classes: Int? { predictsNumbers ? nil : outputs }
  private var classNames: [String]? { saved.card.classNames }

  private func rows(
    of path: String, _ data: DataOptions, _ encoding: TableEncoding, _ options: MeasuringOptions
  ) throws -> Dataset {
    var format = options.file.format(for: encoding, allowingMissingColumns: options.allowMissing)
    format = data.format?.applied(to: format) ?? format
    let (kind, allowMissing) = (data.format?.table, options.allowMissing)
    let (dataset, rows): (Dataset?, UnfamiliarValues)
    if data.streams([path]) {
      let bar = ReadingBar(path)
      defer { bar.clear() }
      let stream = try TableStream(path, format: format, kind: kind).reporting(to: bar.draw)
      (dataset, rows) = try stream.dataset(encoding, allowingMissingColumns: allowMissing)
    } else {
      let table = try Table(contentsOf: path, format: format, kind: kind)
      let examples = try encoding.examples(table, allowingMissingColumns: allowMissing)
      (dataset, rows) = (examples.dataset, examples.rows.unfamiliar)
    }
    rows.notes(encoding).forEach(Terminal.warn)
    guard let dataset, dataset.count > 0 else {
      throw FileError(
        path: path, expected: "rows with a value of \(encoding.targetName.quoted)", found: "none")
    }
    return dataset
  }

  /// The pictures of a folder's test part, or of all of it, in the model's size, their classes by name.
  private func pictures(_ path: String) throws -> MeasuredExamples {
    let input = saved.card.input
    guard let classNames, input.rank == 2 || input.rank == 3 else {
      throw FileError(
        path: path, expected: "examples such as the model \(self.path.printable) takes, of shape \(input)",
        found: "a folder of pictures")
    }
    let parts = try PictureFolder(path).load(
      size: (input[0], input[1]), channels: input.rank == 2 ? .grey : .colour)
    let (part, name) =
      parts.test.map { ($0, "test") } ?? parts.validation.map { ($0, "validation") } ?? (parts.train, nil)
    let found = part.classNames ?? []
    let places = Dictionary(classNames.enumerated().map { ($1, $0) }) { first, _ in first }
    if let unknown = found.first(where: { places[$0] == nil }) {
      throw FileError(
        path: path, expected: "folders of the model's classes, \(Folder.summary(of: classNames))",
        found: unknown.quoted)
    }
    let labels = part.labels.elements(as: Int32.self).map { places[found[Int($0)]]! }
    return MeasuredExamples(
      Dataset(inputs: part.inputs, labels: labels, classes: classNames.count, classNames: classNames), name)
  }
}
