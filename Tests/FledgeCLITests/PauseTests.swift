import Fledge
import FledgeFiles
import TestSupport
import Testing

/// `--pause-after`: a training that stops for now, and goes on as if it had not.
@Suite struct PauseTests {
  private let sweep = SweepScratch()
  private let options =
    "train \(SweepScratch.birds) --hidden 8 --schedule cosine --epochs 6 --early-stopping 6"

  @Test("paused and resumed: the bits of the training that was never stopped")
  func paused() throws {
    #expect(try sweep.run("\(options) --run whole").status == 0)
    let first = try sweep.run("\(options) --run parts --pause-after 2")
    #expect(first.status == 0 && first.output.contains("\npaused after epoch 2 of 6\n"), "\(first.output)")
    #expect(!sweep.bytes("runs/parts/best.safetensors").isEmpty)
    #expect(try sweep.run("runs list").output.contains("parts  paused    2 of 6"))
    // Once more to where it is, and on to the next pause.
    let same = try sweep.run("train --resume runs/parts --pause-after 2")
    #expect(
      same.status == 0 && same.output.contains("paused after epoch 2 of 6"), "\(same.output)\(same.errors)")
    #expect(try sweep.run("train --resume runs/parts --pause-after 3").status == 0)
    let rest = try sweep.run("train --resume runs/parts --threads 1")
    #expect(rest.status == 0 && rest.output.contains("goes on from "), "\(rest.errors)")
    #expect(sweep.bytes("runs/parts/best.safetensors") == sweep.bytes("runs/whole/best.safetensors"))
    let log = String(decoding: sweep.bytes("runs/parts/events.jsonl"), as: UTF8.self)
    #expect(
      try JSONValue.lines(log).filter { $0["event"] == "epoch" }.compactMap { $0["epoch"]?.integer }
        == Array(1...6))
    // At the end there is nothing to pause.
    #expect(
      try sweep.run("\(options) --pause-after 6 --checkpoint c.safetensors").output.contains(
        "validation error"))
  }

  @Test("what a pause needs, and where a run may be kept")
  func usage() throws {
    for (words, message) in [
      ("--pause-after 2", "nothing keeps it: --run or --checkpoint is missing"),
      ("--pause-after 0 --run", "expected a whole number of at least 1"),
      ("--runs mine", "--runs says where --run keeps the training, which is missing"),
    ] {
      let run = try sweep.run("\(options) \(words)")
      #expect(run.status == 64 && run.errors.contains(message), "\(words): \(run.errors)")
    }
    // With an equals sign, too, whatever follows.
    #expect(try sweep.run("\(options) --run=named --runs mine --quiet").status == 0)
    #expect(File.exists(sweep.scratch("mine/named/events.jsonl")))
  }
}
