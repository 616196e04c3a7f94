import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

/// `--split-by` and `--split-by-time`.
@Suite struct PartitionTests {
  let scratch = TemporaryDirectory()

  private func options(_ arguments: [String]) throws -> TableOptions { try TableOptions.parse(arguments) }

  private func parts(_ table: Table, _ arguments: [String], validation: Double = 0.25) throws -> (
    kept: [Int], held: [Int]
  ) {
    let options = try options(["--target", "y"] + arguments)
    let partition = try RowPartition(table, options.schema(of: table), options)
    return try partition.hold(validation, of: Array(0..<table.count), seed: 0, option: "--validation")
  }

  private func table(_ name: String, _ column: TableColumn) -> Table {
    Table([
      TableColumn("x", numbers: (0..<column.count).map { Double($0 % 9) }), column,
      TableColumn("y", numbers: (0..<column.count).map { Double($0 % 2) }),
    ])
  }

  @Test("no group is in two parts; rows without a value are a group")
  func groups() throws {
    let names = (0..<80).map { $0 % 10 == 9 ? nil : "p\($0 * $0 % 17)" }
    let split = try parts(table("p", TableColumn("p", texts: names)), ["--split-by", "p"])
    #expect((split.kept + split.held).sorted() == Array(0..<80) && abs(split.held.count - 20) < 8)
    #expect(Set(split.kept.map { names[$0] }).isDisjoint(with: split.held.map { names[$0] }))
  }

  @Test("the last rows by a column are held back, and none of one time are in two parts")
  func time() throws {
    let times = (0..<40).map { Double(($0 * 7) % 40) }
    let split = try parts(table("t", TableColumn("t", numbers: times)), ["--split-by-time", "t"])
    #expect(Set(split.held.map { times[$0] }) == Set((30..<40).map(Double.init)))
    // 0 0 1 1 1 1 2 2: half of them would cut the ones.
    for (times, held) in [
      ([0, 0, 1, 1, 1, 1, 2, 2], 6), ([0, 1, 1, 1, 1, 1, 2, 2], 2), ([1, 1, 1, 1, 1, 2, 2, 2], 3),
    ] {
      #expect(Split(of: times, lastFraction: 0.5).held.count == held, "\(times)")
    }
    let months = (1...12).reversed().map { $0 < 10 ? "0\($0)" : "\($0)" }
    let dates = months.map { "2024-\($0)-01" }
    let sorted = try parts(table("d", TableColumn("d", texts: dates)), ["--split-by-time", "d"])
    #expect(sorted.held == [0, 1, 2])
  }

  @Test("the column is no input, unless it is said to be one")
  func inputs() throws {
    let table = table("t", TableColumn("t", numbers: (0..<40).map(Double.init)))
    for (arguments, names) in [([], ["x"]), (["--numeric", "t"], ["x", "t"])] {
      let options = try options(["--target", "y", "--split-by-time", "t"] + arguments)
      #expect(try options.schema(of: table).features.map(\.name) == names)
    }
  }

  @Test("folds share no group; more of them than groups, and times, are refused")
  func folds() throws {
    let lines = (0..<60).map { "\($0 % 9),p\($0 % 4),\($0 % 2)" }
    let path = scratch.file("t.csv", Array(("x,p,y\n" + lines.joined(separator: "\n") + "\n").utf8))
    let run = try fledge([
      "train", path, "--folds", "4", "--split-by", "p", "--epochs", "1", "--output", scratch("o.csv"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    let predictions = try Table(csv: scratch("o.csv"))
    let (rows, folds) = (try #require(predictions["row"]), try #require(predictions["fold"]))
    let pairs = Set(
      (0..<60).map { "\((Int(rows.number(at: $0) ?? 0) - 1) % 4) \(folds.number(at: $0) ?? 0)" })
    #expect(predictions.count == 60 && pairs.count == 4)
    for more in [["--folds", "5", "--split-by", "p"], ["--folds", "2", "--split-by-time", "x"]] {
      #expect(try fledge(["train", path] + more).status == 64)
    }
  }

  @Test("times that do not sort, columns that are not there, and contradictions are errors")
  func errors() throws {
    let lines = (0..<40).map { "\($0 % 9),\($0 % 28 + 1)/12/2024,\($0 % 2)" }
    let path = scratch.file("t.csv", Array(("x,when,y\n" + lines.joined(separator: "\n") + "\n").utf8))
    let run = try fledge(["train", path, "--split-by-time", "when", "--epochs", "1"])
    #expect(
      run.status == 1 && run.errors.contains("column \"when\", row 1")
        && run.errors.contains("such as 2024-12-31"), "\(run.errors)")
    let missing = try fledge(["train", path, "--split-by", "who", "--epochs", "1"])
    #expect(missing.status == 1 && missing.errors.contains("expected a column \"who\""), "\(missing.errors)")
    for arguments in [["--split-by", "x", "--split-by-time", "x"], ["--split-by", "y", "--target", "y"]] {
      #expect(try fledge(["train", path] + arguments).status == 64)
    }
    #expect(try fledge(["train", "digits", "--split-by", "x"]).status == 64)
    let good = try fledge(["train", path, "--split-by", "when", "--epochs", "1"])
    #expect(good.output.contains("no value of \"when\" in two parts"), "\(good.errors)")
  }
}
