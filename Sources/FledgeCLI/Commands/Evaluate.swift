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

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let classifier = try SavedClassifier(path: model)
    let images = try data.loadTest(classes: classifier.classes) {
      try classifier.expectPictures($0, from: $1)
    }
    let card = classifier.saved.card
    let evaluation = Evaluation(
      of: classifier.model, on: Dataset(images, scale: card.scale).shaped(card.input),
      batchSize: try classifier.batchSize)
    guard evaluation.loss.isFinite else {
      throw FileError(
        path: model, expected: "finite logits for the pictures of \(data.data.printable)",
        found: "a loss of \(NumberText.fixed(evaluation.loss, digits: 0))")
    }
    if let warning = evaluation.warning { Terminal.warn(warning) }
    if json {
      let members: [JSONValue.Member] = [
        .init(key: "examples", value: .integer(evaluation.count)),
        .init(key: "test_loss", value: .number(evaluation.loss)),
        .init(key: "test_error", value: .number(evaluation.error)),
      ]
      return try Terminal.print(JSONValue.object(members).printableText)
    }
    try Terminal.print(
      """
      \(data.data.printable): test loss \(NumberText.fixed(evaluation.loss, digits: 5)), \
      test error \(NumberText.percent(evaluation.error)) of \(NumberText.count(evaluation.count, "picture"))

      \(evaluation.confusion.report)
      """)
  }
}
