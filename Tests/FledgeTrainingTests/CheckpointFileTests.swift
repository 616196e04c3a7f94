import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeTraining

/// Files that are no checkpoint, are damaged, or belong to another training: an error that names the place.
@Suite struct CheckpointFileTests {
  private let small = SmallTraining()
  private var scratch: TemporaryDirectory { small.scratch }

  /// The file with other tensors and with the JSON changed.
  private func changed(
    _ path: String, tensors: (inout [(name: String, tensor: Tensor)]) -> Void = { _ in },
    json: (String) -> String = { $0 }
  ) throws -> String {
    let content = try Safetensors.load(path)
    var list = content.names.map { (name: $0, tensor: content.tensors[$0]!) }
    tensors(&list)
    var metadata = content.metadata
    metadata["fledge.training"] = metadata["fledge.training"].map(json)
    metadata["fledge.sha256"] = CheckpointDigest.of(metadata, tensors: Safetensors.digest(of: list))
    try Safetensors.save(list, metadata: metadata, to: scratch("d"))
    return scratch("d")
  }

  @Test("it holds what it says, under these names")
  func names() throws {
    let file = try SafetensorsFile(path: small.written())
    #expect(
      file.entries.map(\.name) == [
        "model/bias", "model/weight", "optimizer/m/bias", "optimizer/m/weight", "optimizer/v/bias",
        "optimizer/v/weight",
      ])
    let trainer = try Trainer(resuming: scratch("c"), Linear(2, 2), optimizer: Adam(), loss: small.loss)
    #expect(trainer.step == 2 && trainer.epoch == 1 && trainer.progress.history[0].examples == 3)
    #expect(small.problem(scratch("c")) == "no error")
  }

  @Test(
    "a file that holds the training as it is now is not written again within a call",
    arguments: [(nil, true), (1, false)])
  func writtenOnce(_ every: Int?, _ goesOn: Bool) throws {
    var trainer = Trainer(Linear(2, 2).initialized(seed: 0), optimizer: Adam(), loss: small.loss)
    let (loader, plan) = (
      DataLoader(small.dataset, batchSize: 2), CheckpointPlan(to: scratch("c"), everySteps: every)
    )
    try trainer.train(epochs: 1, on: loader, checkpoint: plan) { event, _ in
      guard case .checkpoint = event else { return true }
      scratch.file("c", [])
      return goesOn
    }
    #expect(scratch.bytes("c").isEmpty)
    try trainer.train(epochs: 1, on: loader, checkpoint: plan)
    #expect(small.problem(scratch("c")) == "no error")
  }

  @Test("what is no checkpoint")
  func strangers() throws {
    try Linear(2, 2).initialized(seed: 0).save(to: scratch("model"))
    #expect(
      small.problem(scratch("model")).hasPrefix(
        "model: metadata: expected a training under \"fledge.training\""))
    #expect(small.problem(scratch.file("empty", [])).contains("found an empty file"))
    #expect(small.problem("/nowhere").hasPrefix("/nowhere: "))
  }

  @Test("another model, another optimiser, tensors too many or too few")
  func misfits() throws {
    let path = try small.written()
    #expect(small.problem(path, Linear(2, 3)).contains("2 tensors do not fit the model"))
    #expect(
      small.problem(path, Linear(2, 2, bias: false)).contains("\"model/bias\": expected no such tensor"))
    #expect(small.problem(path, Linear(2, 2), SGD()).contains("optimizer/"))
    #expect(small.problem(path, Linear(2, 2), Adam(amsgrad: true)).contains("vmax/"))
    #expect(
      small.problem(try changed(path, tensors: { $0.removeAll { $0.name == "optimizer/m/bias" } })).contains(
        "m/bias"))
    #expect(
      small.problem(try changed(path, tensors: { $0.append(("other/weight", .zeros([1]))) })).contains(
        "tensor \"other/weight\": expected a name that begins with model/"))
    #expect(
      small.problem(
        try changed(
          path,
          json: {
            $0.replacing("\"bestEpoch\":null", with: "").replacing(
              "\"epochsDone\"", with: "\"bestEpoch\":1,\"epochsDone\"")
          })
      )
      .contains("best/"))
  }

  @Test("JSON that no training can have")
  func hostileJSON() throws {
    let path = try small.written()
    let changes: [(String, String, String)] = [
      ("\"version\":3", "\"version\":4", "version: expected 2 or 3, which are known here, found 4"),
      ("\"counters\":{", "\"counters\":{\"other\":-2,", "the optimiser's counter -2"),
      (
        "\"counters\":{", "\"counters\":{\"other\":9223372036854775807,",
        "the optimiser's counter 9223372036854775807"
      ),
      ("\"batch\":0", "\"batch\":-2", "a count of epochs"),
      ("\"batch\":0", "\"batch\":9223372036854775807", "a count of epochs"),
      ("\"epochsDone\":1", "\"epochsDone\":9", "1 reports of 9 epochs"),
      ("\"epochsDone\":1", "\"epochsDone\":\"one\"", "epochsDone"),
      ("\"name\":\"constant\"", "\"name\":\"mine\"", "found \"mine\""),
      ("\"warmUp\":0", "\"warmUp\":7", "found \"constant\" with a warm-up of 7"),
      ("\"seed\"", "\"clipNorm\":-1,\"seed\"", "gradients clipped to -1"),
      ("\"divisor\":0", "\"divisor\":-1", "sums of an epoch"),
      ("{", "", "fledge.training"),
      ("\"seed\"", "\"seeds\"", "seed"),
    ]
    for (old, new, expected) in changes {
      let text = try small.problem(changed(path, json: { $0.replacing(old, with: new, maxReplacements: 1) }))
      #expect(text.contains(expected), "\(old): \(text)")
    }
  }

  @Test("other batches than before")
  func otherBatches() throws {
    var trainer = try Trainer(resuming: small.written(), Linear(2, 2), optimizer: Adam(), loss: small.loss)
    for loader in [
      DataLoader(small.dataset, batchSize: 1), DataLoader(small.dataset[0..<2], batchSize: 2),
      DataLoader(small.dataset, batchSize: 2, shuffle: .seed(0)),
    ] {
      #expect(throws: TrainingError.self) { try trainer.train(epochs: 2, on: loader) }
    }
    #expect(
      "\(TrainingError.otherBatches(before: "a", now: "b"))"
        == "a training cannot go on with other batches: expected a, found b")
    #expect(try trainer.train(epochs: 2, on: DataLoader(small.dataset, batchSize: 2)))
  }

  @Test("no damage is more than an error")
  func damage() throws {
    let bytes = scratch.bytes(try small.written().split(separator: "/").last.map(String.init)!)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      #expect(small.problem(scratch.file("d", Array(bytes[..<end]))) != "no error")
    }
    for index in stride(from: 8, to: bytes.count, by: 3) {
      var copy = bytes
      copy[index] = copy[index] == 0x39 ? 0x2d : 0x39
      _ = small.problem(scratch.file("d", copy))
    }
  }
}
