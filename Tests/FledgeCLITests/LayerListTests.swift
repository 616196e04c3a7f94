import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

/// `--layers`: any chain of layers.
@Suite struct LayerListTests {
  private func model(_ text: String, input: Shape = [4, 4]) throws -> any DescribedLayer {
    try LayerList(parsing: text).model(input: input, classes: 10)
  }

  private func outline(_ text: String) throws -> [String] {
    let model = try model(text)
    return try model.outline(for: [1, 4, 4]).map { "\($0.layer)" }
  }

  @Test func layersAreMade() throws {
    #expect(
      try outline("linear 8, tanh, linear 5, relu, linear") == [
        "Flatten()", "Linear(16, 8, activation: tanh)", "Linear(8, 5, activation: relu)", "Linear(5, 10)",
      ])
    #expect(try outline("flatten, linear 10") == ["Linear(16, 10)"])
    #expect(
      try outline(" relu ,linear 7,[x*x],tanh , linear ,identity").suffix(3) == [
        "Linear(16, 7, activation: x²)", "tanh: tanh(x)", "Linear(7, 10, activation: identity)",
      ])
    #expect(
      try outline("linear 8, batch-norm, relu, dropout 0.2, residual(layer-norm, linear 8), prelu, linear")
        .map { $0.split(separator: "\n")[0] } == [
          "Flatten()", "Linear(16, 8)", "BatchNorm(8)", "relu: max(x, 0)", "Dropout(0.2)", "LayerNorm((8))",
          "Linear(8, 8)", "Residual", "PReLU(1)", "Linear(8, 10)",
        ])
    #expect(
      try outline("linear 8, leaky-relu 0.2, elu 0.5, linear").suffix(3) == [
        "Linear(16, 8, activation: leaky-relu 0.2)", "elu 0.5: \(Activation.elu(alpha: 0.5).formula)",
        "Linear(8, 10)",
      ])
    #expect(try model("[x * sigmoid(1.702 * x)], linear").parameterNames == ["2.weight", "2.bias"])
  }

  /// The short form is the same network.
  @Test func fullyConnectedChainsAreTheShortForm() throws {
    for (layers, hidden) in [
      ("linear 8, relu, linear", "8"), ("linear 8, relu, linear 5, relu, linear 10", "8,5"),
      ("linear", "none"),
      ("flatten, linear", "none"),
    ] {
      let chain = try #require(try model(layers) as? MultilayerPerceptron)
      let short = try NetworkOptions.parse(["--hidden", hidden]).model(input: [16], classes: 10)
      #expect(chain.description == short.description)
    }
    #expect(try model("linear 8, relu, linear 5, tanh, linear") is Sequential)
    #expect(try model("linear 8, linear") is Sequential)
    #expect(try model("linear 8, relu, linear, tanh") is Sequential)
  }

  @Test(arguments: [
    ("", 1, "expected the name of a layer or '[', found the end"),
    ("linear 8,", 10, "expected the name of a layer or '[', found the end"),
    ("linear 8 linear", 10, "expected ',' or the end behind linear, found 'linear'"),
    ("linear 8; linear", 9, "expected ',' or the end, found ';'"),
    ("linear 8, dense 5", 11, "unknown layer 'dense': did you mean 'linear'?"),
    ("linear 8, rleu, linear", 11, "unknown layer 'rleu': did you mean 'relu'?"),
    ("linear 8, zzzzzzz", 11, "unknown layer 'zzzzzzz': expected one of linear, flatten"),
    ("linear 0, linear", 8, "expected a width from 1 to 1048576, found '0'"),
    ("linear x, linear", 8, "expected a width from 1 to 1048576, found 'x'"),
    ("linear 99999999999999999999", 8, "expected a width from 1 to 1048576"),
    ("linear, linear", 1, "expected a width, such as linear 400"),
    ("linear 8", 1, "expected a last layer that gives (1, 10), one number a class, found (1, 8)"),
    ("linear 8, relu", 11, "expected a last layer that gives (1, 10)"),
    ("relu", 1, "expected a last layer that gives (1, 10), one number a class, found (1, 4, 4)"),
    ("relu 3, linear", 6, "expected ',' or the end behind relu, found '3'"),
    ("elu 1 2, linear", 7, "expected ',' or the end behind elu, found '2'"),
    ("leaky-relu x, linear", 12, "expected the slope of leaky-relu, a number, found 'x'"),
    ("linear 8, celu 0, linear", 16, "expected the alpha of celu, a number above 0, found '0'"),
    ("linear 8, [x * sigmod(x)], linear", 16, "found 'sigmod': did you mean 'sigmoid'?"),
    ("linear 8, [x +], linear", 15, "expected a number, x, a function or '(', found the end of the formula"),
    ("linear 8, [x", 13, "expected ']' behind a formula, found the end"),
    ("linear 8 (relu), linear", 1, "expected it as in 'linear 400'"),
    ("dropout, linear", 1, "expected it as in 'dropout 0.2'"),
    ("dropout 1, linear", 9, "expected a rate from 0 to below 1, found '1'"),
    ("dropout 0.1 0.2, linear", 13, "expected ',' or the end behind dropout, found '0.2'"),
    ("residual, linear", 1, "expected it as in 'residual(linear 64, relu)'"),
    ("linear 8, residual(linear 7, relu), linear", 11, "expected layers that give (1, 8)"),
    ("linear 8, residual(linear), linear", 20, "expected a width, such as linear 400"),
    ("linear 8, residual(linear 8, rleu), linear", 30, "unknown layer 'rleu': did you mean 'relu'?"),
    ("linear 8, bn, linear", 11, "unknown layer 'bn': did you mean 'batch-norm'?"),
    ("linear (", 9, "expected the name of a layer or '[', found the end"),
  ])
  func errorsPointAtTheWord(_ text: String, _ column: Int, _ message: String) throws {
    let error = #expect(throws: (any Error).self) { try model(text) }
    let description = "\(error!)"
    #expect(description.contains("column \(column): "), "\(text): \(description)")
    #expect(description.contains(message), "\(text): \(description)")
    #expect(description.contains("\n" + String(repeating: " ", count: column + 1) + "^"), "\(description)")
  }

  @Test func hostileTexts() {
    for text in [
      String(repeating: "linear(", count: 1000), String(repeating: "x", count: 20_000),
      String(repeating: "relu,", count: 1999) + "linear\u{0}",
      "[" + String(repeating: "(", count: 5000) + "]",
    ] {
      #expect(throws: (any Error).self) { try model(text) }
    }
  }

  @Test func theCommandTrainsEvaluatesAndGoesOn() throws {
    let (data, scratch) = (SmallData(), TemporaryDirectory())
    let (path, next) = (scratch("model.safetensors"), scratch("next.safetensors"))
    let layers = "linear 12, [x * sigmoid(1.702 * x)], linear 9, tanh, linear"
    let run = try fledge([
      "train", "--data", data.path, "--layers", layers, "--epochs", "3", "--save", path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count > 1 && run.lines[1].hasPrefix("network 4 layers, "), "\(run.output)")
    let evaluation = try fledge(["evaluate", path, "--data", data.path])
    #expect(evaluation.status == 0, "\(evaluation.errors)")
    #expect(try fledge(["predict", path, data.scratch(SmallData.names[2])]).lines.count == 100)
    let inspection = try fledge(["inspect", path])
    #expect(inspection.output.contains("activation: x · sigmoid(1.702 · x))"), "\(inspection.output)")
    for further in [[], ["--layers", layers]] {
      let more = try fledge(
        ["train", "--data", data.path, "--initial", path, "--epochs", "1", "--save", next] + further)
      #expect(more.status == 0, "\(more.errors)")
      #expect(try SavedModel(from: next).model.parameterNames == SavedModel(from: path).model.parameterNames)
    }
    let other = try fledge(["train", "--data", data.path, "--initial", path, "--layers", "linear 3, linear"])
    #expect(
      other.status == 1 && other.errors.contains("model: expected --layers linear 3, linear, found 4 layers"))
    let hidden = try fledge(["train", "--data", data.path, "--initial", path, "--hidden", "12"])
    #expect(hidden.status == 1 && hidden.errors.contains("expected --hidden 12, found"), "\(hidden.errors)")
  }

  /// Noise and statistics: trained, saved, evaluated the same, and checked in training.
  @Test func layersThatKnowTraining() throws {
    let (data, scratch) = (SmallData(), TemporaryDirectory())
    let path = scratch("model.safetensors")
    let layers = "linear 16, batch-norm, relu, dropout 0.2, residual(layer-norm, linear 16, relu), linear"
    let arguments = [
      "train", "--data", data.path, "--layers", layers, "--epochs", "5", "--optimizer", "adam", "--save",
      path,
    ]
    #expect(try fledge(arguments).status == 0)
    let evaluation = try JSONValue.lines(fledge(["evaluate", path, "--data", data.path, "--json"]).output)
    for threads in ["1", "2"] {
      let shown = try JSONValue.lines(fledge(arguments + ["--json", "--threads", threads]).output)
      #expect(shown.count == 5 && shown.last?["test_loss"] == evaluation.last?["test_loss"])
    }
    let check = try fledge(["check", "--layers", layers])
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    // 200 examples in batches of 199: the last one is alone.
    let alone = try fledge(arguments + ["--batch-size", "199"])
    #expect(alone.status == 64 && alone.errors.contains("leaves a batch of one example"), "\(alone.errors)")
  }

  @Test func gradientsAreChecked() throws {
    let run = try fledge(["check", "--layers", "linear 6, [x * sigmoid(1.702 * x)], linear 5, tanh, linear"])
    #expect(run.status == 0, "\(run.errors)")
    try #require(run.lines.count > 6)
    #expect(run.lines[1].hasPrefix("1.weight   (784, 6)        –  "), "\(run.output)")
    #expect(run.lines[1...6].allSatisfy { $0.hasSuffix("  ok") }, "\(run.output)")
  }

  @Test func usage() throws {
    let data = SmallData()
    for (arguments, says) in [
      (["--layers", "linear 8, relu, linear", "--hidden", "8"], "--layers says what --hidden would say"),
      (["--layers", "linear", "--activation", "relu"], "--layers says what --activation would say"),
      (["--layers", "linear", "--no-bias"], "--layers says what --no-bias would say"),
      (["--layers", "liner"], "did you mean 'linear'?\n  liner\n  ^"),
      (["--layers", "linear 8"], "a last layer that gives (1, 10)"),
      (
        ["--layers", "relu, linear 8, linear", "--engine", "by-hand"],
        "--engine by-hand knows fully connected"
      ),
    ] {
      let run = try fledge(["train", "--data", data.path] + arguments)
      #expect(run.status == 64 && run.output.isEmpty, "\(run.errors)")
      #expect(run.errors.contains(says), "\(run.errors)")
    }
  }

  @Test func byHandKnowsTheChainThatIsANetwork() throws {
    let data = SmallData()
    let common = ["train", "--data", data.path, "--epochs", "2", "--quiet"]
    let short = try fledge(common + ["--hidden", "8"])
    let chain = try fledge(common + ["--layers", "linear 8, relu, linear"])
    let hand = try fledge(common + ["--layers", "linear 8, relu, linear", "--engine", "by-hand"])
    #expect(short.status == 0 && chain.output == short.output)
    #expect(hand.status == 0)
  }
}
