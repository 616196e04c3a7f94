import FledgeData
import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

@testable import FledgeTable

/// Tables that are read row by row.
@Suite struct TableStreamTests {
  let scratch = TemporaryDirectory()

  /// Numbers with some missing, a category with rare levels, a column of numbers that ends in a text, one that counts rows, a constant.
  private func lines(_ count: Int) -> [String] {
    ["id,size,island,code,same,kind"]
      + (0..<count).map { row in
        let size = row % 11 == 3 ? "NA" : "\(Double(row * 7919 % 1000) / 8)"
        let island = row % 97 == 5 ? "rare\(row)" : ["north", "south", ""][row % 3]
        let code = row == count - 1 ? "x7" : "0\(row % 4)"
        return "\(row),\(size),\(island),\(code),7,\(row % 23 == 0 ? "" : row % 2 == 0 ? "gull" : "tern")"
      }
  }

  private func path(_ lines: [String], _ name: String = "t.csv") -> String {
    scratch.file(name, Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func expectSame(_ one: TableEncoding, _ other: TableEncoding) {
    #expect(one.targetName == other.targetName && one.columns.map(\.name) == other.columns.map(\.name))
    for (one, other) in zip(one.columns, other.columns) {
      switch (one.content, other.content) {
      case (.number(let one), .number(let other)):
        #expect(
          one.hasIndicator == other.hasIndicator && one.fill == other.fill && one.isClipped == other.isClipped
        )
        #expect(abs(one.center - other.center) < 1e-9 && abs(one.scale - other.scale) < 1e-9)
      default: #expect(one == other)
      }
    }
    switch (one.target, other.target) {
    case (.number(let center, let scale), .number(let otherCenter, let otherScale)):
      #expect(abs(center - otherCenter) < 1e-9 && abs(scale - otherScale) < 1e-9)
    default: #expect(one.target == other.target)
    }
  }

  @Test(
    "what is learnt, and the examples, are those of the table in memory", arguments: ["kind", "size", "code"])
  func sameAsInMemory(target: String) throws {
    let path = path(lines(600))
    let (stream, table) = (try TableStream(path), try Table(csv: path))
    let learnt = try stream.learn(target: target)
    let schema = try TableSchema(table, target: target)
    #expect(learnt.schema == schema && learnt.rows == 600)
    let present = table.rows((0..<600).filter { table[target]!.text(at: $0) != nil })
    for scaling in [NumberEncoding.Scaling.standard, .robust] {
      expectSame(
        try stream.learn(target: target, scaling: scaling).encoding,
        TableEncoding(fitting: present, schema: schema, scaling: scaling))
    }
    #expect(learnt.counts.train == present.count && learnt.counts.validation == 0)
    let datasets = try stream.datasets(learnt)
    let train = try #require(datasets.train)
    let expected = try learnt.encoding.dataset(table)
    #expect(train.isStreamed && datasets.validation == nil && datasets.test == nil)
    #expect(train.inputs == expected.inputs && train.targets == expected.targets)
    #expect(train.classNames == expected.classNames)
    let again = try stream.dataset(learnt.encoding)
    let unfamiliar = try learnt.encoding.examples(table).rows.unfamiliar
    #expect(again.dataset?.inputs == expected.inputs && again.unfamiliar == unfamiliar)
  }

  @Test("a column of numbers that ends in a text is read again, as texts, as they stand")
  func postponed() throws {
    let learnt = try TableStream(path(lines(600))).learn(target: "kind")
    let code = try #require(learnt.encoding.columns.first { $0.name == "code" })
    guard case .category(let category) = code.content else {
      Issue.record("expected categories")
      return
    }
    #expect(category.levels == ["00", "01", "02", "03"] && category.hasOther)
    // Thousands of rows, so that the text is found in another block than the first.
    let numbers = (0..<60_000).map { "\($0 % 5).0,\($0 % 2)" } + ["-x,1"]
    let late = try TableStream(path(["a,y"] + numbers)).learn(target: "y")
    guard case .category(let levels) = late.encoding.columns[0].content else {
      Issue.record("expected categories")
      return
    }
    #expect(levels.levels == ["0.0", "1.0", "2.0", "3.0", "4.0"] && late.rows == 60_001)
  }

  @Test(
    "parts have their shares, are learnt from the training part alone, and share no row; groups stay together"
  )
  func parts() throws {
    let lines = ["x,patient,y"] + (0..<4000).map { "\($0),p\($0 / 10),\($0 % 2 == 0 ? "a" : "b")" }
    let stream = try TableStream(path(lines))
    for groups in [nil, "patient"] as [String?] {
      let parts = StreamedParts(validation: 0.25, test: 0.2, seed: 3, groups: groups)
      let learnt = try stream.learn(target: "y", ignoring: ["patient"], parts: parts)
      let (train, validation, test) = try stream.datasets(learnt, parts: parts)
      let datasets = [try #require(train), try #require(validation), try #require(test)]
      #expect(datasets.map(\.count) == [learnt.counts.train, learnt.counts.validation, learnt.counts.test])
      for (dataset, share) in zip(datasets, [0.6, 0.2, 0.2]) {
        #expect(abs(Double(dataset.count) / 4000 - share) < (groups == nil ? 0.03 : 0.08), "\(dataset.count)")
      }
      // The training part has mean 0 and variance 1, and no other has.
      let own = datasets[0].inputs.elements(as: Double.self)
      #expect(abs(own.reduce(0, +) / Double(own.count)) < 1e-6)
      guard case .number(let number) = learnt.encoding.columns[0].content else { return }
      let rows = datasets.map { dataset in
        dataset.inputs.elements(as: Double.self).map { Int(($0 * number.scale + number.center).rounded()) }
      }
      #expect(rows.flatMap { $0 }.sorted() == Array(0..<4000))
      if groups != nil {
        let members = rows.map { Set($0.map { $0 / 10 }) }
        #expect(members[0].isDisjoint(with: members[1]) && members[1].isDisjoint(with: members[2]))
        #expect(members[0].isDisjoint(with: members[2]))
      }
      // The same again, and others for another seed.
      #expect(try stream.learn(target: "y", ignoring: ["patient"], parts: parts).encoding == learnt.encoding)
    }
  }

  @Test("JSON lines, whose columns may begin late")
  func jsonLines() throws {
    let lines = (0..<9000).map { row in
      let late = row > 5000 ? ", \"late\": \(row % 7)" : ""
      return "{\"x\": \(Double(row % 100) / 4), \"c\": \"\(row % 3)\"\(late), \"y\": \(row % 2)}"
    }
    let path = path(lines, "t.jsonl")
    let (stream, table) = (try TableStream(path), try Table(jsonLines: path))
    let learnt = try stream.learn(target: "y")
    #expect(learnt.schema == (try TableSchema(table, target: "y")) && stream.description == "JSON lines")
    expectSame(learnt.encoding, try TableEncoding(fitting: table, target: "y"))
    let train = try #require(stream.datasets(learnt).train)
    #expect(train.inputs == (try learnt.encoding.dataset(table)).inputs)
  }

  @Test("what is wrong is said as for a table in memory")
  func errors() throws {
    func message(_ lines: [String], target: String = "y", _ more: (TableStream) throws -> Void = { _ in })
      -> String
    {
      let error = #expect(throws: FileError.self) {
        let stream = try TableStream(path(lines))
        _ = try stream.learn(target: target)
        try more(stream)
      }
      return error.map { String($0.description.dropFirst(scratch.path.count + 1)) } ?? ""
    }
    #expect(message(["x,y"]) == "t.csv: expected rows below the heading, found none")
    #expect(
      message(["x,y", "1,2", "2,3"], target: "z")
        == "t.csv: expected a column \"z\", found the columns \"x\", \"y\"")
    #expect(
      message(["x,y", "1,2", "2", "3,4"]) == "t.csv: line 3: expected 2 fields as in the heading, found 1")
    #expect(
      message(["x,y", "1e999,2", "2,3"])
        == "t.csv: line 2, column \"x\": expected a finite number, found \"1e999\"")
    #expect(
      message(["x,y", "1,a", "2,a"])
        == "t.csv: column \"y\": expected two classes or more to predict, found \"a\" in every row")
    let rows = (0..<30_000).map { "\($0 % 2),c\($0)" }
    #expect(message(["x,y"] + rows).contains("expected at most 15,000 classes in 30,000 rows, found 30,000"))
    let learnt = try TableStream(path(["x,y", "1,a", "2,b", "4,a"])).learn(target: "y")
    let other = try TableStream(path(["x,y", "1,a", "2,c"], "other.csv"))
    let error = #expect(throws: FileError.self) { _ = try other.dataset(learnt.encoding) }
    #expect(error?.place == "row 2, column \"y\"" && error?.found == "\"c\"")
  }
}
