import Fledge
import FledgeFiles
import TestSupport
import Testing

/// The published figures of the classic exercise from the command line, with either engine.
@Suite(.enabled(if: ClassicExercise.isAvailable), .serialized)
struct PublishedFiguresTests {
  private let scratch = TemporaryDirectory()
  private var mnist: String { ClassicExercise.directory! + "/mnist" }

  private func save(_ weights: [Tensor]) throws -> String {
    let path = scratch("initial.safetensors")
    try Safetensors.save(weights.enumerated().map { ("layers.\($0).weight", $1) }, to: path)
    return path
  }

  @Test(
    "every epoch that has figures",
    arguments: [
      ClassicExercise.softmaxRegression, ClassicExercise.hidden100, ClassicExercise.hidden400InDouble,
      ClassicExercise.hidden400,
    ], ["autodiff", "by-hand"])
  func published(_ run: ClassicExercise.Run, _ engine: String) throws {
    let model = scratch("model.safetensors")
    let arguments = [
      "train", "--data", mnist, "--hidden", run.hidden.map(String.init) ?? "none", "--no-bias",
      "--no-shuffle",
      "--batch-size", "100", "--learning-rate", "0.2", "--evaluate-train", "--json", "--dtype",
      run.dtype.rawValue, "--engine", engine, "--initial", try save(run.initialWeights()),
    ]
    let trained = try fledge(arguments + ["--epochs", "\(run.epochs)"], patience: 1200)
    #expect(trained.status == 0, "\(trained.errors)")
    let rows = try JSONValue.lines(trained.output)
    #expect(rows.count == run.epochs)
    for (epoch, figures) in run.figures {
      let row = rows[epoch - 1]
      let place = "\(run.name), \(engine), epoch \(epoch): \(row.text)"
      #expect(row["epoch"] == .integer(epoch), "\(place)")
      #expect(try figures.trainLoss.contains(#require(row["train_loss"]?.double)), "\(place)")
      #expect(try figures.trainError.contains(#require(row["train_error"]?.double)), "\(place)")
      if let range = figures.testLoss {
        #expect(try range.contains(#require(row["test_loss"]?.double)), "\(place)")
      }
      if let range = figures.testError {
        #expect(try range.contains(#require(row["test_error"]?.double)), "\(place)")
      }
    }
    guard !run.norms.isEmpty else { return }
    let first = try fledge(arguments + ["--epochs", "1", "--save", model], patience: 600)
    #expect(first.status == 0, "\(first.errors)")
    let saved = try Safetensors.load(model)
    for (index, norm) in run.norms.enumerated() {
      let ratio = ClassicExercise.norm(try #require(saved["layers.\(index).weight"])) / norm
      #expect(abs(ratio - 1) < run.normTolerance, "\(run.name), \(engine): norm off by \(ratio - 1)")
    }
  }

  @Test("the first 100 rows, and the loss of 60,000 rows of zero logits", arguments: ["autodiff", "by-hand"])
  func fromZeros(_ engine: String) throws {
    // A directory whose training part is the first 100 pictures and whose test part is all 60,000.
    let mnist = try MNIST.load(.train, from: mnist)
    let few = mnist.images.pixels[0..<100].elements(as: UInt8.self)
    let names = SmallData.names
    scratch.file(names[0], SmallData.header(0x803, [100, 28, 28]) + few)
    scratch.file(names[1], SmallData.header(0x801, [100]) + mnist.labels[0..<100].elements(as: UInt8.self))
    scratch.file(
      names[2], SmallData.header(0x803, [60_000, 28, 28]) + mnist.images.pixels.elements(as: UInt8.self))
    scratch.file(names[3], SmallData.header(0x801, [60_000]) + mnist.labels.elements(as: UInt8.self))

    let zeros = try save([.zeros([784, 10])])
    let model = scratch("model.safetensors")
    let common = [
      "train", "--data", scratch.path, "--hidden", "none", "--no-bias", "--no-shuffle", "--batch-size", "10",
      "--json", "--epochs", "1", "--engine", engine, "--initial", zeros,
    ]
    let run = try fledge(common + ["--learning-rate", "0.1", "--save", model], patience: 600)
    #expect(run.status == 0, "\(run.errors)")
    let norm = ClassicExercise.norm(try #require(Safetensors.load(model)["layers.0.weight"]))
    #expect(abs(norm / 1.0947356 - 1) < 1e-5)

    // A step too small to change anything leaves zero logits.
    let still = try fledge(common + ["--learning-rate", "1e-30"], patience: 600)
    let row = try #require(JSONValue.lines(still.output).first)
    #expect(abs(try #require(row["test_loss"]?.double) - 2.3025851) < 1e-6)
  }
}
