import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// What goes wrong around runs: nothing that is read is written over, and nothing is left half-made.
@Suite struct RunMistakeTests {
  private let scratch = TemporaryDirectory()

  private func fledgeHere(_ arguments: String, _ more: [String] = [], limits: String = "") throws -> FledgeRun
  {
    try fledge(
      arguments.split(separator: " ").map(String.init) + more,
      shell: "cd '\(scratch.path)' && \(limits) exec \"$FLEDGE\" \"$@\"")
  }

  /// Rows whose class the number tells.
  private func table(_ name: String = "t.csv") {
    let rows = (0..<60).map { "\(Double($0 * 37 % 61) / 10),\($0 * 37 % 61 > 30 ? "high" : "low")" }
    scratch.file(name, Array((["x,class"] + rows + [""]).joined(separator: "\n").utf8))
  }

  private let train = "train t.csv --target class --hidden 4 --preset plain --batch-size 16"

  private var contents: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()) ?? []
  }

  @Test("what is read is not written over")
  func files() throws {
    table()
    scratch.file("o.toml", Array("epochs = 2\n".utf8))
    let before = scratch.bytes("t.csv")
    for (arguments, message) in [
      ("--save t.csv", "--save names t.csv, which is read"),
      ("--save ./t.csv", "--save names t.csv, which is read"),
      ("--checkpoint t.csv", "--checkpoint names t.csv, which is read"),
      ("--folds 3 --output t.csv", "--output names t.csv, which is read"),
      ("--config o.toml --save o.toml", "--save names o.toml, which is read"),
      ("--run --resume runs/a", "leave --resume out"),
    ] {
      let run = try fledgeHere("\(train) --epochs 2 \(arguments)")
      #expect(run.status == 64 && run.errors.contains(message), "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(scratch.bytes("t.csv") == before && contents == ["o.toml", "t.csv"])
  }

  @Test(
    "what is missing is said as it is without a run, and a run may be called as data that a file of options names"
  )
  func missing() throws {
    table()
    for arguments in ["mnist", "nowhere/letters", "none"] {
      let plain = try fledgeHere("train \(arguments)", limits: "export FLEDGE_DATA=/nowhere;")
      let run = try fledgeHere("train \(arguments) --run a", limits: "export FLEDGE_DATA=/nowhere;")
      #expect(plain.status == 1 && run.errors == plain.errors, "\(run.errors)")
    }
    scratch.file("o.toml", Array("data = \"t.csv\"\ntarget = \"class\"\nepochs = 2\n".utf8))
    #expect(try fledgeHere("train --config o.toml --run t.csv").status == 0)
    #expect(File.exists(scratch("runs/t.csv")))
  }

  @Test("a run that cannot begin leaves no folder")
  func begins() throws {
    table()
    for (arguments, status) in [
      ("--run a --target none", 1), ("--run a --initial none.safetensors", 1),
      ("--run a --tensorboard t.csv", 1), ("--run a/b", 1),
    ] {
      let run = try fledgeHere("train t.csv --target class --epochs 2 \(arguments)")
      #expect(run.status == status && run.output.isEmpty, "\(arguments): \(run.errors)")
      #expect(!File.exists(scratch("runs/a")), "\(arguments)")
    }
  }

  @Test("a file of a run is no checkpoint to write into, and a run keeps its own")
  func checkpoints() throws {
    table()
    #expect(try fledgeHere("\(train) --epochs 3 --run a").status == 0)
    let own = try fledgeHere("train --resume runs/a --checkpoint c.safetensors")
    #expect(own.status == 64 && own.errors.contains("leave --checkpoint out"), "\(own.errors)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: scratch("runs/a/checkpoints")).sorted().last)
    let file = "runs/a/checkpoints/\(name)"
    let before = scratch.bytes(file)
    let inside = try fledgeHere("train --resume \(file) --epochs 5")
    #expect(inside.status == 1 && inside.errors.contains("a checkpoint that a run keeps"), "\(inside.errors)")
    #expect(scratch.bytes(file) == before)
    #expect(try fledgeHere("train --resume \(file) --epochs 5 --checkpoint c.safetensors").status == 0)
    #expect(scratch.bytes(file) == before && File.exists(scratch("c.safetensors")))
  }

  @Test("a training goes on beside files that came into its folder of data")
  func fingerprint() throws {
    let data = SmallData()
    let folder = data.path
    let run = try fledgeHere(
      "train --data \(folder) --epochs 1 --hidden 6 --checkpoint \(folder)/c.safetensors --save \(folder)/m.safetensors"
    )
    #expect(run.status == 0, "\(run.errors)")
    data.scratch.file("notes.txt", Array("mine".utf8))
    let resumed = try fledgeHere("train --resume \(folder)/c.safetensors --epochs 2")
    #expect(resumed.status == 0, "\(resumed.errors)")
    let labels = SmallData.names[1]
    data.scratch.file(labels, data.scratch.bytes(labels).dropLast() + [1])
    let changed = try fledgeHere("train --resume \(folder)/c.safetensors --epochs 3")
    #expect(
      changed.status == 1 && changed.errors.contains("expected the content that the training began with"))
  }

  @Test("a log that is damaged hides no other run, and its run can be removed")
  func damaged() throws {
    table()
    for name in ["a", "b"] { #expect(try fledgeHere("\(train) --epochs 2 --run \(name)").status == 0) }
    scratch.file("runs/a/events.jsonl", Array("{\"event\": \n".utf8) + scratch.bytes("runs/a/events.jsonl"))
    let list = try fledgeHere("runs list")
    #expect(list.status == 0 && list.output.contains("\nb "), "\(list.output)")
    #expect(list.errors.contains("runs/a/events.jsonl"), "\(list.errors)")
    #expect(try fledgeHere("runs remove a").status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("runs")) == ["b"])
  }

  @Test("where the disk is full, the log has whole lines and the command says so")
  func full() throws {
    table()
    let run = try fledgeHere("\(train) --epochs 5000 --run a", limits: "trap '' XFSZ; ulimit -f 64;")
    #expect(run.status == 1 && run.errors.contains("cannot be written"), "\(run.status): \(run.errors)")
    let log = scratch.bytes("runs/a/events.jsonl")
    #expect(log.last == UInt8(ascii: "\n"))
    #expect(throws: Never.self) { try JSONValue.lines(String(decoding: log, as: UTF8.self)) }
    #expect(try fledgeHere("train --resume runs/a --epochs 20").status == 0)
  }

  @Test("the best model of a run without a validation part is the last")
  func best() throws {
    table()
    let run = try fledgeHere("\(train) --validation 0 --epochs 3 --run a --save m.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    #expect(scratch.bytes("runs/a/best.safetensors") == scratch.bytes("m.safetensors"))
  }
}
