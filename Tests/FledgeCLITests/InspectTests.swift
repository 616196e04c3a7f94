import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

@Suite struct InspectTests {
  let scratch = TemporaryDirectory()
  private var path: String { scratch("model.safetensors") }

  private func write(_ tensors: [(String, Tensor)], _ metadata: [String: String] = [:]) throws {
    try Safetensors.save(tensors.map { (name: $0.0, tensor: $0.1) }, metadata: metadata, to: path)
  }

  @Test func modelsAreShownWithTheirLayers() throws {
    let model = Sequential {
      Flatten()
      Linear(16, 8, activation: .relu)
      Sequential([Linear(8, 3, bias: false)])
    }
    let card = ModelCard(input: [4, 4], scale: 0.5, classNames: ["a", "b", "\u{1b}c"])
    try model.initialized(seed: 1).save(to: path, card: card)
    let run = try fledge(["inspect", path, "--batch-size", "1000"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        """
        \(path): 3 tensors, 640 bytes

        takes examples of shape (4, 4) times 0.5, in float32
        classes: a, b, "\\u{1b}c"

        layer  what it is                      result   parameters  operations
        0      Flatten()                       (1, 16)           0           0
        1      Linear(16, 8, activation: relu)  (1, 8)          136         272
        """.replacing("result   parameters", with: "result   parameters").prefix(120)), "\(run.output)")
    #expect(run.output.contains("\n2.0    Linear(8, 3, bias: false)"), "\(run.output)")
    #expect(
      run.output.contains(
        "\ntotal: 160 parameters, 640 bytes; 172.0 kB for a batch of 1,000; 320 operations an example\n"),
      "\(run.output)")
    #expect(!run.output.contains("metadata"))
  }

  @Test func jsonSaysTheSame() throws {
    let model = MultilayerPerceptron([4, 3, 2]).initialized(seed: 1)
    try model.save(to: path, card: ModelCard(input: [2, 2]))
    let run = try fledge(["inspect", path, "--json"])
    #expect(run.status == 0)
    let json = try #require(try JSONValue.lines(run.output).first)
    #expect(
      json.keys == [
        "file", "bytes", "tensors", "metadata", "description", "layers", "parameters", "model_bytes",
        "batch_size", "batch_bytes", "operations_per_example",
      ])
    #expect(json["parameters"]?.double == 23)
    #expect(json["operations_per_example"]?.double == Double(3 * (2 * 4 + 2) + 2 * (2 * 3 + 1)))
    #expect(json["description"]?["card"]?["input"] == [2, 2])
    guard case .array(let tensors)? = json["tensors"], case .array(let layers)? = json["layers"] else {
      throw FileError(path: "output", found: run.output)
    }
    #expect(layers.map { $0["path"] } == ["layers.0", "layers.1"])
    #expect(
      tensors.map { $0["name"] } == ["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight"])
    let weights = model.layers[0].weight.value.elements(as: Double.self)
    #expect(tensors[1]["min"]?.double == weights.min() && tensors[1]["max"]?.double == weights.max())
    #expect(tensors[1]["shape"] == [4, 3] && tensors[1]["dtype"] == "F32" && tensors[1]["nan"] == 0)
  }

  /// A file of another program, with what a file may have: no numbers, none that is one, and hostile text.
  @Test func anySafetensorsFile() throws {
    try write(
      [
        ("plain", Tensor([-1.5, 2] as [Float])), ("\u{1b}[2J", Tensor([Float.nan, .infinity, -1, .nan])),
        ("only nan", Tensor([Double.nan])), ("none", Tensor.zeros([0, 3])),
        ("int", Tensor([3, -4] as [Int])),
      ], ["title\u{7}": "\u{1b}]0;x\u{7}" + String(repeating: "long ", count: 100), "a": "b"])
    let run = try fledge(["inspect", path])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(!run.output.unicodeScalars.contains { $0.actsOnTerminal && $0 != "\n" })
    for line in [
      "plain        F32   [2]      -1.5      2.0", "\"\\u{1b}[2J\"  F32   [4]", "2 NaN, 1 infinite",
      "1 NaN", "none         F32   [0, 3]      –        –", "int          I64   [2]      -4.0      3.0",
      "  a: \"b\"", "  \"title\\u{7}\": \"\\u{1b}]0;x\\u{7}long ",
    ] { #expect(run.output.contains(line), "\(line) in\n\(run.output)") }
    let json = try fledge(["inspect", path, "--json"])
    #expect(json.status == 0)
    #expect(try JSONValue.lines(json.output).first?.keys == ["file", "bytes", "tensors", "metadata"])
  }

  @Test func aDescriptionThatCannotBeUsed() throws {
    try write([("w", Tensor([1]))], ["fledge": "{\"fledge\":2,\"card\":{},\"model\":{}}"])
    let run = try fledge(["inspect", path])
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "the description of a model is left aside: \(path): metadata \"fledge\", card.input"))
    #expect(run.output.contains("w       F32") && run.output.contains("  fledge: "), "\(run.output)")
  }

  @Test func whatIsNoSuchFile() throws {
    scratch.file("text", Array("This is no model at all.".utf8))
    for (file, says) in [
      (scratch("none"), "no such file"), (scratch("text"), "safetensors"), (scratch.path, "directory"),
    ] {
      let run = try fledge(["inspect", file])
      #expect(run.status == 1 && run.output.isEmpty && run.errors.contains(says), "\(run.errors)")
    }
  }
}
