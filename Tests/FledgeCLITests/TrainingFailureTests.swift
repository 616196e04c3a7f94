import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Training that cannot begin, goes wrong, or loses its reader: a clear error, and nothing lost.
@Suite struct TrainingFailureTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func arguments(_ text: String, _ more: [String] = []) -> [String] {
    ["train", "--data", data.path, "--hidden", "8"] + text.split(separator: " ").map(String.init) + more
  }

  @Test func aLossThatBecomesNaN() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    for format in ["--json", "--quiet", "--evaluate-train"] {
      let run = try fledge(arguments("--epochs 9 --learning-rate 1e30 \(format) --save", [model]))
      #expect(run.status == 1)
      #expect(
        run.errors.contains("the loss became NaN at step ") && run.errors.contains("a smaller learning rate"),
        "\(run.errors)")
      if format == "--json" { #expect(try JSONValue.lines(run.output).allSatisfy { $0["epoch"] != nil }) }
      #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
      #expect(scratch.names == ["model.safetensors"])
    }
  }

  /// The last step of all spoils the weights: no later loss shows it, but they are not saved.
  @Test func weightsThatTheLastStepSpoils() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    let run = try fledge(
      arguments("--epochs 1 --batch-size 200 --learning-rate 1e300 --dtype float32 --save", [model]))
    #expect(run.status == 1)
    #expect(run.errors.contains("at step 1 (epoch 1)"), "\(run.errors)")
    #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
  }

  @Test func aSavePathThatCannotBeWritten() throws {
    scratch.file("file", [])
    let paths = [
      (scratch("nowhere/model"), "there is no directory"), (scratch.path, "is a directory"),
      (scratch("file/model"), "not a directory"), ("", "expected a file name"),
      (scratch(String(repeating: "x", count: 300)), "too long"),
    ]
    for (path, problem) in paths {
      let run = try fledge(arguments("--save", [path]))
      #expect(run.status == 1)
      #expect(run.output.isEmpty, "refused before the training starts")
      #expect(run.errors.contains(problem), "\(run.errors)")
    }
    #expect(scratch.names == ["file"])
  }

  @Test func aDiskThatFillsWhileSaving() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    // The limit is one block, 512 or 1024 bytes; what it prints is shorter, and the model longer.
    let run = try fledge(
      arguments("--hidden 64 --epochs 1 --quiet --save", [model]),
      shell: "ulimit -f 1 && exec \"$FLEDGE\" \"$@\"")
    #expect(run.status == 1)
    #expect(run.errors.contains("model.safetensors: cannot be written: "), "\(run.errors)")
    #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
    #expect(scratch.names == ["model.safetensors"])
  }

  @Test func aReaderThatGoesAway() throws {
    let model = scratch("model.safetensors")
    let pipe = Pipe()
    let running = try RunningFledge(arguments("--epochs 100000 --save", [model]), output: pipe)
    try? pipe.fileHandleForWriting.close()
    #expect(try pipe.fileHandleForReading.read(upToCount: 1)?.count == 1)
    try pipe.fileHandleForReading.close()
    let run = running.finish()
    #expect(run.status == 141)
    #expect(run.errors.isEmpty)
    #expect(try SavedModel(from: model).network.sizes == [16, 8, 10])
  }

  #if os(Linux)
    @Test func anOutputThatCannotBeWritten() throws {
      let model = scratch.file("model.safetensors", [1, 2, 3])
      for command in [arguments("--epochs 2 --save", [model]), arguments("--json --epochs 2"), ["--version"]]
      {
        let run = try fledge(command, shell: "exec \"$FLEDGE\" \"$@\" > /dev/full")
        #expect(run.status == 1)
        #expect(run.errors == "Error: standard output: cannot be written: the disk is full\n")
      }
      #expect(scratch.bytes("model.safetensors") == [1, 2, 3], "nothing was trained")
    }
  #endif

  /// Loss and error on the training set are infinite, on the black test pictures they are not.
  @Test func anEvaluationThatIsNotFinite() throws {
    let data = SmallData(train: 50, test: 20, rows: 28, columns: 28)
    let header = { (count: Int) in SmallData.header(0x803, [count, 28, 28]) }
    data.scratch.file(SmallData.names[0], header(50) + noise(50 * 784))
    data.scratch.file(SmallData.names[2], header(20) + [UInt8](repeating: 0, count: 20 * 784))
    let model = scratch("model.safetensors")
    let run = try fledge([
      "train", "--data", data.path, "--hidden", "none", "--epochs", "1", "--no-bias", "--batch-size", "50",
      "--learning-rate", "1e38", "--evaluate-train", "--json", "--save", model,
    ])
    #expect(run.status == 1)
    #expect(run.errors.contains("the loss became "), "\(run.errors)")
    #expect(scratch.names.isEmpty)
  }

  /// No number is infinite, and less is right than in the beginning.
  @Test func aTrainingThatDiverges() throws {
    let run = try fledge(
      arguments("--epochs 5 --learning-rate 1e4 --json --save", [scratch("model.safetensors")]))
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("\nError: the training has diverged: its loss was 2."), "\(run.errors)")
    #expect(run.errors.contains("a smaller learning rate") && scratch.names.isEmpty)
    #expect(try fledge(arguments("--epochs 9 --json")).errors.isEmpty)
  }

  /// What the file says of its network is compared with what was asked for.
  @Test func initialWeightsOfAnotherNetwork() throws {
    let model = scratch("model.safetensors")
    let first = try fledge(arguments("--epochs 1 --quiet --activation tanh --save", [model]))
    #expect(first.status == 0)
    let cases: [(options: String, says: String)] = [
      ("--hidden 9", "hidden layers: expected --hidden 9, found 8"),
      ("--hidden 8,8", "hidden layers: expected --hidden 8,8, found 8"),
      ("--hidden none", "hidden layers: expected --hidden none, found 8"),
      ("--no-bias", "bias: expected --no-bias, found biases"),
      ("--activation sigmoid", "activation: expected --activation sigmoid, found tanh"),
    ]
    for (options, says) in cases {
      let run = try fledge(arguments("--initial", [model]) + options.split(separator: " ").map(String.init))
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(run.errors == "Error: \(model): \(says)\n")
    }
    let wide = SmallData(rows: 2, columns: 8)
    let run = try fledge(["train", "--data", wide.path, "--initial", model])
    #expect(run.status == 1)
    #expect(
      run.errors
        == "Error: \(model): pictures: expected pictures of 2×8 in the data \(wide.path), found 4×4\n")
  }

  /// Where nothing was asked for the file decides, also the scale of the inputs and the names of the classes.
  @Test func theNetworkOfTheInitialWeightsIsTakenOver() throws {
    let (model, next) = (scratch("model.safetensors"), scratch("next.safetensors"))
    let names = (0..<10).map { "class \($0)" }
    let card = ModelCard(input: [4, 4], scale: 1 / 128, dtype: .float64, classNames: names)
    let network = MultilayerPerceptron([16, 5, 7, 10], activation: .tanh, bias: false)
    try network.initialized(seed: 1, dtype: .float64).save(to: model, card: card)
    let run = try fledge(
      [
        "train", "--data", data.path, "--epochs", "1", "--dtype", "float64", "--initial", model, "--save",
        next,
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines[1].hasPrefix("network 16-5-7-10, tanh, "))
    #expect(run.lines[2] == "weights and network from \(model)")
    #expect(try SavedModel(from: next).card == card)
    #expect(try SavedModel(from: next).network.sizes == [16, 5, 7, 10])
    // What is asked for may confirm it.
    let same = try fledge([
      "train", "--data", data.path, "--epochs", "1", "--hidden", "5,7", "--activation", "tanh", "--no-bias",
      "--dtype", "float64", "--initial", model, "--json",
    ])
    #expect(same.status == 0, "\(same.errors)")
  }

  @Test func initialWeightsThatDoNotFit() throws {
    let described = scratch("described.safetensors")
    #expect(try fledge(arguments("--epochs 1 --quiet --save", [described])).status == 0)
    // As another program would write it.
    let model = scratch("model.safetensors")
    let content = try Safetensors.load(described)
    try Safetensors.save(content.names.map { ($0, content[$0]!) }, to: model)
    let cases: [(options: String, says: [String])] = [
      ("--hidden 9", ["3 tensors", "\"layers.0.weight\": expected shape [16, 9], found shape [16, 8]"]),
      ("--hidden 8,8", ["\"layers.2.weight\": expected shape [8, 10], found no such tensor"]),
      ("--hidden none", ["\"layers.1.weight\": expected no such tensor"]),
      ("--no-bias", ["2 tensors", "\"layers.1.bias\"", "\"layers.0.bias\""]),
    ]
    for (options, says) in cases {
      let run = try fledge(arguments("--initial", [model]) + options.split(separator: " ").map(String.init))
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      for fragment in says { #expect(run.errors.contains(fragment), "\(run.errors)") }
      #expect(run.errors.contains("model.safetensors"))
    }
  }
}
