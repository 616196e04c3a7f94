import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge evaluate`: how well a saved model does.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a saved model on the test part of a data set, or on all rows of a table.",
    discussion: """
      Examples:
        fledge evaluate mnist.safetensors mnist
        fledge evaluate penguins.safetensors more-penguins.csv --json
      """)

  @Argument(help: "A model written by 'fledge train --save'.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @OptionGroup var data: DataOptions

  @OptionGroup var options: MeasuringOptions

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
    let examples = try predictor.examples(data, options)
    if let loss, !loss.takesNumbers, !examples.hasClasses {
      throw ValidationError(
        "--loss \(loss.name) goes with classes, and the targets of \(data.name) are numbers")
    }
    let measure = Measure(for: examples)
    let evaluation = Evaluation(
      of: predictor.model, on: examples, loss: loss, targetScale: predictor.targetScale,
      batchSize: predictor.batchSize)
    let example = predictor.encoding != nil ? "row" : examples.holdsPictures ? "picture" : "example"
    guard evaluation.loss.isFinite else {
      throw FileError(
        path: model,
        expected: "finite \(measure.results) for the \(example)s of \(data.name.printable)",
        found: "a loss of \(NumberText.fixed(evaluation.loss, digits: 0))")
    }
    if let warning = evaluation.warning { Terminal.warn(warning) }
    if json {
      let count = JSONValue.Member(key: "examples", value: .integer(evaluation.count))
      var members = [count] + measure.plainMembers(of: evaluation)
      if predictor.encoding == nil {
        members += measure.members(of: evaluation).filter { $0.key.hasPrefix("test_") }
      }
      return try Terminal.print(JSONValue.object(members).printableText)
    }
    // A table is measured whole; any other data set has a part for it.
    let part = predictor.encoding == nil ? "test " : ""
    let loss = "\(data.name.printable): \(part)loss \(NumberText.fixed(evaluation.loss, digits: 5))"
    guard evaluation.errors == nil else {
      return try Terminal.print("\(loss), \(measure.result(of: evaluation, part.isEmpty ? nil : "test"))")
    }
    try Terminal.print(
      """
      \(loss), \
      \(part)error \(NumberText.percent(evaluation.error)) of \(NumberText.count(evaluation.count, example))

      \(evaluation.confusion.report)
      """)
  }
}
