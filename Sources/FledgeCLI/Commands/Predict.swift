import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge predict`: what a saved model takes pictures for.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let a saved model classify pictures or rows of a table, or predict numbers of them.",
    discussion: """
      Each picture or row gives one line: where it comes from, its number there (from 1), its class, the probability \
      of that, and the second choice; or the numbers that the model predicts. With --json each gives one object \
      with the probabilities of all classes, or the numbers.

      Examples:
        fledge predict mnist.safetensors seven.png t10k-images-idx3-ubyte.gz
        fledge predict mnist.safetensors --json - < pixels.csv
        fledge predict penguins.safetensors new.csv
      """)

  @Argument(help: "A model written by 'fledge train --save'.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: ArgumentHelp(
      """
      For a model of pictures, a picture of its size (PNG, JPEG, PGM, PPM, PBM), an IDX file of pictures, or - for \
      standard input: CSV rows of numbers from 0 to 255, one picture a line, each answered when it comes. For a \
      model of a table, a table whose columns have the names of those, or - for rows below a heading.
      """, valueName: "input"),
    completion: .file())
  var inputs: [String]

  @OptionGroup var file: TableFileOptions

  @Flag(help: "Print one JSON object a picture or row.")
  var json = false

  @Flag(help: "Take a table without some of the model's columns, as if nothing stood in them.")
  var allowMissing = false

  @Flag(help: "Go on behind a line of standard input that is no row; the exit status is 1 nevertheless.")
  var keepGoing = false

  func validate() throws {
    if inputs.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("- stands for standard input, which can be read only once")
    }
  }

  func run() throws {
    let predictor = try SavedPredictor(path: model)
    for input in inputs {
      if let encoding = predictor.encoding {
        try predictRows(predictor, encoding, from: input)
      } else if input == "-" {
        try predictStandardInput(predictor)
      } else {
        try predictPictures(predictor, from: input)
      }
    }
  }

  private func predictPictures(_ predictor: SavedPredictor, from path: String) throws {
    let pictures = try Picture.readStack(from: path) { try predictor.channels(ofPictures: $0, from: $1) }
    let count = pictures.shape[0]
    let pixels = pictures.reshaped(to: [count, pictures.count / count])
    let batchSize = predictor.batchSize
    for start in stride(from: 0, to: count, by: batchSize) {
      let batch = pixels[start..<min(start + batchSize, count)]
      try show(batch, predictor, source: path, firstNumber: start + 1)
    }
  }

  private func predictRows(
    _ predictor: SavedPredictor, _ encoding: TableEncoding, from path: String
  ) throws {
    let format = file.format(for: encoding, allowingMissingColumns: allowMissing)
    if path == "-" { return try predictRowStream(predictor, encoding, format) }
    let rows = try encoding.inputs(
      Table(contentsOf: path, format: format), allowingMissingColumns: allowMissing)
    rows.notes(encoding).forEach(Terminal.warn)
    let (count, batchSize) = (rows.tensor.shape[0], predictor.batchSize)
    for start in stride(from: 0, to: count, by: batchSize) {
      let batch = rows.tensor[start..<min(start + batchSize, count)]
      try show(batch, predictor, source: path, firstNumber: start + 1)
    }
  }

  /// Answers each row when it comes. A line that is no row ends the stream, or with --keep-going is said and passed over.
  private func predictRowStream(
    _ predictor: SavedPredictor, _ encoding: TableEncoding, _ format: CSVFormat
  ) throws {
    var reader = try TableRowReader.standardInput(format: format)
    var (number, faults) = (0, 0)
    while let rows = try reader.next() {
      let encoded = try encoding.inputs(rows.table, allowingMissingColumns: allowMissing)
      encoded.notes(encoding).forEach(Terminal.warn)
      if rows.table.count > 0 {
        try show(encoded.tensor, predictor, source: "-", firstNumber: number + 1)
      }
      number += rows.table.count
      if let fault = rows.faults.first, !keepGoing { throw fault }
      rows.faults.forEach { Terminal.printError("\($0)") }
      faults += rows.faults.count
    }
    if faults > 0 { throw ExitCode(1) }
  }

  private func predictStandardInput(_ predictor: SavedPredictor) throws {
    var rows = CSVReader.standardInput(columns: predictor.saved.card.input.elementCount)
    var number = 0
    while let row = try rows.next() {
      number += 1
      let batch = Tensor(row).reshaped(to: [1, row.count])
      try show(batch, predictor, source: "-", firstNumber: number)
    }
  }

  /// Prints what the model takes raw inputs (m, inputs) for.
  ///
  /// Throws `FileError` behind the lines of those before for the first whose results are not finite: they mean nothing.
  private func show(_ raw: Tensor, _ predictor: SavedPredictor, source: String, firstNumber: Int) throws {
    let outputs = predictor.outputs
    let results = predictor.results(of: raw)
    let elements = results.elements(as: Double.self)
    let bad = elements.firstIndex { !$0.isFinite }
    let shown = predictor.predictsNumbers ? elements : results.softmax().elements(as: Double.self)
    let lines = (0..<(bad.map { $0 / outputs } ?? raw.shape[0])).map { row in
      let numbers = Array(shown[row * outputs..<(row + 1) * outputs])
      if predictor.predictsNumbers {
        let values = numbers.map { predictor.encoding?.target.original($0) ?? $0 }
        let prediction = NumberPrediction(source: source, number: firstNumber + row, values: values)
        return json ? prediction.json : prediction.line
      }
      let prediction = Prediction(
        source: source, number: firstNumber + row, probabilities: numbers,
        classNames: predictor.saved.card.classNames)
      return json ? prediction.json : prediction.line
    }
    if !lines.isEmpty { try Terminal.print(lines.joined(separator: "\n")) }
    if let bad {
      let what = predictor.predictsNumbers ? ("results", "number") : ("logits", "class")
      throw FileError(
        path: source == "-" ? "standard input" : source,
        place: "\(predictor.encoding == nil ? "picture" : "row") \(firstNumber + bad / outputs)",
        expected: "finite \(what.0) from the model \(model.printable)",
        found: "\(NumberText.fixed(elements[bad], digits: 0)) for \(what.1) \(bad % outputs)")
    }
  }
}
