import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge predict`: what a saved model takes pictures for.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let a saved model classify pictures, or predict numbers of them.",
    discussion: """
      Each picture gives one line: where it comes from, its number there (from 1), its class, the probability \
      of that, and the second choice; or the numbers that the model predicts. With --json each gives one object \
      with the probabilities of all classes, or the numbers.

      Examples:
        fledge predict mnist.safetensors seven.png t10k-images-idx3-ubyte.gz
        fledge predict mnist.safetensors --json - < pixels.csv
      """)

  @Argument(help: "A model written by 'fledge train --save'.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: ArgumentHelp(
      """
      A picture of the model's size (PNG, JPEG, PGM, PPM, PBM), an IDX file of pictures, or - for standard \
      input: CSV rows of numbers from 0 to 255, one picture a line, each answered when it comes.
      """, valueName: "input"),
    completion: .file())
  var inputs: [String]

  @Flag(help: "Print one JSON object a picture.")
  var json = false

  func validate() throws {
    if inputs.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("- stands for standard input, which can be read only once")
    }
  }

  func run() throws {
    let predictor = try SavedPredictor(path: model)
    for input in inputs {
      if input == "-" {
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
        let prediction = NumberPrediction(source: source, number: firstNumber + row, values: numbers)
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
        path: source == "-" ? "standard input" : source, place: "picture \(firstNumber + bad / outputs)",
        expected: "finite \(what.0) from the model \(model.printable)",
        found: "\(NumberText.fixed(elements[bad], digits: 0)) for \(what.1) \(bad % outputs)")
    }
  }
}
