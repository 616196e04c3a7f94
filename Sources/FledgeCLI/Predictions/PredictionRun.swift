import Fledge
import FledgeBasics
import FledgeFiles

/// One run of `fledge predict`: reads inputs of every kind, and hands on what the model gives for them.
struct PredictionRun {
  private let predictor: SavedPredictor
  private var writer: PredictionWriter
  private let file: TableFileOptions
  private let allowMissing: Bool
  private let keepGoing: Bool
  /// The name of the array of inputs in a file of several.
  private let array: String?
  /// Whether it has been said that pictures are resized.
  private var hasTold = false

  init(
    _ predictor: SavedPredictor, _ writer: PredictionWriter, _ file: TableFileOptions, array: String?,
    allowMissing: Bool, keepGoing: Bool
  ) {
    (self.predictor, self.writer, self.file) = (predictor, writer, file)
    (self.array, self.allowMissing, self.keepGoing) = (array, allowMissing, keepGoing)
  }

  /// Predicts one input after the other; gives how many lines of standard input were no rows and passed over.
  ///
  /// Throws `FileError` for what is missing, damaged, or not such as the model takes.
  mutating func predict(_ inputs: [String]) throws -> Int {
    var faults = 0
    for input in inputs {
      if let encoding = predictor.encoding {
        faults += try predictRows(encoding, from: input)
      } else if input == "-" {
        try predictStandardInput()
      } else if File.isDirectory(input) {
        for file in try SavedPredictor.files(in: input) { try predictPictures(from: file) }
      } else if let rows = try predictor.arrayInputs(from: input, named: array) {
        try predictBatches(of: rows, from: input, keeping: [])
      } else {
        try predictPictures(from: input)
      }
    }
    try writer.finish()
    return faults
  }

  private mutating func predictPictures(from path: String) throws {
    let (pictures, note) = try predictor.pictures(from: path)
    // Of a folder's pictures the first is enough.
    if let note, !hasTold {
      Terminal.warn(note)
      hasTold = true
    }
    let count = pictures.shape[0]
    let pixels = pictures.reshaped(to: [count, pictures.count / count])
    try predictBatches(of: pixels, from: path, keeping: [])
  }

  private mutating func predictRows(_ encoding: TableEncoding, from path: String) throws -> Int {
    var format = file.format(for: encoding, allowingMissingColumns: allowMissing)
    // As they stand there: 007 stays so.
    format.texts.formUnion(Set(writer.columns.kept).subtracting(format.numbers))
    if path == "-" { return try predictRowStream(encoding, format) }
    var unfamiliar = UnfamiliarValues()
    let columns = Set(encoding.columns.map(\.name) + writer.columns.kept)
    // Some rows at a time: the file may be larger than the memory.
    try TableStream(path, format: format).forEachBlock(
      columns: columns, allowingMissingColumns: allowMissing
    ) { block, first in
      let rows = try encoding.inputs(block, allowingMissingColumns: allowMissing)
      unfamiliar.add(rows.unfamiliar)
      try predictBatches(of: rows.tensor, from: path, after: first, keeping: kept(of: block))
    }
    unfamiliar.notes(encoding).forEach(Terminal.warn)
    return 0
  }

  /// Answers each row when it comes. A line that is no row ends the stream, or with --keep-going is said and passed over.
  private mutating func predictRowStream(_ encoding: TableEncoding, _ format: CSVFormat) throws -> Int {
    var reader = try TableRowReader.standardInput(format: format)
    var (number, faults) = (0, 0)
    while let rows = try reader.next() {
      let encoded = try encoding.inputs(rows.table, allowingMissingColumns: allowMissing)
      encoded.notes(encoding).forEach(Terminal.warn)
      if rows.table.count > 0 {
        try add(encoded.tensor, from: "-", firstNumber: number + 1, keeping: kept(of: rows.table))
      }
      number += rows.table.count
      if let fault = rows.faults.first, !keepGoing { throw fault }
      rows.faults.forEach { Terminal.printError("\($0)") }
      faults += rows.faults.count
    }
    return faults
  }

  private mutating func predictStandardInput() throws {
    var rows = CSVReader.standardInput(columns: predictor.saved.card.input.elementCount)
    var number = 0
    while let row = try rows.next() {
      number += 1
      try add(Tensor(row).reshaped(to: [1, row.count]), from: "-", firstNumber: number, keeping: [])
    }
  }

  /// The columns to copy. Throws `FileError` for one that is not there.
  private func kept(of table: Table) throws -> [TableColumn] {
    try writer.columns.kept.map { name in
      guard let column = table[name] else {
        throw FileError(
          path: table.source, expected: "a column \(name.quoted) to keep",
          found: "the columns " + table.columns.map(\.name.quoted).joined(separator: ", "))
      }
      return column
    }
  }

  /// Predicts inputs (m, …), of which so many stand in front in what is read.
  private mutating func predictBatches(
    of inputs: Tensor, from path: String, after first: Int = 0, keeping columns: [TableColumn]
  ) throws {
    let (count, batchSize) = (inputs.shape[0], predictor.batchSize)
    for start in stride(from: 0, to: count, by: batchSize) {
      let range = start..<min(start + batchSize, count)
      try add(
        inputs[range], from: path, firstNumber: first + start + 1,
        keeping: columns.map { $0.rows(Array(range)) })
    }
  }

  /// Writes what the model gives for raw inputs (m, inputs).
  ///
  /// Throws `FileError` behind the rows of those before for the first whose results are not finite: they mean nothing.
  private mutating func add(
    _ raw: Tensor, from source: String, firstNumber: Int, keeping columns: [TableColumn]
  ) throws {
    let outputs = predictor.outputs
    let results = predictor.results(of: raw)
    let elements = results.elements(as: Double.self)
    let bad = elements.firstIndex { !$0.isFinite }
    let shown = predictor.predictsNumbers ? elements : results.softmax().elements(as: Double.self)
    let values = (0..<(bad.map { $0 / outputs } ?? raw.shape[0])).map { row in
      let numbers = Array(shown[row * outputs..<(row + 1) * outputs])
      return predictor.predictsNumbers
        ? numbers.map { predictor.encoding?.target.original($0) ?? $0 } : numbers
    }
    try writer.add(
      PredictedRows(source: source, firstNumber: firstNumber, values: values, kept: columns))
    if let bad { throw notFinite(elements[bad], at: bad, source: source, firstNumber: firstNumber) }
  }

  private func notFinite(_ value: Double, at place: Int, source: String, firstNumber: Int) -> FileError {
    let what = predictor.predictsNumbers ? ("results", "number") : ("logits", "class")
    let (row, output) = place.quotientAndRemainder(dividingBy: predictor.outputs)
    return FileError(
      path: source == "-" ? "standard input" : source,
      place: "\(predictor.encoding == nil ? "picture" : "row") \(firstNumber + row)",
      expected: "finite \(what.0) from the model \(predictor.path.printable)",
      found: "\(NumberText.fixed(value, digits: 0)) for \(what.1) \(output)")
  }
}
