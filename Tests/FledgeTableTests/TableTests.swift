import FledgeTable
import TestSupport
import Testing

@Suite struct TableTests {
  let table = Table([
    TableColumn("age", numbers: [31, nil, 4.5]), TableColumn("city", texts: ["Huế", nil, "Huế"]),
    TableColumn("count", numbers: [1, 2, 70_000]),
  ])

  @Test("a row's number and text, and what is missing")
  func values() {
    #expect(table.count == 3 && table["age"]?.missingCount == 1 && table["city"]?.missingCount == 1)
    #expect((0..<3).map { table["age"]!.number(at: $0) } == [31, nil, 4.5])
    #expect((0..<3).map { table["age"]!.text(at: $0) } == ["31", nil, "4.5"])
    #expect((0..<3).map { table["city"]!.text(at: $0) } == ["Huế", nil, "Huế"])
    #expect(table["count"]?.text(at: 2) == "70000" && table["city"]?.number(at: 0) == nil)
    #expect(table["colour"] == nil)
  }

  @Test("printed: the first rows under the names, as many columns as go on a line")
  func description() {
    #expect(
      "\(table)".split(separator: "\n") == [
        "age  city  count", " 31  Huế       1", "               2", "4.5  Huế   70000", "3 rows, 3 columns",
      ])
    let wide = Table((0..<40).map { TableColumn("column \($0)", numbers: Array(repeating: 1.5, count: 9)) })
    let lines = "\(wide)".split(separator: "\n")
    #expect(lines.count == 8 && lines[0].hasSuffix("column 6  …") && lines[6] == "…")
    #expect(lines[7] == "9 rows, 40 columns" && lines.allSatisfy { $0.count <= 80 })
    #expect("\(Table([TableColumn("x", numbers: [])]))" == "x\n0 rows, 1 column")
    let long = Table([TableColumn("a\nb", texts: [String(repeating: "x", count: 100)])])
    #expect("\(long)".split(separator: "\n")[1] == "xxxxxxxxxxxxxxxxxxxxxxx…")
  }

  @Test("numbers stand in the narrowest memory that holds them exactly")
  func storage() {
    for numbers in [[1, nil, -32767], [32768, 0.5, nil], [0.1, nil, 1e300]] as [[Double?]] {
      let column = TableColumn("x", numbers: numbers)
      #expect((0..<3).map { column.number(at: $0) } == numbers)
    }
  }

  @Test("rows in another order, and twice")
  func rows() {
    let rows = table.rows([2, 2, 0])
    #expect(rows.count == 3 && (0..<3).map { rows["age"]!.number(at: $0) } == [4.5, 4.5, 31])
    #expect((0..<3).map { rows["city"]!.text(at: $0) } == ["Huế", "Huế", "Huế"])
  }

  @Test("levels are a collection of texts, however they are kept")
  func levels() throws {
    let table = try TableFile(Array("a,b\nNA,1\nlong text,2\n?,3\nx,4\nlong text,5\n".utf8)).table
    guard case .texts(let texts) = table["a"]!.values else { return #expect(Bool(false)) }
    #expect(texts.levels == ["long text", "x"] && texts.levels.count == 2 && texts.levels.last == "x")
    #expect(texts.codes == [-1, 0, -1, 1, 0])
    #expect(texts == TableTexts([nil, "long text", nil, "x", "long text"]))
    #expect(texts != TableTexts(levels: ["long text", "y"], codes: texts.codes))
  }

  @Test("a row or a level that is none stops the program")
  func noSuchRow() async {
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableNumbers([1, 2])[2]
      }, "expected a row from 0 to 1, got 2")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableTexts(["a"])[-1]
      }, "expected a row from 0 to 0, got -1")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableColumn("x", texts: ["a"]).number(at: 1)
      }, "expected a row from 0 to 0, got 1")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableColumn("x", numbers: [1]).text(at: .min)
      }, "expected a row from 0 to 0")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableColumn("x", numbers: [1]).rows([0, 1])
      }, "expected a row from 0 to 0, got 1")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Table([]).rows([0])
      }, "expected a row from 0 to -1, got 0")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableLevels(["a"])[1]
      }, "TableLevels: expected a level from 0 to 0, got 1")
    // The texts that stand for a missing value are kept in front of the first level.
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let table = try TableFile(Array("a,b\nNA,1\ntext,2\n".utf8)).table
        guard case .texts(let texts) = table["a"]!.values else { return }
        _ = texts.levels[-1]
      }, "TableLevels: expected a level from 0 to 0, got -1")
  }
}
