import FledgeData
import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

@testable import FledgeTable

/// Tables that are read row by row: what only many rows, or few of a kind, bring about.
@Suite struct TableStreamEdgeTests {
  let scratch = TemporaryDirectory()

  private func path(_ lines: [String], _ name: String = "t.csv") -> String {
    scratch.file(name, Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test("JSON lines: numbers that are a category, and texts that come behind thousands of numbers")
  func jsonCategories() throws {
    let lines = (0..<9000).map { row in
      "{\"x\": \(row), \"code\": \(row % 3), \"mixed\": \(row < 5000 ? "\(row % 2)" : "\"a\""), \"y\": \(row % 2)}"
    }
    let path = path(lines, "t.jsonl")
    let (stream, table) = (try TableStream(path), try Table(jsonLines: path))
    let schema = try TableSchema(table, target: "y", categorical: ["code"])
    let learnt = try stream.learn(target: "y", categorical: ["code"])
    expectClose(
      try learnt.encoding.dataset(table).inputs,
      try TableEncoding(fitting: table, schema: schema).dataset(table).inputs, within: 1e-6)
    #expect(learnt.schema == schema && learnt.rows == 9000 && learnt.counts.train == 9000)
    let (train, expected) = (try #require(stream.datasets(learnt).train), try learnt.encoding.dataset(table))
    #expect(train.count == 9000 && train.inputs == expected.inputs)
  }

  @Test("lines in which nothing stands are rows, also where thousands of them follow one another")
  func emptyLines() throws {
    let lines = (0..<9000).map { row in
      row > 2000 && row < 8000 ? "{}" : "{\"x\": 7, \"z\": \(row), \"y\": \(row % 2)}"
    }
    let path = path(lines, "t.jsonl")
    let (stream, schema) = (try TableStream(path), try TableSchema(Table(jsonLines: path), target: "y"))
    let learnt = try stream.learn(target: "y")
    #expect(learnt.rows == 9000 && learnt.schema == schema && learnt.counts.train == 3001)
    let empty = try Table(jsonLines: scratch.file("e.jsonl", Array("{}\n{}\n{}\n".utf8)))
    #expect(empty.count == 3 && empty.columns.isEmpty && empty.rows([2, 0]).count == 2)
  }

  @Test("the same number in every row of the training part is no quantity that varies")
  func constantInTraining() throws {
    // 0.1 a thousand times adds up to 99.9999999999986.
    let lines = ["x,z,y"] + (0..<1000).map { "0.1,\($0),\($0 % 2 == 0 ? "a" : "b")" }
    let (table, stream) = (try Table(csv: path(lines)), try TableStream(path(lines)))
    for encoding in [
      TableEncoding(fitting: table, schema: try TableSchema(table, target: "y", numeric: ["x"])),
      try stream.learn(target: "y", numeric: ["x"]).encoding,
    ] {
      guard case .number(let number) = encoding.columns[0].content else { return }
      #expect(number.center == 0.1 && number.scale == 1 && number.fill == 0.1)
    }
    var summary = NumberSummary(mostDifferent: 20)
    for _ in 0..<100 {
      summary.add([Double](repeating: 0.1, count: 10), training: Array(0..<10), sampled: [])
    }
    #expect(summary.moments.center == 0.1 && summary.moments.scale == 0)
  }

  @Test(
    "what is missing in a column of which the sample has no number is its mean",
    arguments: [
      NumberEncoding.Scaling.standard, .robust,
    ])
  func rare(scaling: NumberEncoding.Scaling) {
    let encoding = NumberEncoding([], moments: (center: 5, scale: 2), scaling: scaling, hasIndicator: true)
    #expect(encoding.fill == 5 && encoding.center == 5 && encoding.scale == 2)
  }

  @Test("more rows than a data set can have are an error before they are taken in")
  func tooMany() throws {
    var stream = try TableStream(path(["x,y"] + (0..<100).map { "\($0),\($0 % 2)" }))
    let learnt = try stream.learn(target: "y")
    stream.mostRows = 99
    for read in [
      { (stream: TableStream) in _ = try stream.learn(target: "y") }, { _ = try $0.datasets(learnt) },
      { try $0.forEachBlock { _, _ in } },
    ] {
      let error = #expect(throws: FileError.self) { try read(stream) }
      #expect(error?.expected == "at most 99 rows" && error?.found == "more")
    }
    stream.mostRows = 100
    #expect(try stream.learn(target: "y").rows == 100)
  }

  @Test("an error in a row of a part names its place in the file")
  func placeInPart() throws {
    let lines = ["x,y"] + (0..<400).map { "\($0),\($0 % 2 == 0 ? "a" : "b")" }
    let parts = StreamedParts(validation: 0.3, test: 0.2, seed: 4)
    let learnt = try TableStream(path(lines)).learn(target: "y", parts: parts)
    for row in [0, 57, 200, 399] {
      var other = lines
      other[row + 1] = "1,c"
      let stream = try TableStream(path(other, "other.csv"))
      let error = #expect(throws: FileError.self) { _ = try stream.datasets(learnt, parts: parts) }
      #expect(error?.place == "row \(row + 1), column \"y\"")
    }
  }

  @Test("a number that is not finite is an error in a column of numbers, and stays as it stands in any other")
  func notFinite() throws {
    let lines = ["x,y"] + (0..<300).map { "\($0),\($0 % 2 == 0 ? "a" : "b")" }
    let learnt = try TableStream(path(lines)).learn(target: "y")
    for text in ["1e999", "-inf"] {
      var other = lines
      other[201] = "\(text),a"
      let path = path(other, "other.csv")
      let error = FileError(
        path: path, place: "line 202, column \"x\"", expected: "a finite number", found: text.quoted)
      #expect(throws: error) { try Table(csv: path) }
      #expect(throws: error) { try TableStream(path).learn(target: "y") }
      #expect(throws: error) { try TableStream(path).dataset(learnt.encoding) }
      #expect(throws: error) {
        try TableStream(path, format: CSVFormat(numbers: ["x"])).forEachBlock { _, _ in }
      }
      var texts: [String?] = []
      try TableStream(path).forEachBlock { block, _ in
        texts += (0..<block.count).map { block.columns[0].text(at: $0) }
      }
      #expect(texts == other.dropFirst().map { String($0.prefix { $0 != "," }) })
    }
  }
}
