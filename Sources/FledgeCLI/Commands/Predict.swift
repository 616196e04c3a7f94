import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge predict`: what a saved model takes pictures or rows for.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let a saved model classify pictures or rows of a table, or predict numbers of them.",
    discussion: """
      Each picture or row gives one line: where it comes from, its number there (from 1), its class, the probability \
      of that, and the second choice; or the numbers that the model predicts. With --json each gives one object \
      with the probabilities of all classes, or the numbers. On a terminal the lines have a heading.

      With --output or --format each gives a row of named columns: those of --keep, the prediction, and for classes \
      the probability of each. Rows keep their order.

      Examples:
        fledge predict mnist.safetensors seven.png t10k-images-idx3-ubyte.gz
        fledge predict mnist.safetensors --json - < pixels.csv
        fledge predict penguins.safetensors new.csv
        fledge predict penguins.safetensors new.csv --keep id --output predictions.csv
      """)

  @Argument(help: "A model written by 'fledge train --save'.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: ArgumentHelp(
      """
      For a model of pictures, a picture (PNG, JPEG, PGM, PPM, PBM), a folder of them, an IDX file of pictures, an array (NPY, \
      NPZ, safetensors), or - for standard input: CSV rows of numbers from 0 to 255, one picture a line, each answered when it comes. For a \
      model of a table, a table whose columns have the names of those, or - for rows below a heading.
      """, valueName: "input"),
    completion: .file())
  var inputs: [String]

  @OptionGroup var file: TableFileOptions
  @OptionGroup var output: PredictionOptions

  @Option(
    name: .customLong("input"),
    help: ArgumentHelp("The array of an archive to predict (default: the only one).", valueName: "name"))
  var array: String?

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
    if json, output.isGiven {
      throw ValidationError("--json prints objects of its own: leave it out, or say --format jsonl")
    }
    guard let path = output.path else { return }
    if let same = ([model] + inputs).first(where: { (try? AtomicFile.isSame(path, as: $0)) ?? false }) {
      throw ValidationError("--output names \(same.printable), which is read: name another file")
    }
  }

  func run() throws {
    let predictor = try SavedPredictor(path: model)
    if array != nil && predictor.encoding != nil {
      throw ValidationError("--input names an array of an archive, and the model takes the rows of a table")
    }
    let columns = try PredictionColumns(predictor, keeping: output.keptNames)
    let format = json ? .json : output.format
    var faults = 0
    if let path = output.path {
      try AtomicFile.write(to: path) { file in
        faults = try predict(predictor, columns, format) { try file.write(Array(($0 + "\n").utf8)) }
      }
    } else {
      faults = try predict(predictor, columns, format) {
        try format == .csv ? Terminal.printData($0) : Terminal.print($0)
      }
    }
    if faults > 0 { throw ExitCode(1) }
  }

  private func predict(
    _ predictor: SavedPredictor, _ columns: PredictionColumns, _ format: PredictionWriter.Format,
    write: @escaping (String) throws -> Void
  ) throws -> Int {
    var run = PredictionRun(
      predictor,
      PredictionWriter(format, columns, predictor, showsHeading: Terminal.outputIsTerminal, write: write),
      file, array: array, allowMissing: allowMissing, keepGoing: keepGoing)
    return try run.predict(inputs)
  }
}
