import Fledge
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
      ("--learning-rate 0.3", "--learning-rate: expected the default, with which the training began"),
      ("--optimizer adam", "--optimizer: expected the default"),
      ("--no-shuffle", "--no-shuffle: expected the default"),
      ("--data digits", "--data: expected --data \(data.path), found --data digits"),
    ] {
      let run = try resume("--epochs 2 " + option)
      #expect(run.status == 1 && run.output.isEmpty, "\(option)")
      #expect(run.errors.contains(expected), "\(option): \(run.errors)")
    }
    #expect(try resume("--epochs 2 --seed=4 --hidden 6 --batch-size 100 --quiet").status == 0)
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
