import FledgeTable
import Testing

@Suite struct TableProfileTests {
  @Test("figures of numbers and texts")
  func figures() throws {
    let numbers = ColumnProfile(TableColumn("x", numbers: [3, 1, nil, 2, 4]))
    #expect(numbers.missing == 1 && numbers.different == 4 && numbers.quartiles == [1, 1.75, 2.5, 3.25, 4])
    #expect(numbers.mean == 2.5 && abs(numbers.standardDeviation - 1.25.squareRoot()) < 1e-15)
    let texts = ColumnProfile(TableColumn("t", texts: ["b", "a", "b", nil, "c"]))
    #expect(texts.different == 3 && texts.frequent.map { "\($0.text)\($0.rows)" } == ["b2", "a1", "c1"])
    let nothing = ColumnProfile(TableColumn("n", numbers: [nil]))
    #expect(nothing.quartiles.isEmpty && nothing.mean.isNaN && nothing.frequent.isEmpty)
  }

  @Test("what looks wrong: an index, a copy of the target, repeated rows, rare classes, imbalance")
  func findings() throws {
    let rows = 60
    let kinds = (0..<rows).map { $0 < 3 ? "rare" : "usual" }
    let table = Table([
      TableColumn("id", numbers: (1...rows).map { Double($0) }),
      TableColumn("code", numbers: kinds.map { $0 == "rare" ? 7 : 9 }),
      TableColumn("x", numbers: (0..<rows).map { Double($0 / 2) }), TableColumn("kind", texts: kinds),
    ])
    #expect(
      try TableProfile(table, target: "kind").findings == [
        .useless(column: "id", .runningNumber), .tellsTarget(column: "code"),
        .rareClass("rare", rows: 3), .imbalance("usual", share: 57 / 60),
      ])
    let twice = Table([
      TableColumn("x", numbers: [1, 1, 2, 2, nil, nil]),
      TableColumn("y", texts: ["a", "a", "b", "a", "b", "b"]),
    ])
    #expect(
      try TableProfile(twice, target: "y").findings.prefix(2) == [
        .duplicates(rows: 2), .contradictions(rows: 1),
      ])
  }
}
