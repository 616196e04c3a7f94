import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeCLI

/// `fledge sweep`: the trials, the table, the best model.
@Suite struct SweepTests {
  private let sweep = SweepScratch()

  @Test("trials are runs, the best is told and kept, and its command repeats it to the bit")
  func kept() throws {
    let run = try sweep.run(
      "sweep \(SweepScratch.birds) --epochs 4 --trials 4 --vary learning-rate=0.0001..0.1 --vary hidden=4|8,4 --save m.safetensors"
    )
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("kept in runs/birds-sweep-1: --resume runs/birds-sweep-1 goes on,"))
    #expect(try sweep.states("birds-sweep-1") == ["finished", "finished", "finished", "finished"])
    // The table in the end: the best first, each in one line of 80 columns at the most.
    let heading = try #require(run.lines.lastIndex { $0.hasPrefix("trial ") })
    let table = run.lines[(heading + 1)...].prefix(4)
    let losses = table.compactMap { Double($0.split(separator: " ")[4]) }
    #expect(
      losses.count == 4 && losses == losses.sorted() && table.allSatisfy { $0.count <= 80 }, "\(run.output)")
    let best = try #require(table.first).split(separator: " ")[0]
    #expect(
      table.first?.hasSuffix("best") == true && run.output.contains("\nbest: trial \(best), validation loss ")
    )
    let model = sweep.bytes("runs/birds-sweep-1/best.safetensors")
    #expect(!model.isEmpty && model == sweep.bytes("m.safetensors"))
    #expect(model == sweep.bytes("runs/birds-sweep-1/trial-\(best)/best.safetensors"))
    let command = try #require(run.lines.first { $0.hasPrefix("again: fledge ") })
    #expect(try sweep.run("\(command.dropFirst(14)) --save again.safetensors --quiet").status == 0)
    #expect(sweep.bytes("again.safetensors") == model)
    let taken = try sweep.run("sweep \(SweepScratch.birds) --name birds-sweep-1")
    #expect(taken.status == 1 && taken.errors.contains("expected a new name for a sweep"), "\(taken.errors)")
  }

  @Test("an object a trial, the best last with the figures of the test part, which no trial has seen")
  func json() throws {
    let run = try sweep.run(
      "sweep \(SweepScratch.birds) --epochs 3 --trials 3 --test-fraction 0.2 --vary learning-rate=0.001..0.1 --json --name a"
    )
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(Set(lines.compactMap { $0["trial"]?.integer }) == [1, 2, 3])
    let losses = lines.compactMap { $0["validation_loss"]?.double }
    #expect(losses.count == 3 && losses.last == losses.min())
    #expect(lines.map { $0["best"] == .bool(true) } == [false, false, true])
    #expect(lines.map { $0["test_error"] != nil } == [false, false, true])
    #expect(lines[0]["settings"]?.keys == ["learning-rate"] && lines[0]["state"] == "finished")
    for number in 1...3 {
      let log = String(decoding: sweep.bytes("runs/a/trial-\(number)/events.jsonl"), as: UTF8.self)
      #expect(log.contains("\"part\":\"validation\"") && !log.contains("test_"))
    }
    let again = try sweep.run("sweep --resume runs/a --json")
    #expect(try SweepScratch.trials(again) == SweepScratch.trials(run))
  }

  @Test(
    "halving: the survivor has the bits of a training that was never paused, and the others paused at their rungs"
  )
  func halving() throws {
    let run = try sweep.run(
      "sweep \(SweepScratch.birds) --epochs 4 --trials 4 --halving 2 --schedule cosine --name h --vary",
      [
        "layers=linear 8, relu, dropout 0.2, linear|linear 4, tanh, linear", "--vary",
        "learning-rate=0.001..0.05",
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("halving by the validation part: 4 trials to 1 epoch, 2 to 2, 1 to 4"))
    for line in ["\n4 trials to epoch 1\n", "\n2 trials to epoch 2\n", "\n1 trial to epoch 4\n"] {
      #expect(run.output.contains(line), "\(run.output)")
    }
    #expect(try sweep.states("h").sorted() == ["finished", "paused", "paused", "paused"])
    let command = try #require(run.lines.first { $0.hasPrefix("again: ") }).dropFirst(7)
    let whole = try fledge(
      [],
      shell: "cd '\(sweep.scratch.path)' && \"$FLEDGE\" \(command.dropFirst(7)) --quiet --save w.safetensors")
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(sweep.bytes("w.safetensors") == sweep.bytes("runs/h/best.safetensors"))
  }

  @Test("a trial that fails is told with its reason, and ends nothing; where all fail, that is an error")
  func failed() throws {
    let run = try sweep.run(
      "sweep birds.csv --target size --optimizer sgd --epochs 3 --vary learning-rate=1e30|0.01 --name f --jobs 1"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.lines.contains { $0.contains("1e30 failed: the loss became ") || $0.contains("1e30 failed: ") })
    #expect(run.output.contains("best: trial "))
    let all = try sweep.run(
      "sweep birds.csv --target size --optimizer sgd --epochs 3 --vary learning-rate=1e30|1e31")
    #expect(
      all.status == 1 && all.errors.contains("no trial has a result; 2 failed, trial 1: "), "\(all.errors)")
    #expect(try sweep.states("f").sorted() == ["failed", "finished"])
  }

  @Test("without words the four settings that matter most vary; data without a validation part get one")
  func standard() throws {
    let run = try sweep.run("sweep digits --epochs 1 --batch-size 1000 --hidden 4 --trials 1 --quiet")
    #expect(run.status == 0 && run.lines.count == 4, "\(run.output)\(run.errors)")
    #expect(run.lines[1].hasPrefix("test error "))
    let words = try #require(run.lines.first { $0.hasPrefix("again: ") })
    for part in [
      "train digits ", "--validation 0.1", "--early-stopping 1", "--learning-rate ", "--weight-decay ",
    ] {
      #expect(words.contains(part), "\(words)")
    }
    let table = try sweep.run("sweep \(SweepScratch.birds) --epochs 1 --trials 1")
    for line in ["  learning-rate  0.0001 to 0.01 by logarithm", "  hidden         64 | 256 | "] {
      #expect(table.output.contains(line), "\(table.output)")
    }
  }

  @Test("a grid, with flags that are there or not, compared by another figure")
  func grid() throws {
    let run = try sweep.run(
      "sweep \(SweepScratch.birds) --epochs 2 --hidden 4 --search grid --metric error --json --vary",
      ["no-bias=true|false", "--vary", "label-smoothing=0..0.2 2 points"])
    let lines = try JSONValue.lines(run.output)
    #expect(run.status == 0 && lines.count == 4, "\(run.errors)")
    let settings = Set(lines.compactMap { $0["settings"]?.text })
    #expect(settings.contains(#"{"no-bias":"true","label-smoothing":"0.2"}"#), "\(settings)")
    let errors = lines.compactMap { $0["validation_error"]?.double }
    #expect(errors.last == errors.min())
  }

  @Test("a terminal shows how far it is")
  func bar() throws {
    let terminal = try PseudoTerminal()
    let running = try RunningFledge(
      ["sweep", "birds.csv", "--target", "species", "--epochs", "20", "--trials", "3", "--jobs", "1"],
      environment: ["TERM": "xterm"], shell: "cd '\(sweep.scratch.path)' && exec \"$FLEDGE\" \"$@\"",
      output: terminal.terminal)
    let text = try terminal.readToEnd()
    #expect(running.finish().status == 0)
    let bars = text.components(separatedBy: "\r\u{1B}[2K").filter { $0.contains(" of 3 trials [") }
    #expect(
      bars.contains { $0.hasPrefix("0 of 3") } && bars.contains { $0.contains("best loss ") }, "\(text)")
    #expect(bars.allSatisfy { $0.count < 80 })
  }

  @Test("a table is 80 columns wide at the most: values are cut, then settings left out")
  func narrow() {
    let long = (0..<12).map { SearchAxis("a-setting-\($0)", .choices(["a rather long value of it"])) }
    for count in [1, 2, 5, 12] {
      let table = SweepTable(Array(long.prefix(count)), .error, .loss, width: 80)
      let values = [String](repeating: "a rather long value of it", count: count)
      let lines = [
        table.line(TrialRecord(12345, .finished), values, isBest: true),
        table.line(TrialRecord(1, .failed(String(repeating: "so ", count: 50))), values, isBest: false),
      ]
      for line in lines + table.heading.split(separator: "\n").map(String.init) {
        #expect(line.count <= 80 && !line.isEmpty, "\(line)")
      }
      #expect(lines[0].contains("a rat"))
    }
  }
}
