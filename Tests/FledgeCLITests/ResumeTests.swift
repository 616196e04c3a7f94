import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Checkpoints of the command: killed at any moment, the training goes on with the bits of the one that was never stopped.
@Suite struct ResumeTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private func train(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(["train", "--data", data.path] + words(arguments) + more)
  }

  private var checkpoint: String { scratch("c.safetensors") }
  private var model: String { scratch("m.safetensors") }

  private func resume(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(["train", "--resume", checkpoint] + words(arguments) + more)
  }

  /// Noise, statistics, clipping, an average and examples held back; batches and layers so large that the kernels share their work.
  private static let options =
    ["--layers", "linear 512, batch-norm, relu, dropout 0.2, linear"]
    + "--optimizer adam --batch-size 80 --validation 0.2 --clip-norm 0.5 --average 0.9 --seed 3 --epochs 60"
    .split(separator: " ").map(String.init)

  /// Figures of the epochs but the seconds.
  private func figures(_ run: FledgeRun) throws -> [String] {
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map {
      String($0.prefix { $0 != "}" }.split(separator: ",\"seconds\"")[0])
    }
  }

  @Test("killed at random moments and resumed each time, it ends with the bits of the whole training")
  func killed() throws {
    let whole = try train("--json", Self.options + ["--save", model])
    let expected = try figures(whole)
    #expect(expected.count == 60)
    let bytes = scratch.bytes("m.safetensors")
    var (seen, kills, resumed, random) = (
      [] as [String], 0, 0, Random(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
    )
    var arguments =
      ["train", "--data", data.path, "--checkpoint", checkpoint, "--every", "1", "--json"] + Self.options
    for attempt in 0..<60 {
      let last = attempt == 59
      let running = try RunningFledge(arguments + ["--save", model])
      if !last {
        // The first is there until it has written, so that the second has something to go on from.
        while attempt == 0 && !File.exists(checkpoint) && running.process.isRunning { usleep(500) }
        usleep(UInt32(attempt == 0 ? 0 : 5_000 + random.next() % 75_000))
        kill(running.process.processIdentifier, SIGKILL)
      }
      let run = running.finish()
      if arguments.contains("--resume") { resumed += 1 }
      // The last line may be torn.
      seen += run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
        String($0.split(separator: ",\"seconds\"")[0])
      }
      if run.status == 0 { break }
      #expect(run.status == -SIGKILL, "\(run.errors)")
      kills += 1
      if File.exists(checkpoint) {
        _ = try SafetensorsFile(path: checkpoint)
        arguments = ["train", "--resume", checkpoint, "--json", "--threads", "\(1 + attempt % 3)"]
      }
    }
    #expect(kills > 0 && resumed > 0, "\(kills) times killed, \(resumed) times resumed")
    #expect(scratch.bytes("m.safetensors") == bytes)
    // Each epoch was shown at least once, always with the same figures.
    #expect(Set(seen) == Set(expected), "\(seen.count) lines")
  }

  @Test("more epochs, other threads and other outputs are free; what is not said again comes from the file")
  func more() throws {
    let base = "--hidden 6 --batch-size 50 --optimizer momentum --json"
    let whole = try figures(train(base + " --epochs 5 --no-shuffle --save", [model]))
    let expected = scratch.bytes("m.safetensors")
    let first = try figures(train(base + " --epochs 2 --no-shuffle --checkpoint \(checkpoint)"))
    #expect(first == Array(whole.prefix(2)))
    let rest = try figures(
      resume("--epochs 5 --threads 1 --json --batch-size 50 --save", [scratch("n.safetensors")]))
    #expect(rest == Array(whole.dropFirst(2)))
    #expect(scratch.bytes("n.safetensors") == expected)
    // Nothing is left to do: the result is shown and saved all the same.
    let done = try resume("--quiet --save", [scratch("o.safetensors")])
    #expect(done.status == 0 && done.lines.count == 1 && done.output.hasPrefix("test error "))
    #expect(scratch.bytes("o.safetensors") == expected)
  }

  @Test("an interruption writes the file, and so does a terminal that is closed")
  func interrupted() throws {
    let running = try RunningFledge(
      ["train", "--data", data.path]
        + words("--hidden 8 --epochs 9223372036854775807 --checkpoint \(checkpoint)"))
    #expect(running.waitForOutput { $0.contains("\n          3 ") })
    kill(running.process.processIdentifier, SIGHUP)
    let run = running.finish()
    #expect(run.status == 128 + SIGHUP)
    #expect(run.output.contains("--resume \(checkpoint) goes on with the training"))
    let step = run.lines.filter { $0.hasPrefix("          ") }.count
    let resumed = try resume("--epochs \(step) --quiet")
    #expect(resumed.status == 0, "\(resumed.errors)")
  }

  @Test("SIGHUP is left alone where the command was started to outlive its terminal")
  func nohup() throws {
    let running = try RunningFledge(
      ["train", "--data", data.path, "--hidden", "8", "--epochs", "9223372036854775807"],
      shell: "trap '' HUP; exec \"$FLEDGE\" \"$@\"")
    #expect(running.waitForOutput { $0.contains("\n          1 ") })
    kill(running.process.processIdentifier, SIGHUP)
    let lines = running.output.count
    #expect(running.waitForOutput { $0.count > lines + 200 })
    kill(running.process.processIdentifier, SIGTERM)
    #expect(running.finish().status == 128 + SIGTERM)
  }

  @Test("what is no checkpoint")
  func strangers() throws {
    #expect(try train("--epochs 1 --hidden 6 --save", [checkpoint]).status == 0)
    let model = try resume("")
    #expect(
      model.status == 1 && model.errors.contains("expected the options of 'fledge train'"), "\(model.errors)")
    let missing = try fledge(["train", "--resume", "/nowhere"])
    #expect(missing.status == 1 && missing.errors.contains("/nowhere"))
  }

  @Test("early stopping keeps the best model, and a table shows the validation")
  func earlyStopping() throws {
    let run = try train(
      "--hidden 64 --learning-rate 2 --label-smoothing 0.3 --epochs 300 --batch-size 10 --validation 0.3 --early-stopping 3 --save",
      [model])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("140 pictures to train on, 60 held back to validate, 100 to test"))
    #expect(run.output.contains("train loss  val. loss val. error  seconds"))
    #expect(run.output.contains("stopped early: the best epoch was "), "\(run.output.suffix(600))")
    let shown = try #require(run.lines.first { $0.hasPrefix("test error ") })
    let measured = try fledge(["evaluate", model, "--data", data.path])
    let percent = shown.dropFirst("test error ".count).prefix { $0 != ":" }
    #expect(measured.output.contains("test error \(percent) of"), "\(shown) \(measured.output)")
  }
}
