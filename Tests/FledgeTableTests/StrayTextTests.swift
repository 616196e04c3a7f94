import FledgeFiles
import FledgeTable
import Testing

/// A text or two in a column of numbers.
@Suite struct StrayTextTests {
  private func file(_ rows: [String], heading: String = "mass,kind") throws -> TableFile {
    try TableFile(Array(([heading] + rows).joined(separator: "\n").utf8), name: "t.csv")
  }

  private func rows(_ count: Int, _ mass: (Int) -> String) -> [String] {
    (0..<count).map { "\(mass($0)),\($0 % 2 == 0 ? "a" : "b")" }
  }

  @Test("the first is named with its line, blank lines and lines within quotes counted")
  func line() throws {
    let lines = rows(30) { $0 == 4 || $0 == 9 ? "abc" : $0 == 12 ? "n.n." : $0 == 3 ? "" : "\($0).5" }
    let text =
      ["# a note", "mass,kind", ""] + lines.prefix(3) + ["1,\"two", "lines\""] + lines.dropFirst(3)
    let file = try TableFile(
      Array(text.joined(separator: "\n").utf8), name: "t.csv", format: CSVFormat(skippingLines: 1))
    let stray = try #require(file.strayTexts.first)
    #expect(file.strayTexts.count == 1 && stray.column == "mass" && stray.texts == ["abc", "n.n."])
    #expect(stray.numbers == 27 && stray.values == 30)
    // Three lines above the rows, three rows, one of two lines, one without a value.
    #expect(stray.line == 10)
    #expect("\(stray)" == "\"mass\": 27 of 30 values are numbers, but line 10 has \"abc\"")
  }

  @Test("a tenth of the values may be texts, of twenty values or more")
  func bounds() throws {
    #expect(try file(rows(20) { $0 < 2 ? "x" : "\($0)" }).strayTexts.first?.numbers == 18)
    #expect(try file(rows(20) { $0 < 3 ? "x" : "\($0)" }).strayTexts.isEmpty)
    #expect(try file(rows(19) { $0 < 1 ? "x" : "\($0)" }).strayTexts.isEmpty)
    #expect(try file(rows(40) { $0 % 2 == 0 ? "x" : "\($0)" }).strayTexts.isEmpty)
    #expect(try file(rows(40) { "\($0)" }).strayTexts.isEmpty)
    // What is missing is no value.
    #expect(try file(rows(40) { $0 < 25 ? "NA" : $0 < 26 ? "x" : "\($0)" }).strayTexts.isEmpty)
  }

  @Test("codes that begin with 0, and columns that were said to hold texts, are texts on purpose")
  func purpose() throws {
    #expect(try file(rows(40) { $0 == 7 ? "01067" : "\(10_000 + $0)" }).strayTexts.isEmpty)
    let text = (["mass,kind"] + rows(40) { $0 == 7 ? "x" : "\($0)" }).joined(separator: "\n")
    #expect(try TableFile(Array(text.utf8), format: CSVFormat(texts: ["mass"])).strayTexts.isEmpty)
    #expect(try TableFile(Array(text.utf8), format: CSVFormat(missing: ["x"])).strayTexts.isEmpty)
  }

  @Test("decimal commas are numbers, and a text far from the first rows is found")
  func far() throws {
    let comma =
      (["mass;kind"]
      + rows(30) { $0 == 7 ? "x" : "\($0),5" }.map {
        $0.replacing(",a", with: ";a").replacing(",b", with: ";b")
      })
      .joined(separator: "\n")
    #expect(try TableFile(Array(comma.utf8)).strayTexts.first?.line == 9)
    let many = try file(rows(400_000) { $0 == 399_990 ? "abc" : "\($0).25" })
    #expect(many.strayTexts.first?.line == 399_992 && many.strayTexts.first?.numbers == 399_999)
  }

  @Test("JSON lines: a string among numbers, blank lines counted")
  func json() throws {
    let lines = (0..<30).map { $0 == 5 ? "{\"x\": \"abc\"}" : "{\"x\": \($0)}" }
    let file = try TableFile(Array((["", ""] + lines).joined(separator: "\n").utf8), name: "t.jsonl")
    #expect(file.strayTexts.map(\.line) == [8] && file.strayTexts[0].texts == ["abc"])
    for slip in ["", "NaN"] {
      let lines = (0..<30).map { $0 == 5 ? "{\"x\": \"\(slip)\"}" : "{\"x\": \($0)}" }
      let file = try TableFile(Array(lines.joined(separator: "\n").utf8), name: "t.jsonl")
      #expect(file.strayTexts.map(\.line) == [6] && file.strayTexts[0].texts == [slip])
    }
  }

  @Test("a profile says so; a target that cannot be predicted for it is an error in its line")
  func profile() throws {
    let file = try file(rows(300) { $0 == 1 ? "abc" : "\($0).5" })
    let profile = try TableProfile(file)
    #expect(
      profile.findings.map { "\($0)" }.contains(
        "\"mass\": 299 of 300 values are numbers, but line 3 has \"abc\": the column is taken as texts"))
    #expect(
      try TableProfile(file.table).findings.allSatisfy { if case .strayTexts = $0 { false } else { true } })
    do {
      _ = try TableProfile(file, target: "mass")
      Issue.record("300 classes were taken")
    } catch let error as FileError {
      #expect(
        "\(error)"
          == "t.csv: line 3, column \"mass\": expected a number, as 299 of 300 values are, found \"abc\"")
    }
  }
}
