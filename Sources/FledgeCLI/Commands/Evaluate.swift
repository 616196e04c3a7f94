import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge evaluate`: how well a saved model does.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a saved model on the test part of a data set, or on all of what has no parts.",
    discussion: """
      Of classes: accuracy, balanced accuracy (the mean recall), the share of labels among the first two and five, \
      precision, recall and F1 of each class and their mean, the areas under the ROC curve and under precision over \
      recall (of more than two classes each against the rest, and their mean), log-loss, Brier score, and the \
      expected calibration error over 15 bins of equal width. Where a class holds more than 80 % of the examples, \
      balanced accuracy and ROC area stand in front. Of numbers: mean and median absolute error, RMSE, R².

      Examples:
        fledge evaluate mnist.safetensors mnist
        fledge evaluate penguins.safetensors more-penguins.csv --json
        fledge evaluate penguins.safetensors more-penguins.csv --importance
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

  @OptionGroup var columns: ImportanceOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let predictor = try SavedPredictor(path: model)
    try predictor.expectCountableClasses()
    let measured = try predictor.examples(data, options)
    let examples = measured.examples
    if let loss, !loss.takesNumbers, !examples.hasClasses {
      throw ValidationError(
        "--loss \(loss.name) goes with classes, and the targets of \(data.name) are numbers")
    }
    let measure = Measure(for: examples)
    let evaluation = Evaluation(
      of: predictor.model, on: examples, loss: loss,
      metrics: measure.metrics(
        outputs: predictor.outputs, targetScale: predictor.targetScale, isStreamed: examples.isStreamed),
      targetScale: predictor.targetScale, batchSize: predictor.batchSize)
    if let failure = examples.readFailure { throw failure }
    let example = predictor.encoding != nil ? "row" : examples.holdsPictures ? "picture" : "example"
    guard evaluation.loss.isFinite else {
      throw FileError(
        path: model,
        expected: "finite \(measure.results) for the \(example)s of \(data.name.printable)",
        found: "a loss of \(NumberText.fixed(evaluation.loss, digits: 0))")
    }
    if let warning = evaluation.warning { Terminal.warn(warning) }
    let importance = try columns.importance(of: predictor, on: examples)
    if json {
      let count = JSONValue.Member(key: "examples", value: .integer(evaluation.count))
      var members = [count] + measure.plainMembers(of: evaluation)
      if predictor.encoding == nil {
        members += measure.members(of: evaluation).filter { $0.key.hasPrefix("test_") }
      }
      if let importance { members.append(.init(key: "importance", value: importance.json)) }
      return try Terminal.print(JSONValue.object(members).flattened.printableText)
    }
    let text = report(of: evaluation, measure, example, part: measured.part, isStreamed: examples.isStreamed)
    try Terminal.print(text + (importance.map { "\n\n" + $0.report } ?? ""))
  }

  /// What came out, in lines for people: the headline, a guess beside it, all figures, those of each class.
  private func report(
    of evaluation: Evaluation, _ measure: Measure, _ example: String, part name: String?, isStreamed: Bool
  ) -> String {
    let part = name.map { $0 + " " } ?? ""
    let loss = "\(data.name.printable): \(part)loss \(NumberText.fixed(evaluation.loss, digits: 5))"
    let details = [measure.guess(for: evaluation)] + measure.details(of: evaluation, isStreamed: isStreamed)
    guard evaluation.errors == nil else {
      let result = measure.result(of: evaluation, name)
      return (["\(loss), \(result)"] + details).joined(separator: "\n")
    }
    let (classes, confusion) = (evaluation.classificationReport, evaluation.confusion)
    let error = "error \(NumberText.percent(evaluation.error))"
    let headline = classes.flatMap { $0.isUneven ? "\($0.unevenHeadline); \(part)\(error)" : nil }
    return """
      \(loss), \(headline ?? part + error) of \(NumberText.count(evaluation.count, example))
      \(details.joined(separator: "\n"))

      \(classes.map { $0.table(confusion.name) + "\n\n" } ?? "")\(confusion.report)
      """
  }
}
