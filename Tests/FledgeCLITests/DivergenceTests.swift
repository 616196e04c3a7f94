import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// A training that learns nothing says so, and one that has diverged ends with status 1.
@Suite struct DivergenceTests {
  let scratch = TemporaryDirectory()

  private func table(_ rows: Int, _ line: (Int) -> String) throws -> String {
    let lines = ["x,y"] + (0..<rows).map(line)
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: scratch("t.csv"))
    return scratch("t.csv")
  }

  /// By the preset whose loss is the plain cross-entropy.
  private func train(_ table: String, _ more: String) throws -> FledgeRun {
    try fledge(
      ["train", table, "--target", "y", "--preset", "plain"] + more.split(separator: " ").map(String.init))
  }

  private static let warning = "after the first epoch the loss is "

  @Test("too large a rate: a warning after the first epoch, an error in the end, nothing saved")
  func diverged() throws {
    let data = try table(200) {
      "\(Double($0 * 37 % 101) / 50 - 1),\(Double($0 * 37 % 101) + Double($0 % 7))"
    }
    for style in ["", "--json", "--quiet"] {
      let run = try train(
        data, "--optimizer sgd --learning-rate 2 --hidden 8 --epochs 3 --save \(scratch("m")) \(style)")
      #expect(run.status == 1)
      // It may leave the numbers altogether.
      let isFinite = run.errors.contains("Error: the training has diverged: its loss was ")
      #expect(isFinite || run.errors.contains("Error: the loss became "), "\(run.errors)")
      #expect(!scratch.names.contains("m"))
    }
  }

  @Test("a loss far above that of a guess after the first epoch is told once")
  func warned() throws {
    let data = try table(400) { "\($0 % 20),\($0 % 20 < 10 ? "a" : "b")" }
    let run = try train(data, "--learning-rate 30 --epochs 4 --early-stopping 9")
    #expect(run.errors.components(separatedBy: Self.warning).count == 2, "\(run.errors)")
    #expect(run.errors.contains("a guess that looks at no input 0.6931: a smaller learning rate"))
    let usual = try train(data, "--epochs 4")
    #expect(usual.status == 0 && !usual.errors.contains(Self.warning), "\(usual.errors)")
  }

  @Test("after a single step nothing has diverged yet")
  func oneStep() throws {
    let data = try table(20) { "\($0 * 37 % 20),\($0 * 37 % 20 < 10 ? "a" : "b")" }
    let run = try train(data, "--optimizer sgd --learning-rate 3 --epochs 1 --validation 0 --hidden 8")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("nothing to be learned is told, and is no error")
  func hopeless() throws {
    let data = try table(300) { "\($0 * 7919 % 1000),\($0 % 2 == 0 ? "a" : "b")" }
    let run = try train(data, "--epochs 2 --learning-rate 1e-9")
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("Warning: the model is no better than a guess"), "\(run.errors)")
    #expect(!run.errors.contains("Error"))
  }

  @Test("right more often than a guess, but so sure that its loss is larger: told, and no error")
  func tooSure() throws {
    // One row in eight is of the other class for no reason, and the network learns the training part by heart.
    let data = try table(160) {
      "\(Double($0 * 37 % 160) / 16),\(($0 * 37 % 160 < 80) != ($0 * 29 % 8 == 3) ? "a" : "b")"
    }
    let run = try train(
      data, "--learning-rate 0.01 --epochs 1000 --validation 0 --hidden 256,256 --test-fraction 0.4 --quiet")
    #expect(run.status == 0)
    #expect(run.errors.contains("though the error is smaller: the model is too sure"), "\(run.errors)")
  }

  @Test("a target that is always the same is nothing to be worse at")
  func constant() throws {
    let run = try train(try table(60) { "\($0),5" }, "--task regression --epochs 2")
    #expect(run.status == 0 && !run.errors.contains("a guess that looks at no input"), "\(run.errors)")
    // One class in the part that is measured.
    let rare = try train(try table(31) { "\($0),\($0 == 30 ? "b" : "a")" }, "--epochs 2 --validation 0.1")
    #expect(rare.status == 0 && !rare.errors.contains("too sure"), "\(rare.errors)")
  }

  @Test("no step taken is an error")
  func empty() throws {
    for (lines, part) in [
      (["x,y"], "expected rows below the heading"), (["x,y", "1,", "2,"], "something to predict"),
      (["x,y", "1,a"], "two classes"),
    ] {
      try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: scratch("t.csv"))
      let run = try train(scratch("t.csv"), "--save \(scratch("m"))")
      #expect(run.status == 1 && run.errors.contains(part), "\(run.errors)")
    }
    try NPY.write(.zeros([0, 3]), to: scratch("x.npy"))
    try NPY.write(.zeros([0]), to: scratch("y.npy"))
    let run = try fledge(["train", scratch("x.npy"), scratch("y.npy"), "--validation", "0"])
    #expect(run.status == 1 && run.errors.contains("one row an example"), "\(run.errors)")
    #expect(!scratch.names.contains("m"))
  }
}
