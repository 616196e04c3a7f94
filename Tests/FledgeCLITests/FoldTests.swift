import Fledge
import FledgeFiles
import TestSupport
import Testing

/// `fledge train --folds`.
@Suite struct FoldTests {
  let scratch = TemporaryDirectory()

  /// Rows of which some have nothing to predict, and one class has seven.
  private func birds() -> String {
    var lines = ["size,island,species"]
    for row in 0..<103 {
      let species = row % 10 == 9 ? "" : row % 15 == 0 ? "auk" : row % 2 == 0 ? "gull" : "tern"
      let size = ["auk": 1, "gull": 4, "tern": 7][species] ?? 9
      lines.append("\(Double(size) + Double(row % 9) / 10),\(row % 3 == 0 ? "north" : "south"),\(species)")
    }
    return scratch.file("birds.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test("each row is predicted once, in the order of the file, by a model that has not seen it")
  func classes() throws {
    let table = birds()
    let run = try fledge([
      "train", table, "--target", "species", "--folds", "4", "--output", scratch("out.csv"), "--json",
      "--epochs",
      "40",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(lines.count == 5 && lines[0].keys.prefix(4) == ["fold", "examples", "epochs", "loss"])
    #expect(lines[0]["classes"]?["auk"] != nil && lines[0]["linear_model"]?["error"] != nil)
    let sizes = lines.prefix(4).compactMap { $0["examples"]?.double }
    #expect(sizes.sorted() == [23, 23, 23, 24])
    // Stratified: the seven auks are one or two in each part.
    for line in lines.prefix(4) {
      #expect([1, 2].contains(line["classes"]?["auk"]?["examples"]?.double), "\(line)")
    }
    let errors = lines.prefix(4).compactMap { $0["error"]?.double }
    let mean = errors.reduce(0, +) / 4
    let deviation = (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3).squareRoot()
    #expect(lines[4].keys == ["folds", "examples", "mean", "sd"] && lines[4]["examples"] == 93)
    #expect(abs(try #require(lines[4]["mean"]?["error"]?.double) - mean) < 1e-12)
    #expect(abs(try #require(lines[4]["sd"]?["error"]?.double) - deviation) < 1e-12)

    let (rows, original) = (try Table(csv: scratch("out.csv")), try Table(csv: table))
    #expect(rows.count == 93)
    #expect(
      rows.columns.map(\.name) == [
        "row", "fold", "target", "prediction", "probability_auk", "probability_gull", "probability_tern",
      ])
    var (last, mistakes) = (0.0, [Double](repeating: 0, count: 4))
    for row in 0..<rows.count {
      let number = rows["row"]!.number(at: row)!
      #expect(
        number > last && rows["target"]!.text(at: row) == original["species"]!.text(at: Int(number) - 1))
      last = number
      if rows["target"]!.text(at: row) != rows["prediction"]!.text(at: row) {
        mistakes[Int(rows["fold"]!.number(at: row)!) - 1] += 1
      }
    }
    #expect(zip(mistakes, sizes).map { $0 / $1 } == errors)
  }

  @Test("numbers in their own units, for people, and the same again")
  func numbers() throws {
    let lines = ["x,y"] + (0..<90).map { "\($0 * 37 % 90),\(1000 + 2 * ($0 * 37 % 90))" }
    let table = scratch.file("line.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
    let arguments = ["train", table, "--target", "y", "--task", "regression", "--folds", "3", "--output"]
    let run = try fledge(arguments + [scratch("a.csv")])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines[0].hasSuffix("line.csv: each part is predicted by a model of the others"))
    #expect(run.output.contains("\nmean and standard deviation over 3 folds:\nloss"))
    #expect(
      run.output.contains("\nrmse of ridge regression  ") && run.output.contains("\nrmse of the mean for all")
    )
    let rows = try Table(csv: scratch("a.csv"))
    for row in 0..<90 {
      let (target, prediction) = (rows["target"]!.number(at: row)!, rows["prediction"]!.number(at: row)!)
      #expect(abs(target - prediction) < 30, "row \(row): \(prediction), not \(target)")
    }
    #expect(try fledge(arguments + [scratch("b.csv"), "--threads", "1", "--quiet"]).lines.count == 1)
    #expect(scratch.bytes("a.csv") == scratch.bytes("b.csv"))
  }

  @Test("arrays: the parts of few examples, and what is predicted beside several targets")
  func arrays() throws {
    let x = Tensor((0..<60).map { [Float($0 % 7), Float($0 % 2)] })
    try NPY.write(x, to: scratch("x.npy"))
    try NPY.write(x[.all, 1].converted(to: .int64), to: scratch("y.npy"))
    let data = [scratch("x.npy"), scratch("y.npy")]
    let run = try fledge(["train"] + data + ["--folds", "3", "--output", scratch("o.csv"), "--epochs", "50"])
    #expect(run.status == 0, "\(run.errors)")
    let table = try Table(csv: scratch("o.csv"))
    #expect(table.count == 60 && table["target"]!.text(at: 1) == "1" && table["row"]!.number(at: 59) == 60)
    try NPY.write(x, to: scratch("y.npy"))
    #expect(
      try fledge(["train"] + data + ["--folds", "2", "--output", scratch("o.csv"), "--epochs", "1"]).status
        == 0)
    #expect(
      try Table(csv: scratch("o.csv")).columns.map(\.name) == [
        "row", "fold", "target_1", "target_2", "prediction_1", "prediction_2",
      ])
  }

  @Test("a figure that only some folds have says so")
  func rare() throws {
    let lines = ["x,y"] + (1...30).map { "\($0),a" } + ["99,b"]
    let table = scratch.file("rare.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
    let run = try fledge(["train", table, "--target", "y", "--folds", "5", "--epochs", "2"])
    #expect(run.status == 0, "\(run.errors)")
    let line = try #require(run.lines.first { $0.hasPrefix("auc ") })
    #expect(line.hasSuffix("  over 1 of them"), "\(line)")
  }

  @Test("what cross-validation does not go with")
  func refused() throws {
    let table = birds()
    let folds = ["train", table, "--target", "species", "--folds", "4"]
    for (arguments, status, part) in [
      (folds + ["--save", scratch("m")], 64, "models that are not kept: leave --save out"),
      (folds + ["--checkpoint", scratch("c")], 64, "leave --checkpoint out"),
      (folds + ["--run"], 64, "leave --run out"),
      (folds + ["--tensorboard", scratch("b")], 64, "leave --tensorboard out"),
      (folds + ["--test-fraction", "0.1"], 64, "--folds tests on each part in turn"),
      (["train", table, "--target", "species", "--output", "o.csv"], 64, "--output goes with --folds"),
      (["train", table, "--target", "species", "--folds", "1"], 64, "at least 2"),
      (["train", table, "--target", "species", "--folds", "94"], 64, "there are only 93 rows"),
      (["train", "digits", "--folds", "3"], 64, "data without parts of their own"),
      (folds + ["--output", scratch("no/o.csv")], 1, "there is no directory"),
      (folds + ["--learning-rate", "1e30"], 1, "the loss became"),
    ] as [([String], Int32, String)] {
      let run = try fledge(arguments)
      #expect(run.status == status && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
    #expect(scratch.names == ["birds.csv"])
  }
}
