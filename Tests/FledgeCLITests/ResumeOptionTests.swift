import Fledge
import FledgeFiles
import TestSupport
import Testing

/// What may be said again where a training is resumed, what may be another, and where its outputs go.
@Suite struct ResumeOptionTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private func train(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(["train", "--data", data.path] + words(arguments) + more)
  }

  private var checkpoint: String { scratch("c.safetensors") }
  private var model: String { scratch("m.safetensors") }

  private func resume(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(["train", "--resume", checkpoint] + words(arguments) + more)
  }

  @Test("an option that is given again with another value is an error that names it")
  func contradictions() throws {
    #expect(try train("--epochs 1 --hidden 6 --seed 4 --checkpoint \(checkpoint)").status == 0)
    for (option, expected) in [
      ("--hidden 7", "--hidden: expected --hidden 6, found --hidden 7"),
      ("--seed 5", "--seed: expected --seed 4, found --seed 5"),
      ("--learning-rate 0.3", "--learning-rate: expected the default 0.2, with which the training began"),
      ("--optimizer adam", "--optimizer: expected the default sgd, with which the training began"),
      ("--activation tanh", "--activation: expected the default relu, "),
      ("--schedule cosine", "--schedule: expected the default constant, "),
      ("--loss mse", "--loss: expected the default cross-entropy, "),
      ("--validation 0.2", "--validation: expected --validation 0.0, found --validation 0.2"),
      ("--dtype float64", "--dtype: expected the default float32, "),
      ("--engine by-hand", "--engine: expected the default autodiff, "),
      ("--label-smoothing 0.1", "--label-smoothing: expected the default 0.0, "),
      ("--average 0.9", "--average: expected the default, "),
      ("--clip-norm 1", "--clip-norm: expected the default, "),
      ("--early-stopping 3", "--early-stopping: expected the default, "),
      ("--weight-decay 0.1", "--weight-decay: expected the default 0.0, "),
      ("--no-shuffle", "--no-shuffle: expected the default"),
      ("--data digits", "--data: expected --data \(data.path), found --data digits"),
    ] {
      let run = try resume("--epochs 2 " + option)
      #expect(run.status == 1 && run.output.isEmpty, "\(option)")
      #expect(run.errors.contains(expected), "\(option): \(run.errors)")
    }
    #expect(try resume("--epochs 2 --seed=4 --hidden 6 --batch-size 100 --quiet").status == 0)
  }

  @Test("what is said again may be the default, said aloud, and goes with what the file says")
  func agreements() throws {
    for (options, again) in [
      (
        "",
        "--activation relu --loss cross-entropy --learning-rate 0.2 --schedule constant --warm-up 0 --validation 0 "
          + "--label-smoothing 0 --optimizer sgd --dtype float32 --engine autodiff --batch-size 100 --seed 0"
      ),
      ("--optimizer momentum --momentum 0.8", "--momentum 0.8 --learning-rate 0.02"),
      ("--optimizer adamw --decay-all", "--decay-all --weight-decay 0.01"),
    ] {
      #expect(try train("--epochs 1 --hidden 6 --checkpoint \(checkpoint) " + options).status == 0)
      for group in again.split(separator: " --").map({ $0.hasPrefix("--") ? String($0) : "--" + $0 }) + [
        again
      ] {
        let run = try resume("--epochs 2 --quiet " + group)
        #expect(run.status == 0, "\(group): \(run.errors)")
      }
    }
    for (options, again, expected) in [
      (
        "--optimizer momentum --momentum 0.8", "--optimizer adam",
        "--optimizer: expected --optimizer momentum, found --optimizer adam"
      ),
      ("--layers relu,linear", "--hidden 5", "--hidden: expected the default"),
    ] {
      let layers = options.hasPrefix("--layers")
      #expect(
        try train("--epochs 1 --checkpoint \(checkpoint) \(layers ? "" : "--hidden 6 ")" + options).status
          == 0)
      let run = try resume("--epochs 2 " + again)
      #expect(
        run.status == 1 && run.errors.contains(expected) && !run.errors.contains("Usage"), "\(run.errors)")
    }
  }

  @Test("other data under the same path are noticed")
  func otherData() throws {
    #expect(try train("--epochs 1 --hidden 6 --checkpoint \(checkpoint)").status == 0)
    let labels = data.path + "/train-labels-idx1-ubyte"
    var bytes = try File.read(labels, limit: 1 << 20)
    bytes[bytes.count - 1] = bytes[bytes.count - 1] == 0 ? 1 : 0
    try AtomicFile.write(bytes, to: labels)
    let run = try resume("--epochs 2")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(
      run.errors.contains("\(data.path): expected the content that the training began with"), "\(run.errors)")
  }

  @Test("a checkpoint is no model: it holds a training")
  func checkpointAsModel() throws {
    #expect(try train("--epochs 1 --hidden 6 --checkpoint \(checkpoint)").status == 0)
    for arguments in [["evaluate", checkpoint], ["train", "--initial", checkpoint]] {
      let run = try fledge(arguments)
      #expect(run.status == 1, "\(arguments)")
      #expect(
        run.errors.contains(
          "expected a model, as --save writes it, found a training, which --resume goes on with"))
    }
  }

  @Test("options that are no JSON are an error at a byte of their text")
  func damagedOptions() throws {
    try Linear(2, 2).initialized(seed: 0).save(
      to: checkpoint, metadata: ["fledge.arguments": "[\"--hidden\""])
    let run = try resume("")
    let place = "metadata \"fledge.arguments\", byte 11: expected ',' or ']', found the end of the text"
    #expect(run.status == 1 && run.errors.contains(place), "\(run.errors)")
  }

  @Test("formulas and lists of layers agree by what they mean")
  func formulas() throws {
    for (option, same, other) in [
      ("--activation", ["x*sigmoid(x)", "x * sigmoid(x)"], "x*tanh(x)"),
      (
        "--layers", ["linear 6,[x*sigmoid(x)],linear", "linear 6, [x * sigmoid(x)], linear"],
        "linear 6, relu, linear"
      ),
    ] {
      #expect(try train("--epochs 1 --checkpoint \(checkpoint)", [option, same[0]]).status == 0)
      for text in same {
        let run = try resume("--epochs 2 --batch-size 100 --quiet", [option, text])
        #expect(run.status == 0, "\(text): \(run.errors)")
      }
      let run = try resume("--epochs 2", [option, other])
      #expect(
        run.status == 1 && run.errors.contains("\(option): expected \(option) \(same[1])"), "\(run.errors)")
    }
  }

  @Test(
    "a file does not say where outputs go: it goes on as its own checkpoint, and a model is saved on demand")
  func outputs() throws {
    let first = try train("--epochs 1 --hidden 6 --every 1 --checkpoint \(scratch("a")) --save", [model])
    #expect(first.status == 0, "\(first.errors)")
    let moved = ["a", "m.safetensors"].map { scratch.bytes($0) }
    scratch.file("c.safetensors", moved[0])
    let run = try resume("--epochs 2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(["a", "m.safetensors"].map { scratch.bytes($0) } == moved)
    #expect(scratch.bytes("c.safetensors") != moved[0])
    #expect(run.lines.suffix(2).first == "--resume \(checkpoint) goes on with the training")
    for arguments in ["--resume \(checkpoint)", "--checkpoint \(checkpoint)"] {
      let one = try fledge(
        ["train", "--data", data.path, "--save", scratch("./c.safetensors")] + words(arguments))
      #expect(
        one.status == 64 && one.errors.contains("--save and --checkpoint name one file"), "\(one.errors)")
    }
  }
}
