import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Slips in data, and what follows of it: a text among numbers, parts without classes, too few rows.
@Suite struct SlipTests {
  let scratch = TemporaryDirectory()

  private func file(_ name: String, _ lines: [String]) -> String {
    scratch.file(name, Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Sixty rows of two species, with a slip in line 3 of a column.
  private func birds(_ slip: String = "abc", in column: String = "size") -> String {
    let rows = (0..<60).map { row in
      let isGull = row % 3 == 0
      let (size, mass) = ((isGull ? 4 : 6) + Double(row % 7) / 10, 40.5 + Double(row % 9))
      let island = ["north", "south", "east"][row / 20]
      return
        "\(row == 1 && column == "size" ? slip : "\(size)"),\(row == 1 && column == "mass" ? slip : "\(mass)"),\(island),\(isGull ? "gull" : "tern")"
    }
    return file("birds.csv", ["size,mass,island,species"] + rows)
  }

  private func train(_ arguments: String...) throws -> FledgeRun {
    try fledge(["train"] + arguments + ["--epochs", "2"])
  }

  @Test("a text among numbers is named with its line and what can be done, once")
  func strayText() throws {
    let run = try train(birds(), "--target", "species")
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "Warning: \"size\": 59 of 60 values are numbers, but line 3 has \"abc\": it is taken as categories; "
          + "--missing abc takes that for a missing value, --categorical size keeps it so\n"), "\(run.errors)"
    )
    let folds = try train(birds(), "--target", "species", "--folds", "3")
    #expect(folds.errors.components(separatedBy: "line 3 has").count == 2, "\(folds.errors)")
    for more in [["--missing", "abc"], ["--categorical", "size"], ["--ignore", "size"]] {
      let quiet = try fledge(["train", birds(), "--target", "species", "--epochs", "2"] + more)
      #expect(quiet.status == 0 && !quiet.errors.contains("line 3"), "\(more): \(quiet.errors)")
    }
    let spaced = try train(birds("no idea"), "--target", "species")
    #expect(spaced.errors.contains("; --missing 'no idea' takes that"), "\(spaced.errors)")
    let strict = try train(birds(), "--target", "species", "--numeric", "size")
    #expect(
      strict.status == 1
        && strict.errors.contains("line 3, column \"size\": expected a finite number, found \"abc\""))
  }

  @Test("in the target it says how many classes that makes; numbers are then an error in its line")
  func strayTarget() throws {
    let path = birds(in: "mass")
    let run = try train(path, "--target", "mass")
    #expect(
      run.errors.contains(
        "\"mass\": 59 of 60 values are numbers, but line 3 has \"abc\": it is taken for 10 classes; "
          + "--missing abc takes that for a missing value, --task classification keeps it so"),
      "\(run.errors)")
    let numbers = try train(path, "--target", "mass", "--task", "regression")
    #expect(
      numbers.status == 1
        && numbers.errors.contains("line 3, column \"mass\": expected a finite number, found \"abc\""),
      "\(numbers.errors)")
    let mended = try train(path, "--target", "mass", "--missing", "abc")
    #expect(
      !mended.errors.contains("line 3") && mended.output.contains("1 row without \"mass\" left out")
        && mended.output.contains("predicts \"mass\", a number"))
    let many = file("many.csv", ["x,y"] + (0..<60).map { "\($0),\($0 == 1 ? "abc" : "\($0).5")" })
    let refused = try train(many, "--target", "y")
    #expect(
      refused.status == 1
        && refused.errors.contains(
          "line 3, column \"y\": expected a number, as 59 of 60 values are, found \"abc\""),
      "\(refused.errors)")
  }

  @Test("a description of the table says so, in JSON too")
  func described() throws {
    let run = try fledge(["data", "describe", birds(), "--target", "species"])
    let line =
      "\"size\": 59 of 60 values are numbers, but line 3 has \"abc\": the column is taken as texts"
    #expect(
      run.output.contains("\n- \(line); --missing abc takes that for a missing value\n"), "\(run.output)")
    let object = try #require(JSONValue.lines(fledge(["data", "describe", birds(), "--json"]).output).first)
    guard case .array(let findings)? = object["findings"] else { return #expect(Bool(false)) }
    #expect(findings.contains(.string(line)))
    let mended = try fledge(["data", "describe", birds(), "--missing", "abc"])
    #expect(!mended.output.contains("line 3") && mended.output.contains("size     number        1"))
  }

  @Test("a validation part without some classes is said to be one, and no rate is blamed for it")
  func classes() throws {
    // Each species has an island of its own.
    let rows = (0..<90).map { row in
      "\(Double(row / 30) + Double(row % 7) / 10),\(["a", "b", "c"][row / 30]),\(["x", "y", "z"][row / 30])"
    }
    let path = file("islands.csv", ["size,island,species"] + rows)
    let run = try fledge([
      "train", path, "--target", "species", "--split-by", "island", "--preset", "plain", "--learning-rate",
      "0.1", "--epochs", "30",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let held = try #require(["x", "y", "z"].first { run.errors.contains("the class \"\($0)\" alone") })
    #expect(
      run.errors == """
        Warning: the validation part has the class "\(held)" alone: its figures say little
        Warning: the training part has no example of the class "\(held)", which the validation part has: what is not there is not learnt

        """)
    let rare = file(
      "rare.csv", ["x,y"] + (0..<60).map { "\($0 % 9).5,\($0 < 1 ? "odd" : $0 % 2 == 0 ? "a" : "b")" })
    let lacking = try train(rare, "--target", "y")
    let even = try train(birds("5"), "--target", "species")
    #expect(even.errors.isEmpty, "\(even.errors)")
    #expect(
      lacking.errors.contains(
        "Warning: the validation part has no example of the class \"odd\": its figures say nothing of it\n")
        || lacking.errors.contains("the training part has no example of the class \"odd\""),
      "\(lacking.errors)")
  }

  @Test("too few rows for the share that is held back unless asked: the file and the way out are named")
  func fewRows() throws {
    let path = file("tiny.csv", ["x,y", "1,a", "2,b"])
    let run = try train(path, "--target", "y")
    #expect(
      run.status == 64
        && run.errors.hasPrefix(
          "Error: --validation: a share of 0.2, the default, of the 2 rows of \(path) leaves a part without any; --validation 0 holds none back\n"
        ), "\(run.errors)")
    #expect(try train(path, "--target", "y", "--validation", "0").status == 0)
    let asked = try train(path, "--target", "y", "--validation", "0.9")
    #expect(
      asked.errors.hasPrefix(
        "Error: --validation: a share of 0.9 of the 2 rows of \(path) leaves a part without any\n"),
      "\(asked.errors)")
    let group = try train(birds("5"), "--target", "species", "--split-by", "size", "--test-fraction", "0.001")
    #expect(group.status == 0 || group.errors.contains("--test-fraction: a share of 0.001 of the 60 rows of"))
    let streamed = try train(path, "--target", "y", "--stream")
    #expect(
      streamed.status != 0 && (streamed.errors.contains("the default") || streamed.errors.contains("none")),
      "\(streamed.errors)")
  }
}
