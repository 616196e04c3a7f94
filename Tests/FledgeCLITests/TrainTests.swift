import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

@Suite struct TrainTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  /// `fledge train` on the small data set.
  private func train(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(
      ["train", "--data", data.path, "--hidden", "8"] + arguments.split(separator: " ").map(String.init)
        + more)
  }

  private func model() -> String { scratch("model.safetensors") }

  @Test func tableForPeople() throws {
    let run = try train("--epochs 3")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(run.lines[0] == "\(data.path): 200 pictures to train on, 100 to test; 4×4 pixels, 10 classes")
    #expect(run.lines[1] == "network 16-8-10, relu, 226 parameters in float32")
    #expect(run.lines[2].hasPrefix("sgd, learning rate \(SGD().learningRate), batches of 100; "))
    #expect(
      run.lines[3].split(separator: " ").joined(separator: " ")
        == "epoch train loss test loss test error seconds")
    for epoch in 1...3 { #expect(run.lines[3 + epoch].hasPrefix("          \(epoch) ")) }
    #expect(run.lines[7].hasPrefix("test error ") && run.lines[7].hasSuffix(" of 100"))
    for fragment in ["labels down, predictions across:", "most confused: ", " examples per second"] {
      #expect(run.output.contains(fragment))
    }
    #expect(run.lines.last == "the model was not kept; --save model.safetensors keeps it")
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("\r"))
  }

  @Test func quietPrintsOnlyTheResult() throws {
    let run = try train("--epochs 2 --learning-rate 1 --quiet --save", [model()])
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(run.output.hasPrefix("test error "))
    #expect(run.errors.isEmpty)
  }

  @Test func jsonForPrograms() throws {
    let run = try train("--epochs 3 --learning-rate 1 --json")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let lines = try JSONValue.lines(run.output)
    #expect(lines.map { $0["epoch"] } == [1, 2, 3])
    for line in lines {
      #expect(line.keys == ["epoch", "train_loss", "test_loss", "test_error", "seconds"])
      for key in line.keys { #expect(line[key]?.double != nil) }
    }
    let first = try #require(lines[0]["train_loss"]?.double)
    #expect(try first > #require(lines[2]["train_loss"]?.double))
  }

  /// With --evaluate-train the figures are those of the weights at the end of the epoch: what `evaluate` says of the
  /// saved model on the same pictures.
  @Test func evaluateTrain() throws {
    let run = try train("--epochs 2 --json --evaluate-train --save", [model()])
    let last = try #require(try JSONValue.lines(run.output).last)
    #expect(
      last.keys == ["epoch", "train_loss", "train_error", "test_loss", "test_error", "seconds"])
    let measured = try JSONValue.lines(fledge(["evaluate", model(), "--data", data.path, "--json"]).output)
    #expect(measured.count == 1)
    #expect(measured[0].keys.prefix(4) == ["examples", "loss", "accuracy", "error"])
    #expect(measured[0].keys.suffix(2) == ["test_loss", "test_error"])
    #expect(measured[0]["examples"] == 100)
    #expect(measured[0]["test_loss"] == last["test_loss"])
    #expect(measured[0]["test_error"] == last["test_error"])
    // The training pictures in the place of the test pictures.
    for (train, test) in [(0, 2), (1, 3)] {
      data.scratch.file(SmallData.names[test], data.scratch.bytes(SmallData.names[train]))
    }
    let onTrain = try JSONValue.lines(fledge(["evaluate", model(), "--data", data.path, "--json"]).output)[0]
    #expect(onTrain["examples"] == 200)
    #expect(onTrain["test_loss"] == last["train_loss"])
    #expect(onTrain["test_error"] == last["train_error"])
  }

  private func figures(_ arguments: String, _ more: [String] = []) throws -> [[Double]] {
    let run = try train("--json --epochs 3 " + arguments, more)
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    return try JSONValue.lines(run.output).map { line in
      ["train_loss", "test_loss", "test_error"].map { line[$0]?.double ?? .nan }
    }
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let first = try figures("--seed 5")
    #expect(try figures("--seed 5") == first)
    #expect(try figures("--seed 5 --threads 1") == first)
    #expect(try figures("--seed 5 --threads 7") == first)
    #expect(try figures("--seed 6") != first)
    #expect(try figures("--seed 5 --no-shuffle") != first)
  }

  @Test func aBatchBeyondTheDataIsAllOfIt() throws {
    let whole = try figures("--batch-size 200 --no-shuffle")
    #expect(try figures("--batch-size 201 --no-shuffle") == whole)
    #expect(try figures("--batch-size 9223372036854775807 --no-shuffle") == whole)
  }

  /// The lecture's formulas and backpropagation give the same training, within rounding.
  @Test(arguments: ["--hidden none", "--hidden 5,4,3 --activation gelu", "--no-bias --activation tanh"])
  func byHand(_ arguments: String) throws {
    let automatic = try figures(arguments + " --dtype float64")
    let byHand = try figures(arguments + " --dtype float64 --engine by-hand")
    for (a, b) in zip(automatic.joined(), byHand.joined()) { #expect(abs(a - b) <= 1e-9 * max(1, abs(a))) }
  }

  @Test(arguments: [
    "--optimizer sgd", "--optimizer sgd --weight-decay 0.1", "--optimizer momentum --momentum 0.5",
    "--optimizer nesterov", "--optimizer adam", "--optimizer adamw --weight-decay 0.1",
    "--optimizer amsgrad", "--optimizer rmsprop", "--optimizer adagrad", "--optimizer lion",
    "--optimizer lion --weight-decay 0.1", "--learning-rate 1e-3",
  ])
  func everyOptimizerLowersTheLoss(_ arguments: String) throws {
    let losses = try figures(arguments).map { $0[0] }
    #expect(losses[2] < losses[0])
  }

  /// The optimisers differ from one another, and so do their options.
  @Test func optimizerOptionsHaveEffect() throws {
    let runs = [
      "--optimizer sgd", "--optimizer momentum", "--optimizer momentum --momentum 0.5",
      "--optimizer nesterov",
      "--optimizer adam", "--optimizer adam --weight-decay 0.1", "--optimizer adamw",
      "--optimizer adamw --weight-decay 0.1", "--learning-rate 0.3", "--weight-decay 0.1",
      "--optimizer rmsprop", "--optimizer adagrad", "--optimizer lion",
    ]
    let results = try runs.map { try figures($0) }
    for i in results.indices {
      for j in results.indices.dropFirst(i + 1) {
        #expect(results[i] != results[j], "\(runs[i]), \(runs[j])")
      }
    }
  }

  @Test func savedWeightsGoOnWhereTheyWere() throws {
    let run = try train("--epochs 2 --json --no-shuffle --save", [model()])
    #expect(run.status == 0)
    #expect(scratch.names == ["model.safetensors"])
    // The same two epochs again, from the weights in between.
    let whole = try figures("--no-shuffle --epochs 4")
    let rest = try figures("--no-shuffle --epochs 2 --initial", [model()])
    #expect(rest == Array(whole.dropFirst(2)))
  }

  /// Float64 weights start a float32 network and the other way round, and come back unchanged where float32 can hold
  /// them.
  @Test func initialWeightsChangeType() throws {
    let (single, double, again) = (model(), scratch("double.safetensors"), scratch("again.safetensors"))
    let still = "--epochs 1 --learning-rate 1e-300 --quiet --dtype"
    #expect(try train("\(still) float32 --save", [single]).status == 0)
    #expect(try train("\(still) float64", ["--initial", single, "--save", double]).status == 0)
    #expect(try train("\(still) float32", ["--initial", double, "--save", again]).status == 0)
    let (a, b, c) = (try Safetensors.load(single), try Safetensors.load(double), try Safetensors.load(again))
    #expect(a.names == ["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight"])
    for name in a.names {
      #expect(a[name]?.dtype == .float32 && b[name]?.dtype == .float64)
      let (before, after) = (a[name]!.elements(as: Double.self), b[name]!.elements(as: Double.self))
      #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-200 })
      #expect(a[name] == c[name])
    }
  }

  @Test func whatIsSavedSaysWhatItIs() throws {
    #expect(try train("--epochs 1 --no-bias --activation gelu --dtype float64 --save", [model()]).status == 0)
    let file = try SafetensorsFile(path: model())
    #expect(file.entries.map(\.name) == ["layers.0.weight", "layers.1.weight"])
    #expect(file.entries.map(\.shape) == [[16, 8], [8, 10]])
    let saved = try SavedModel(from: model())
    #expect(saved.card == ModelCard(input: [4, 4], scale: 1 / 255, dtype: .float64))
    #expect(try saved.network.activation.name == "gelu" && saved.network.layers.allSatisfy { $0.bias == nil })
  }
}
