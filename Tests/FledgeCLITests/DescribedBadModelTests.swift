import Fledge
import TestSupport
import Testing

/// Models that their files describe soundly, but that a command cannot use.
@Suite struct DescribedBadModelTests {
  private let data = SmallData()
  private let scratch = TemporaryDirectory()

  private func saved(_ model: any DescribedLayer) throws -> String {
    let path = scratch.path + "/model.safetensors"
    try AnyLayer(model).initialized(seed: 0).layer.save(to: path, card: ModelCard(input: [16]))
    return path
  }

  private func expectRefusal(_ command: [String], _ message: String) throws {
    let run = try fledge(command)
    #expect(run.status == 1, "\(run.status)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("model.safetensors") && run.errors.contains(message), "\(run.errors)")
  }

  private func predict(_ model: String) -> [String] { ["predict", model, data.scratch(SmallData.names[2])] }

  private func evaluate(_ model: String) -> [String] { ["evaluate", model, "--data", data.path] }

  @Test func batchNormWithoutStatistics() throws {
    let model = try saved(
      Sequential([Residual(Sequential([BatchNorm(16, tracksStatistics: false)])), Linear(16, 10)]))
    for command in [predict(model), evaluate(model)] {
      try expectRefusal(
        command,
        "model.0.inner.0: expected a layer that takes one example at a time, found BatchNorm(16, tracksStatistics: false), "
          + "whose result for an example depends on the others of its batch")
    }
  }

  /// One example in the test part would have no variance; so many more, and their losses depend on how they are batched.
  @Test func batchNormWithoutStatisticsToStartFrom() throws {
    let model = try saved(Sequential([BatchNorm(16, tracksStatistics: false), Linear(16, 10)]))
    let data = SmallData(train: 40, test: 1)
    try expectRefusal(
      ["train", "--data", data.path, "--initial", model], "model.0: expected a layer that takes one example")
  }

  /// Indices are asked for where the data are floating point: first, behind a layer, inside another one, and behind a table's
  /// columns.
  private static let embeddings: [(path: String, model: any DescribedLayer)] = [
    ("model.0", Sequential([Embedding(256, 1), Flatten(), Linear(16, 10)])),
    ("model.1", Sequential([Flatten(), Embedding(256, 1), Flatten(), Linear(16, 10)])),
    (
      "model.0.inner.0",
      Sequential([
        Residual(Sequential([Embedding(256, 1), Flatten()])), Linear(16, 10),
      ])
    ),
    (
      "model.1",
      Sequential([
        TableInput([TableInput.Column](repeating: .number, count: 16)), Embedding(256, 1), Flatten(),
        Linear(16, 10),
      ])
    ),
  ]

  @Test func embeddingsOfPictures() throws {
    for (path, description) in Self.embeddings {
      let model = try saved(description)
      for command in [
        predict(model), evaluate(model), ["train", "--data", data.path, "--initial", model, "--epochs", "1"],
      ] {
        try expectRefusal(
          command,
          "\(path): expected a layer that takes floating point, as pictures and tables are given to it, "
            + "found Embedding(256, 1), which takes the numbers of words or categories")
      }
    }
  }

  @Test func embeddingOfPicturesInACheckpoint() throws {
    for (path, description) in Self.embeddings {
      let file = scratch("model.safetensors")
      let model = AnyLayer(description).initialized(seed: 0)
      try model.save(
        to: file,
        metadata: [
          "fledge": ModelDescription(model.layer, ModelCard(input: [16])).json(path: file),
          "fledge.arguments": "[\"--data\",\"\(data.path)\",\"--epochs\",\"2\"]",
        ])
      try expectRefusal(["train", "--resume", file], "\(path): expected a layer that takes floating point")
    }
  }

  /// No parameter has an element, but the results in between would fill the memory.
  @Test func resultsBeyondMemory() throws {
    let model = try saved(
      Sequential(
        [16, 0, 1 << 40, 0].enumerated().map { index, inputs in
          Linear(inputs, [0, 1 << 40, 0, 10][index], bias: false, initializer: .zeros)
        }))
    for command in [predict(model), evaluate(model)] {
      try expectRefusal(command, "expected a network and a batch that fit into")
    }
  }

  @Test func outputsBeyondMeasure() throws {
    let model = try saved(
      Sequential([
        Linear(16, 0, bias: false, initializer: .zeros), Linear(0, 1 << 25, bias: false, initializer: .zeros),
      ]))
    for command in [predict(model), evaluate(model)] {
      try expectRefusal(command, "16777216 outputs at the most")
    }
  }

  @Test func moreClassesThanAreCounted() throws {
    let model = try saved(Linear(16, 20_001))
    try expectRefusal(
      evaluate(model), "expected a model of at most 20,000 classes to evaluate, found 20,001")
    #expect(try fledge(predict(model)).status == 0)
  }
}
