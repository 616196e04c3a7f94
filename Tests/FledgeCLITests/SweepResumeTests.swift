import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// A sweep that is killed, interrupted or out of time, and goes on.
@Suite struct SweepResumeTests {
  private let sweep = SweepScratch()
  /// Some tenths of a second a trial.
  private let options =
    "\(SweepScratch.birds) --epochs 160 --early-stopping 160 --hidden 8 --every 40 --jobs 2 --trials 3 --vary learning-rate=0.0001..0.01"

  /// A sweep whose first trials are being trained.
  private func begun(_ name: String, _ more: String = "") throws -> RunningFledge {
    let running = try sweep.start("sweep \(options) --name \(name) \(more)")
    sweep.wait { sweep.bytes("runs/\(name)/trial-1/events.jsonl").count > 20_000 }
    return running
  }

  @Test(
    "killed at any moment, it goes on to the trials, the table and the model of the sweep that was never stopped",
    arguments: ["", "--halving 2"])
  func killed(_ more: String) throws {
    let whole = try sweep.run("sweep \(options) --name whole --json \(more)")
    #expect(whole.status == 0, "\(whole.errors)")
    for (name, withTrials) in [("parts", false), ("pieces", true)] {
      let running = try begun(name, more)
      // The trials are in the group of the sweep, which is its own.
      let id = running.process.processIdentifier
      kill(withTrials && getpgid(id) == id ? -id : id, SIGKILL)
      #expect(running.finish().status == -SIGKILL)
      let resumed = try sweep.run("sweep --resume runs/\(name) --json")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try SweepScratch.trials(resumed) == SweepScratch.trials(whole))
      #expect(sweep.bytes("runs/\(name)/best.safetensors") == sweep.bytes("runs/whole/best.safetensors"))
      #expect(try sweep.states(name).sorted() == sweep.states("whole").sorted())
    }
  }

  @Test("trials end in order when the sweep is gone")
  func orphans() throws {
    // They would work on for hours.
    let running = try begun("a", "--epochs 10000000 --early-stopping 10000000")
    let id = running.process.processIdentifier
    let hasGroup = getpgid(id) == id
    kill(id, SIGKILL)
    try sweep.wait { try !sweep.states("a").contains("running") }
    let states = try Set(sweep.states("a"))
    // Only once no trial is left is the sweep known to be gone here.
    if hasGroup { kill(-id, SIGKILL) }
    #expect(running.finish().status == -SIGKILL && states == ["interrupted"], "\(states)")
  }

  @Test(
    "a signal, to the sweep or as from a terminal to all, ends it in order",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(_ signal: Int32) throws {
    let running = try begun("s", signal == SIGTERM ? "--json" : "")
    let id = running.process.processIdentifier
    kill(signal == SIGINT && getpgid(id) == id ? -id : id, signal)
    let run = running.finish()
    #expect(run.status == 128 + signal, "\(run.errors)")
    let states = try sweep.states("s")
    #expect(
      states.contains("interrupted") && !states.contains("lost") && !states.contains("running"), "\(states)")
    let note = "not all trials are done: fledge sweep --resume runs/s goes on"
    #expect(signal == SIGTERM ? run.errors == note + "\n" : run.lines.last == note, "\(run.output)")
    #expect(
      !sweep.bytes("runs/s/best.safetensors").isEmpty && !run.output.contains("failed"), "\(run.output)")
  }

  @Test("a second signal leaves at once")
  func twice() throws {
    let running = try begun("t")
    let id = running.process.processIdentifier
    kill(id, SIGINT)
    kill(id, SIGTERM)
    #expect([130, 143].contains(running.finish(patience: 5).status))
  }

  @Test("when its time is over a sweep ends with what there is, and goes on with more")
  func time() throws {
    var run: FledgeRun?
    // A machine that is busy may need more to come to the end of an epoch.
    for seconds in [1, 8, 50] where run?.status != 0 {
      run = try sweep.run(
        "sweep \(SweepScratch.birds) --epochs 10000000 --early-stopping 10000000 --hidden 4 --name t\(seconds) --time \(seconds)s",
        ["--vary", "learning-rate=0.001..0.1"])
    }
    let ended = try #require(run)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.lines.contains { $0.hasPrefix("best: trial ") })
    let last = try #require(ended.lines.last)
    #expect(last.hasPrefix("not all trials are done: fledge sweep --resume runs/t"), "\(last)")
    #expect(last.hasSuffix(" --time … goes on"))
    let name = try #require(last.split(separator: " ").first { $0.hasPrefix("runs/") }).dropFirst(5)
    #expect(try Set(sweep.states(String(name))) == ["interrupted"])
    let endless = try sweep.run("sweep --resume runs/\(name)")
    #expect(
      endless.status == 64 && endless.errors.contains("--time or --trials is missing"), "\(endless.errors)")
    let none = try sweep.run("sweep \(SweepScratch.birds) --time 0.000001s --vary learning-rate=0.001..0.1")
    #expect(none.status == 1 && none.errors.contains("the time was over before a trial"), "\(none.errors)")
  }

  @Test(
    "what is said again must agree; more trials, time and processes are free; one process at a time has a sweep"
  )
  func agreement() throws {
    let began = "\(SweepScratch.birds) --epochs 2 --hidden 4 --trials 2 --vary learning-rate=0.001..0.1"
    #expect(try sweep.run("sweep \(began) --name a").status == 0)
    for (words, place) in [
      ("--epochs 3", "--epochs: expected --epochs 2, found --epochs 3"),
      ("--seed 3", "--seed: expected --seed 2"),
      ("--dtype float64", "--dtype: expected the default, with which the sweep began"),
      ("--vary hidden=4|8", "--vary: expected learning-rate=0.001..0.1, found hidden=4|8"),
      ("--search grid", "--search: expected random, found grid"),
      ("--halving 3", "--halving: expected none, found 3"),
      ("--metric error", "--metric: expected loss, found error"),
      ("other.csv", "--data: expected --data birds.csv"),
    ] {
      let run = try sweep.run("sweep --resume runs/a \(words)")
      #expect(
        run.status == 1 && run.errors.contains("runs/a/sweep.json: \(place)"), "\(words): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    let more = try sweep.run(
      "sweep --resume runs/a \(began) --trials 3 --jobs 1 --threads 2 --time 1h --json")
    #expect(more.status == 0 && more.lines.count == 3, "\(more.errors)")
    #expect(try sweep.run("sweep --resume runs").errors.contains("expected the folder of a sweep"))
    #expect(try sweep.run("sweep --resume runs/a --name b").status == 64)
    sweep.scratch.file("birds.csv", sweep.bytes("birds.csv") + Array("5,north,gull\n".utf8))
    let changed = try sweep.run("sweep --resume runs/a --trials 4")
    #expect(
      changed.status == 1 && changed.errors.contains("expected the content that the training began with"))
  }
}
