import Fledge
import TestSupport
import Testing

/// Models that the library has saved, in the command.
@Suite struct LibraryModelTests {
  private let scratch = TemporaryDirectory()

  @Test("a model with the card of a table predicts rows by name, classes and numbers")
  func table() throws {
    let rows = (0..<80).map { "\(Double($0) / 10),\($0 > 35 ? "high" : "low"),\($0)" }
    let path = scratch.file("t.csv", Array((["x,class,price"] + rows + [""]).joined(separator: "\n").utf8))
    let new = scratch.file("new.csv", Array("x\n1\n6\n".utf8))
    for target in ["class", "price"] {
      let table = try Table(csv: path)
      let inputs = Table(table.columns.filter { $0.name == "x" || $0.name == target }, source: path)
      let encoding = try TableEncoding(fitting: inputs, target: target)
      let examples = try encoding.dataset(inputs)
      let outputs = encoding.target.classNames?.count ?? 1
      let network = MultilayerPerceptron([encoding.width, 16, outputs]).initialized(seed: 0)
      let loss: Loss = encoding.target.classNames == nil ? .meanSquaredError : .crossEntropy
      var trainer = Trainer(network, optimizer: Adam(learningRate: 0.01), loss: loss)
      try trainer.train(epochs: 300, on: DataLoader(examples, batchSize: 40))
      let model = scratch("m.safetensors")
      try trainer.model.save(to: model, card: ModelCard(encoding))
      let run = try fledge(["predict", model, new])
      #expect(run.status == 0, "\(run.errors)")
      let cell = try #require(run.lines.first?.split(separator: " ").dropFirst(2).first)
      #expect(target == "class" ? cell == "low" : abs(Double(cell)! - 10) < 2, "\(run.output)")
    }
  }

  @Test("a model is told from data, and a text from a model")
  func exchanged() throws {
    let (model, table) = (scratch("m.safetensors"), scratch.file("t.csv", Array("x,class\n1,a\n".utf8)))
    try Linear(2, 2).initialized(seed: 0).save(to: model, card: ModelCard(input: [2]))
    for (arguments, message) in [
      (
        ["train", model],
        "m.safetensors: expected arrays of data, found a model, whose weights --initial begins"
      ),
      (["evaluate", table, model], "t.csv: byte 0: expected the length of a safetensors header, at most "),
      (["evaluate", table, model], "found the text \"x,class\\u{a}\""),
    ] {
      let run = try fledge(arguments)
      #expect(run.status == 1 && run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("weights alone are told from a model")
  func weights() throws {
    let path = scratch("w.safetensors")
    try Linear(2, 2).initialized(seed: 0).save(to: path)
    let run = try fledge(["predict", path, path])
    #expect(run.status == 1 && run.errors.contains("save(to:card:) writes it"), "\(run.errors)")
  }
}
