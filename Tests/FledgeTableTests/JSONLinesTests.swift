import FledgeFiles
import FledgeTable
import TestSupport
import Testing

@Suite struct JSONLinesTests {
  let directory = TemporaryDirectory()

  func file(_ text: String) -> String { directory.file("t.jsonl", Array(text.utf8)) }

  @Test("members are columns, in the order in which they come") func columns() throws {
    let path = file(
      """
      {"age": 31, "city": "Huế", "member": true}
      {"city": null, "age": 4.5}

      {"late": "x", "age": 7, "city": 12, "member": false}
      """)
    let found = try TableFile(path)
    #expect(found.description == "JSON lines, 3 rows" && found.format == .jsonLines)
    let table = found.table
    #expect(table.columns.map(\.name) == ["age", "city", "member", "late"])
    #expect((0..<3).map { table["age"]!.number(at: $0) } == [31, 4.5, 7])
    #expect((0..<3).map { table["city"]!.text(at: $0) } == ["Huế", nil, "12"])
    #expect((0..<3).map { table["member"]!.text(at: $0) } == ["true", nil, "false"])
    #expect((0..<3).map { table["late"]!.text(at: $0) } == [nil, nil, "x"])
    #expect(try Table(jsonLines: path).columns == table.columns)
  }

  @Test(
    "what is wrong, with its line",
    arguments: [
      ("{\"a\": 1}\n[2]\n", "line 2: expected a JSON object, found an array"),
      (
        "{\"a\": 1}\n{\"a\": [2]}\n",
        "line 2, member \"a\": expected a number, a string, true, false or null, found an array"
      ),
      ("{\"a\": 1}\n{\"a\": x}\n", "line 2, byte 7: expected a JSON value, found 'x'"),
      ("{\"a\": 1,\n\"b\": 2}\n", "line 1, byte 9: expected a string, found the end of the text"),
      ("{\"a\": 1} {\"a\": 2}\n", "line 1, byte 10: expected the end of the JSON text, found '{'"),
    ])
  func errors(_ text: String, _ message: String) {
    let path = file(text)
    let error = #expect(throws: FileError.self) { try Table(contentsOf: path) }
    #expect(error?.description == "\(path): \(message)")
  }
}
