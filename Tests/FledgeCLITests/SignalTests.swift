import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Ctrl-C and SIGTERM: the table so far, the model saved, and an exit status that says what happened.
@Suite struct SignalTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func endless(_ more: [String]) -> [String] {
    ["train", "--data", data.path, "--hidden", "8", "--epochs", "9223372036854775807"] + more
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func trainingEndsInOrder(_ signal: Int32) throws {
    let model = scratch("model.safetensors")
    let running = try RunningFledge(endless(["--save", model]))
    #expect(running.waitForOutput { $0.contains("\n          3 ") })
    kill(running.process.processIdentifier, signal)
    let run = running.finish()
    #expect(run.status == 128 + signal)
    #expect(run.errors.isEmpty)
    for epoch in 1...3 { #expect(run.output.contains("\n          \(epoch) ")) }
    #expect(run.output.contains("\ninterrupted in epoch "))
    #expect(run.lines.last == "model saved to \(model)")
    #expect(scratch.names == ["model.safetensors"])
    #expect(try fledge(["evaluate", model, "--data", data.path]).status == 0)
  }

  @Test func jsonStaysJSON() throws {
    let running = try RunningFledge(endless(["--json"]))
    #expect(running.waitForOutput { $0.contains("\"epoch\":2") })
    kill(running.process.processIdentifier, SIGINT)
    let run = running.finish()
    #expect(run.status == 130)
    #expect(run.errors.hasPrefix("interrupted in epoch "))
    let epochs = try JSONValue.lines(run.output).compactMap { $0["epoch"]?.double }
    #expect(epochs == (1...epochs.count).map(Double.init))
  }

  @Test func nothingIsSavedUnasked() throws {
    let running = try RunningFledge(endless([]))
    #expect(running.waitForOutput { $0.contains("\n          1 ") })
    kill(running.process.processIdentifier, SIGINT)
    let run = running.finish()
    #expect(run.status == 130)
    #expect(run.lines.last == "the model was not kept; --save model.safetensors keeps it")
  }

  /// While it loads or waits there is nothing to save: it ends at once.
  @Test(arguments: [SIGINT, SIGTERM])
  func waitingEndsAtOnce(_ signal: Int32) throws {
    let model = scratch("model.safetensors")
    let trained = try fledge([
      "train", "--data", data.path, "--hidden", "none", "--epochs", "1", "--save", model,
    ])
    #expect(trained.status == 0)
    let input = Pipe()
    let running = try RunningFledge(["predict", model, "-"], standardInput: input)
    let row = [String](repeating: "0", count: 16).joined(separator: ",") + "\n"
    try input.fileHandleForWriting.write(contentsOf: Data(row.utf8))
    #expect(running.waitForOutput { $0.hasSuffix("\n") })
    kill(running.process.processIdentifier, signal)
    let run = running.finish()
    #expect(run.status == (signal == SIGINT ? 130 : 143))
    #expect(run.lines.count == 1)
    #expect(run.errors.isEmpty)
  }
}
