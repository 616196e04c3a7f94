import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// `--stream`: rows that stay in their file.
@Suite struct StreamCommandTests {
  let scratch = TemporaryDirectory()

  /// Two classes that a number and a category tell apart, a number missing now and then.
  private func birds(_ count: Int = 900) -> String {
    let rows = (0..<count).map { row in
      let isGull = row % 3 == 0
      let size = (isGull ? 4 : 6) + Double(row * 7919 % 100) / 60
      return
        "\(row % 50 == 7 ? "NA" : "\(size)"),\(row % 2 == 0 ? "north" : "south"),\(isGull ? "gull" : "tern")"
    }
    return scratch.file(
      "birds.csv", Array(("size,island,species\n" + rows.joined(separator: "\n") + "\n").utf8))
  }

  /// Figures for which no number of each example must be kept: those have none where examples are streamed.
  private static func compared(_ lines: [JSONValue]) -> [JSONValue?] {
    ["examples", "loss", "accuracy", "error", "balanced_accuracy", "brier"].map { lines.first?[$0] }
  }

  private func train(_ arguments: [String]) throws -> FledgeRun {
    let run = try fledge(["train"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  @Test("a table is trained, measured and predicted from its file, and the heading says so")
  func table() throws {
    let (data, model) = (birds(), scratch("m.safetensors"))
    let run = try train([data, "--target", "species", "--stream", "--epochs", "30", "--save", model])
    #expect(
      run.lines[0].contains(" rows to train on, ")
        && run.lines[0].hasSuffix(" held back to validate; 4 inputs, 2 classes"))
    #expect(run.output.contains("\nlogistic regression: left out, the rows are not in memory\n"))
    #expect(run.output.contains("\nstreamed, not held in memory: read in blocks of "))
    #expect(run.output.contains("predicts \"species\", 2 classes, from 1 number and 1 category"))
    let figures = try [[], ["--stream"]].map { more in
      try JSONValue.lines(fledge(["evaluate", model, data, "--json"] + more).output)
    }
    #expect(Self.compared(figures[0]) == Self.compared(figures[1]) && figures[0].first?["examples"] == 900)
    #expect(try #require(figures[0].first?["accuracy"]?.double) > 0.9)
    let plain = try train([data, "--target", "species", "--no-stream", "--epochs", "1"])
    #expect(!plain.output.contains("streamed"))
  }

  @Test("the same bits with any number of threads, and after a training that was stopped within an epoch")
  func bits() throws {
    let (data, checkpoint) = (birds(), scratch("c.safetensors"))
    let options = [
      data, "--target", "species", "--stream", "--hidden", "8", "--batch-size", "10", "--early-stopping",
      "50", "--schedule", "constant",
    ]
    _ = try train(options + ["--epochs", "6", "--save", scratch("a.safetensors"), "--threads", "1"])
    _ = try train(options + ["--epochs", "3", "--checkpoint", checkpoint, "--threads", "2"])
    let resumed = try train([
      "--resume", checkpoint, "--epochs", "6", "--save", scratch("b.safetensors"), "--threads", "2",
    ])
    #expect(resumed.output.contains("goes on from"))
    #expect(scratch.bytes("a.safetensors") == scratch.bytes("b.safetensors"))
    // Read whole the examples come in another order, and are others that are held back.
    let other = try fledge(["train", "--resume", checkpoint, "--no-stream", "--epochs", "8"])
    #expect(other.status == 1 && other.errors.contains("cannot go on with other batches"), "\(other.errors)")
    let again = try train(["--resume", checkpoint, "--stream", "--epochs", "8"])
    #expect(again.output.contains("streamed, not held in memory"))
  }

  @Test("killed within an epoch it goes on to the same bits, and leaves no file of rows behind")
  func killed() throws {
    let (data, checkpoint, rows) = (birds(2000), scratch("c.safetensors"), scratch("rows"))
    try FileManager.default.createDirectory(atPath: rows, withIntermediateDirectories: false)
    let options =
      [data, "--target", "species", "--stream", "--hidden", "8", "--batch-size", "10", "--seed", "3"]
      + ["--early-stopping", "400"]
    _ = try train(options + ["--epochs", "12", "--save", scratch("a.safetensors")])
    let running = try RunningFledge(
      ["train"] + options + ["--epochs", "12", "--checkpoint", checkpoint, "--every", "7"],
      environment: ["TMPDIR": rows])
    #expect(running.waitForOutput { $0.contains("\n          3 ") })
    kill(running.process.processIdentifier, SIGKILL)
    #expect(running.finish().status == -SIGKILL)
    #expect(try FileManager.default.contentsOfDirectory(atPath: rows) == [])
    let resumed = try train(["--resume", checkpoint, "--save", scratch("b.safetensors"), "--threads", "1"])
    #expect(resumed.output.contains("goes on from"))
    #expect(scratch.bytes("a.safetensors") == scratch.bytes("b.safetensors"))
  }

  @Test("groups stay together; what needs all rows at a time is refused")
  func options() throws {
    let rows = (0..<400).map { "\($0 % 7),p\($0 / 4),\($0 % 2)" }
    let data = scratch.file("t.csv", Array(("x,patient,y\n" + rows.joined(separator: "\n") + "\n").utf8))
    let run = try train([data, "--split-by", "patient", "--stream", "--epochs", "1"])
    #expect(
      run.output.contains("no value of \"patient\" in two parts")
        && run.output.contains("\"patient\" (as asked)"))
    for (more, message) in [
      (["--split-by-time", "x"], "--split-by-time sorts the rows"),
      (["--balanced"], "--class-weights balanced"),
    ] {
      let refused = try fledge(["train", data, "--stream", "--target", "y"] + more)
      #expect(refused.status == 64 && refused.errors.contains(message), "\(refused.errors)")
    }
    let refused = try fledge(["train", "digits", "--stream"])
    #expect(refused.status == 64 && refused.errors.contains("--stream is for tables"), "\(refused.errors)")
  }

  @Test("two arrays are trained and measured where they are, to the same figures")
  func arrays() throws {
    let x = Tensor(shape: [300, 2], (0..<600).map { Float($0 * 7919 % 1000) / 500 - 1 })
    let (inputs, targets, model) = (scratch("x.npy"), scratch("y.npy"), scratch("m.safetensors"))
    try NPY.write(x, to: inputs)
    try NPY.write((x[.all, 0] .> x[.all, 1]).converted(to: .int32), to: targets)
    let run = try train([inputs, targets, "--stream", "--epochs", "30", "--hidden", "8", "--save", model])
    #expect(run.lines[0].contains("240 examples to train on, 60 held back to validate; 2 inputs, 2 classes"))
    #expect(run.output.contains("streamed, not held in memory"))
    let figures = try [[], ["--stream"]].map { more in
      try JSONValue.lines(fledge(["evaluate", model, inputs, targets, "--json"] + more).output)
    }
    #expect(Self.compared(figures[0]) == Self.compared(figures[1]) && figures[0].first?["examples"] == 300)
  }

  @Test("no room for the rows is an error before the work, and names the directory")
  func noRoom() throws {
    let run = try fledge(
      ["train", birds(), "--target", "species", "--stream"], environment: ["TMPDIR": scratch("none")])
    #expect(run.status == 1 && run.errors.contains("\(scratch("none")): "), "\(run.errors)")
  }
}
