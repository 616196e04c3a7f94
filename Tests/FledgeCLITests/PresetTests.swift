import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

/// `--preset` and what it stands for; `--learning-rate auto`.
@Suite struct PresetTests {
  private let scratch = TemporaryDirectory()

  /// 200 rows: the larger of two numbers decides the class, and is 10 times a price.
  private func table() throws -> String {
    var lines = ["a,b,side,price,class"]
    for row in 0..<200 {
      let (a, b) = (Double(row * 7919 % 101) / 10, Double(row * 104_729 % 97) / 10)
      lines.append(
        "\(a),\(b),\(row % 3 == 0 ? "left" : "right"),\(10 * max(a, b)),\(a > b ? "first" : "second")")
    }
    return scratch.file("table.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test("batches grow with the rows, within bounds, in powers of two")
  func batchSizes() {
    let rule = Preset.BatchSize.byCount(16...256)
    #expect(
      [0, 1, 120, 1023, 1024, 4096, 8191, 8192, 1_000_000].map(rule.size) == [
        16, 16, 16, 16, 32, 128, 128, 256, 256,
      ])
    #expect(
      [0, 1, 8192, 8193, 16_384, 10_000_000].map(Preset.tabular.epochs) == [256, 256, 256, 255, 128, 1])
    #expect(Preset.plain.epochs(for: 1_000_000) == 500)
    #expect(Preset.BatchSize.fixed(100).size(for: 3) == 100)
  }

  @Test("presets differ in network, optimiser, schedule and loss; a flag overrides its part")
  func parts() throws {
    let path = try table()
    func heading(_ options: String...) throws -> [String] {
      let run = try fledge(
        ["train", path, "--target", "class", "--ignore", "price", "--epochs", "1"] + options)
      #expect(run.status == 0, "\(run.errors)")
      return run.lines.prefix(7).filter { !$0.hasPrefix("left out: ") }
    }
    let plain = try heading("--preset", "plain")
    #expect(plain[2].hasPrefix("network 4-128-128-2, relu, "))
    #expect(plain[3].hasPrefix("adamw, learning rate 0.001, batches of 16; "))
    let tabular = try heading("--preset", "tabular")
    #expect(tabular[2].hasPrefix("network 5 layers, "), "\(tabular)")
    #expect(tabular[3] == "loss cross-entropy, labels smoothed by 0.1")
    #expect(tabular[4].hasPrefix("adam, learning rate 0.04 by cosine-log, batches of 64; "))
    #expect(try heading()[4] == (Preset.Name.standard == .tabular ? tabular : plain)[4])
    let mixed = try heading(
      "--preset", "tabular", "--optimizer", "sgd", "--schedule", "linear", "--batch-size", "7",
      "--label-smoothing", "0", "--layers", "linear 3, relu, linear")
    #expect(mixed[2].hasPrefix("network 4-3-2, relu, "), "\(mixed)")
    #expect(
      mixed[3].hasPrefix("sgd, learning rate \(SGD().learningRate) by linear, batches of 7; "), "\(mixed)")
  }

  @Test("the tabular preset tells classes and predicts numbers, and its model is read again")
  func tabular() throws {
    let (path, model) = (try table(), scratch("m.safetensors"))
    for (target, other) in [("class", "price"), ("price", "class")] {
      let run = try fledge([
        "train", path, "--preset", "tabular", "--target", target, "--ignore", other, "--epochs", "60",
        "--quiet",
        "--save", model,
      ])
      #expect(run.status == 0, "\(run.errors)")
      let saved = try SavedModel(from: model).model
      let layers = try #require((saved as? Sequential)?.layers)
      #expect(
        layers.first is Scaling
          && (layers.last as? MultilayerPerceptron)?.activation.name == (target == "class" ? "selu" : "mish"))
      let figures = try #require(JSONValue.lines(fledge(["evaluate", model, path, "--json"]).output).first)
      #expect(try #require(figures[target == "class" ? "accuracy" : "r2"]?.double) > 0.95, "\(figures)")
    }
  }

  @Test("a rate that is looked for is said, and is the same in a training that goes on")
  func range() throws {
    let (path, checkpoint) = (try table(), scratch("c.safetensors"))
    let options = ["train", path, "--target", "class", "--preset", "plain", "--learning-rate", "auto"]
    let whole = try fledge(options + ["--epochs", "4", "--save", scratch("whole.safetensors")])
    #expect(whole.status == 0, "\(whole.errors)")
    let line = try #require(whole.lines.first { $0.hasPrefix("adamw, learning rate ") })
    #expect(line.contains(" by a range test, batches of"))
    #expect(try fledge(options + ["--epochs", "2", "--checkpoint", checkpoint]).status == 0)
    let rest = try fledge([
      "train", "--resume", checkpoint, "--learning-rate", "auto", "--epochs", "4", "--save",
      scratch("part.safetensors"),
    ])
    #expect(rest.status == 0 && rest.lines.contains(line), "\(rest.output)\(rest.errors)")
    #expect(scratch.bytes("part.safetensors") == scratch.bytes("whole.safetensors"))
    let other = try fledge(["train", "--resume", checkpoint, "--learning-rate", "0.1", "--epochs", "4"])
    #expect(
      other.status == 1 && other.errors.contains("--learning-rate: expected --learning-rate auto"),
      "\(other.errors)")
  }

  @Test("a preset that is none, one of data that are no table, a rate that is none")
  func usage() throws {
    let path = try table()
    for (arguments, part) in [
      (["train", path, "--target", "class", "--preset", "tabluar"], "did you mean 'tabular'?"),
      (["train", "digits", "--preset", "plain"], "--preset does not go with digits"),
      (["train", "--learning-rate", "automatic"], "expected a number above 0, or auto"),
    ] {
      let run = try fledge(arguments)
      #expect(run.status == 64 && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
  }
}
