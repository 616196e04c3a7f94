import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge evaluate`: how well a saved model does.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a saved model on the test part of a data set.",
    discussion: """
      Example:
        fledge evaluate mnist.safetensors --data mnist
      """)

  @Argument(help: "A model written by 'fledge train --save'.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(
      """
      The loss to measure: \(Loss.standard.map(\.name).joined(separator: ", ")) \
      (default: \(Loss.crossEntropy.name) for classes, \(Loss.meanSquaredError.name) for numbers).
      """, valueName: "name"),
    transform: { try choice($0, among: Loss.standard.map { ($0.name, $0) }, ForeignNames.losses) })
  var loss: Loss?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let predictor = try SavedPredictor(path: model)
    try predictor.expectCountableClasses()
    let examples = try data.loadTest(
      classes: predictor.predictsNumbers ? nil : predictor.outputs,
      classNames: predictor.saved.card.classNames
    ) { try predictor.expectPictures($0, from: $1) }
    try predictor.expectFit(of: examples, from: data.data)
    if let loss, !loss.takesNumbers, !examples.hasClasses {
      throw ValidationError(
        "--loss \(loss.name) goes with classes, and the targets of \(data.data) are numbers")
    }
    let card = predictor.saved.card
    let (measure, example) = (Measure(for: examples), examples.holdsPictures ? "picture" : "example")
    let evaluation = Evaluation(
      of: predictor.model, on: examples.scaled(by: card.scale).shaped(card.input), loss: loss,
      batchSize: predictor.batchSize)
    guard evaluation.loss.isFinite else {
      throw FileError(
        path: model,
        expected: "finite \(measure.results) for the \(example)s of \(data.data.printable)",
        found: "a loss of \(NumberText.fixed(evaluation.loss, digits: 0))")
    }
    if let warning = evaluation.warning { Terminal.warn(warning) }
    if json {
      let count = JSONValue.Member(key: "examples", value: .integer(evaluation.count))
      return try Terminal.print(JSONValue.object([count] + measure.members(of: evaluation)).printableText)
    }
    let loss = "\(data.data.printable): test loss \(NumberText.fixed(evaluation.loss, digits: 5))"
    guard evaluation.errors == nil else {
      return try Terminal.print("\(loss), \(measure.result(of: evaluation))")
    }
    try Terminal.print(
      """
      \(loss), \
      test error \(NumberText.percent(evaluation.error)) of \(NumberText.count(evaluation.count, example))

      \(evaluation.confusion.report)
      """)
  }
}
