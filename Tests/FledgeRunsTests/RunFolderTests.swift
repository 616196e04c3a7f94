import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// A run of the library: written as it trains, cut back when it goes on, read, removed.
@Suite struct RunFolderTests {
  private let scratch = TemporaryDirectory()
  private let dataset = Dataset(
    inputs: Tensor((0..<40).map { Double($0 * 37 % 41) / 41 }).reshaped(to: [20, 2]),
    labels: (0..<20).map { $0 % 2 })
  private let loss: Trainer<MultilayerPerceptron>.LossFunction = {
    crossEntropy($0($1.inputs), labels: $1.labels)
  }

  private var runs: String { scratch("runs") }
  private var loader: DataLoader { DataLoader(dataset, batchSize: 5, shuffle: .seed(2)) }

  private func trainer() -> Trainer<MultilayerPerceptron> {
    Trainer(
      MultilayerPerceptron([2, 6, 2]).initialized(seed: 1), optimizer: Adam(learningRate: 0.01), seed: 4,
      loss: loss)
  }

  private func lines(_ run: String) throws -> [JSONValue] {
    try String(decoding: scratch.bytes("runs/\(run)/events.jsonl"), as: UTF8.self).split(separator: "\n").map
    {
      try JSONValue(parsing: Array($0.utf8), path: run)
    }
  }

  /// Without what another run of the same training may have otherwise.
  private func figures(_ run: String) throws -> [String] {
    try lines(run).compactMap { line in
      guard case .object(let members) = line, line["event"] != "resume" else { return nil }
      return JSONValue.object(members.filter { !["time", "times", "seconds"].contains($0.key) }).text
    }
  }

  @Test("what happened stands in the log; the last two checkpoints are kept")
  func trained() throws {
    let run = try RunFolder(creating: "one", in: runs)
    var trainer = trainer()
    try trainer.train(epochs: 3, on: loader, checkpoint: run.plan(.epochs)) { event, _ in
      try run.record(event)
      return true
    }
    let log = try lines("one")
    #expect(log.count { $0["event"] == "step" } == 12)
    #expect(log.filter { $0["event"] == "epoch" }.map { $0["epoch"]?.double } == [1, 2, 3])
    let epoch = try #require(log.first { $0["event"] == "epoch" })
    #expect(epoch["train_loss"]?.double == trainer.progress.history[0].meanLoss)
    let times = try #require(epoch["times"])
    for part in ["load", "forward", "backward", "update"] { #expect(try #require(times[part]?.double) >= 0) }
    #expect(try #require(times["forward"]?.double) > 0)
    #expect(try run.checkpoints.steps() == [8, 12])
    let file = try SafetensorsFile(path: run.checkpoints.path(ofStep: 12))
    #expect(
      file.metadata["fledge.events"]
        == "\(scratch.bytes("runs/one/events.jsonl").count - log.last!.text.utf8.count - 1)")
  }

  @Test(
    "stopped after any step and resumed, it has the bits and the log of the run that was never stopped",
    arguments: 1...11)
  func resumed(_ step: Int) throws {
    let whole = try RunFolder(creating: "whole", in: runs)
    var expected = trainer()
    try expected.train(epochs: 3, on: loader, checkpoint: whole.plan(.steps(2))) { event, _ in
      try whole.record(event)
      return true
    }
    do {
      let run = try RunFolder(creating: "parts", in: runs)
      var first = trainer()
      try first.train(epochs: 3, on: loader, checkpoint: run.plan(.steps(2))) { event, _ in
        try run.record(event)
        return event.step != step
      }
      // As after a failure of power: lines that no checkpoint counts, and half a line.
      try run.record(.warning(.unreached(["later"])))
      let path = scratch("runs/parts/events.jsonl")
      try AtomicFile.write(scratch.bytes("runs/parts/events.jsonl") + Array("{\"event\":\"st".utf8), to: path)
    }
    let run = try RunFolder(opening: scratch("runs/parts"))
    var second = try Trainer(
      resuming: run.resume(), MultilayerPerceptron([2, 6, 2]), optimizer: Adam(learningRate: 0.01), loss: loss
    )
    try second.train(epochs: 3, on: loader, checkpoint: run.plan(.steps(2))) { event, _ in
      try run.record(event)
      return true
    }
    for (one, other) in zip(expected.model.namedParameters, second.model.namedParameters) {
      #expect(one.parameter.value.elements(as: Float.self) == other.parameter.value.elements(as: Float.self))
    }
    #expect(
      try figures("parts").filter { !$0.contains("checkpoint") }
        == figures("whole").filter { !$0.contains("checkpoint") })
  }

  @Test("a damaged newest checkpoint is passed over; where all are, each is said")
  func damaged() throws {
    let run = try RunFolder(creating: "one", in: runs)
    var trainer = trainer()
    try trainer.train(epochs: 3, on: loader, checkpoint: run.plan(.epochs))
    for (step, left) in [(12, 8), (8, nil)] as [(Int, Int?)] {
      let name = "runs/one/checkpoints/" + run.checkpoints.path(ofStep: step).split(separator: "/").last!
      var bytes = scratch.bytes(String(name))
      bytes[bytes.count - 3] ^= 1
      scratch.file(String(name), bytes)
      if let left {
        #expect(try run.checkpoints.newest().path == run.checkpoints.path(ofStep: left))
      } else {
        let error = #expect(throws: FileError.self) { try run.checkpoints.newest() }
        let text = error.map { "\($0)" } ?? ""
        #expect(
          text.contains("step-000000012.safetensors: tensors and metadata: expected the SHA-256"), "\(text)")
        #expect(
          text.contains("step-000000008.safetensors: tensors and metadata: expected the SHA-256"), "\(text)")
      }
    }
  }

  @Test("names: taken, numbered, impossible")
  func names() throws {
    #expect(try RunFolder(counting: "iris", in: runs).name == "iris-1")
    #expect(try RunFolder(counting: "iris", in: runs).name == "iris-2")
    #expect(try RunFolder(creating: "iris-4", in: runs).name == "iris-4")
    #expect(try RunFolder(counting: "iris", in: runs).name == "iris-3")
    #expect(try RunFolder(counting: "iris", in: runs).name == "iris-5")
    let taken = #expect(throws: FileError.self) { try RunFolder(creating: "iris-4", in: runs) }
    #expect(taken?.found == "one that is taken")
    for name in ["", ".", "..", ".hidden", "a/b", "a\0b", String(repeating: "a", count: 300)] {
      #expect(throws: FileError.self) { try RunFolder(creating: name, in: runs) }
    }
    #expect(scratch.names == ["runs"])
  }

  @Test("one process at a time has a run")
  func locked() throws {
    do {
      let run = try RunFolder(creating: "one", in: runs)
      #expect(throws: FileError.self) { try RunFolder(opening: run.path) }
      #expect(throws: FileError.self) { try RunFolder.remove(run.path) }
      #expect(try RunRecord(run.path).state == .running)
    }
    #expect(try RunRecord(scratch("runs/one")).state == .lost)
    _ = try RunFolder(opening: scratch("runs/one"))
    #expect(throws: FileError.self) { try RunFolder(opening: scratch("runs")) }
  }

  @Test("only what is a run's is removed")
  func removal() throws {
    _ = try RunFolder(creating: "one", in: runs)
    scratch.file("runs/one/notes.txt", [1])
    let error = #expect(throws: FileError.self) { try RunFolder.remove(scratch("runs/one")) }
    #expect(error?.found == "notes.txt")
    #expect(scratch.bytes("runs/one/notes.txt") == [1] && RunFolder.isRun(scratch("runs/one")))
    _ = try RunFolder(creating: "two", in: runs)
    try RunFolder.remove(scratch("runs/two"))
    #expect(!File.exists(scratch("runs/two")))
  }

  @Test("of a million steps some 3,000 are kept, the first 512 all")
  func thinning() {
    let kept = (1...1_000_000).filter(RunFolder.keeps)
    #expect(Array(kept.prefix(512)) == Array(1...512))
    #expect(kept[512...516] == [514, 516, 518, 520, 522])
    #expect((2800...3400).contains(kept.count), "\(kept.count)")
    #expect(RunFolder.keeps(step: 1 << 40))
  }
}

extension TrainingEvent {
  /// The step after which it comes, for batches.
  fileprivate var step: Int? {
    if case .batch(let report) = self { report.step } else { nil }
  }
}
