import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

/// `--augment`, `--mixup` and `--balanced`.
@Suite struct AugmentTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  @Test("changes as they are written")
  func changes() throws {
    let list = try AugmentationList(parsing: " shift 2,rotate 10 , flip, scale 0.9 1.1")
    #expect(list.plainText == "shift 2, rotate 10, flip, scale 0.9 1.1")
    #expect(
      list.changes(of: [4, 8]) == [
        .shift(rows: -0.5...0.5, columns: -0.25...0.25), .rotate(upTo: 10), .flip(.leftRight),
        .scale(0.9...1.1),
      ])
    let others = try AugmentationList(
      parsing: "shear 5, elastic 8 4, crop 0.6, erase 0.25, noise 0.05, flip top-bottom")
    #expect(
      others.changes(of: [4, 8, 3]) == [
        .shear(upTo: 5), .elastic(alpha: 8, sigma: 4), .crop(area: 0.6...1), .erase(probability: 0.25),
        .noise(standardDeviation: 0.05), .flip(.topBottom),
      ])
  }

  @Test(arguments: [
    ("", 1, "expected the name of a change, found the end"),
    ("flip,", 6, "expected the name of a change, found the end"),
    ("rotate", 1, "expected it as in 'rotate 10'"),
    ("flip, rotate x", 14, "expected degrees from 0 to 360, found 'x'"),
    ("flip, rotation 3", 7, "unknown change 'rotation': did you mean 'rotate'?"),
    ("zoom 2", 1, "unknown change 'zoom': did you mean 'scale'?"),
    ("shift 2 3", 9, "expected ',' or the end behind shift, found '3'"),
    ("scale 1.1 0.9", 11, "expected a factor of 1.1 or more, found '0.9'"),
    ("flip up", 6, "expected left-right or top-bottom, found 'up'"),
    ("erase 2", 7, "expected a probability from 0 to 1, found '2'"),
    ("noise -1", 7, "expected a deviation from 0 to 100, found '-1'"),
    ("flip; rotate 3", 5, "expected ',' or the end, found ';'"),
    ("crop nan", 6, "expected a share from 0.01 to 1, found 'nan'"),
  ])
  func errors(_ text: String, _ column: Int, _ message: String) throws {
    let run = try fledge(["train", data.path, "--augment", text])
    #expect(run.status == 64 && run.errors.contains("column \(column): \(message)"), "\(run.errors)")
    #expect(run.errors.contains("^"))
  }

  @Test(
    "the same bits on any number of threads and after a resumption; the training examples alone are changed")
  func bits() throws {
    let options = [
      data.path, "--augment", "shift 1, rotate 10, noise 0.1", "--mixup", "0.2", "--batch-size", "20",
      "--hidden", "8",
      "--validation", "0.2", "--seed", "4",
    ]
    func train(_ name: String, _ arguments: [String]) throws -> FledgeRun {
      let run = try fledge(["train"] + arguments + ["--save", scratch(name)])
      #expect(run.status == 0, "\(run.errors)")
      return run
    }
    let run = try train("a", options + ["--epochs", "4", "--threads", "1"])
    #expect(run.output.contains("augmented: shift 1, rotate 10, noise 0.1\nmixed in twos, alpha 0.2\n"))
    _ = try train("b", options + ["--epochs", "4", "--threads", "2"])
    _ = try train("c", options + ["--epochs", "2", "--checkpoint", scratch("ck")])
    _ = try train("c", ["--resume", scratch("ck"), "--epochs", "4"])
    #expect(scratch.bytes("a") == scratch.bytes("b") && scratch.bytes("a") == scratch.bytes("c"))
    _ = try train("d", options + ["--mixup", "0.4", "--epochs", "4"])
    #expect(scratch.bytes("a") != scratch.bytes("d"))
    // Next to nothing is learnt, so what is measured is the first weights, on examples that nothing changes.
    let losses = try [[], ["--augment", "noise 5"], ["--mixup", "1"]].map { more in
      let run = try fledge(
        ["train", data.path, "--epochs", "1", "--learning-rate", "1e-38", "--json"] + more)
      return try #require(JSONValue.lines(run.output).first?["test_loss"], "\(run.errors)")
    }
    #expect(losses[0] == losses[1] && losses[0] == losses[2])
  }

  @Test("what they do not go with is refused")
  func refused() throws {
    let table = scratch.file("t.csv", Array(("x,y\n" + (0..<40).map { "\($0),\($0 % 2)\n" }.joined()).utf8))
    for (arguments, message) in [
      ([table, "--target", "y", "--augment", "flip"], "--augment changes pictures"),
      ([table, "--target", "y", "--mixup", "0.2"], "--mixup mixes pictures and arrays"),
      ([table, "--target", "x", "--task", "regression", "--balanced"], "are numbers"),
      ([data.path, "--balanced", "--no-shuffle"], "leave one out"),
      ([data.path, "--mixup", "0"], "above 0"),
      ([data.path, "--mixup", "0.2", "--engine", "by-hand"], "by-hand"),
    ] {
      let run = try fledge(["train"] + arguments)
      #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("each class is drawn equally often: a rare one is learnt, with the same bits after a resumption")
  func balanced() throws {
    // Nine of a hundred rows are of the class that x below 9 tells.
    let rows = (0..<600).map { row in "\(row % 100),\(row % 100 < 9 ? "rare" : "usual")\n" }.joined()
    let table = scratch.file("t.csv", Array(("x,y\n" + rows).utf8))
    let options = [
      table, "--target", "y", "--balanced", "--hidden", "8", "--early-stopping", "50", "--schedule",
      "constant",
    ]
    func train(_ name: String, _ arguments: [String]) throws {
      let run = try fledge(["train"] + arguments + ["--save", scratch(name)])
      #expect(run.status == 0 && run.output.contains("each class equally often"), "\(run.errors)")
    }
    try train("a", options + ["--epochs", "6"])
    try train("b", options + ["--epochs", "3", "--checkpoint", scratch("ck")])
    try train("b", ["--resume", scratch("ck"), "--epochs", "6"])
    #expect(scratch.bytes("a") == scratch.bytes("b"))
    let other = try fledge(
      ["train"] + options.filter { $0 != "--balanced" } + ["--epochs", "6", "--save", scratch("c")])
    #expect(other.status == 0 && scratch.bytes("a") != scratch.bytes("c"))
  }
}
