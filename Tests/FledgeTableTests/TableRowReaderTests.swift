import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeTable

/// Rows as they come.
@Suite struct TableRowReaderTests {
  /// Delivers pieces, one a call, and counts the calls.
  final class Pieces {
    var pieces: [[UInt8]]
    var calls = 0

    init(_ pieces: [String]) { self.pieces = pieces.map { Array($0.utf8) } }

    func feed(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      calls += 1
      guard !pieces.isEmpty else { return 0 }
      let piece = pieces.removeFirst()
      buffer.copyBytes(from: piece)
      return piece.count
    }

    func reader(_ format: CSVFormat = CSVFormat()) throws -> TableRowReader {
      try TableRowReader(path: "standard input", format: format, feed: feed)
    }
  }

  @Test("each row when it is written, whatever the pieces") func asTheyCome() throws {
    let pieces = Pieces(["a,", "b\n", "1,x\n", "2,", "y\n3,z\n", "4,last"])
    var reader = try pieces.reader(CSVFormat(numbers: ["a"]))
    #expect(pieces.calls == 3)
    var rows: [[String?]] = []
    var lines: [[Int]] = []
    while let next = try reader.next() {
      rows.append((0..<next.table.count).map { next.table["b"]!.text(at: $0) })
      lines.append(next.lines)
      #expect(next.table["a"]!.number(at: 0) != nil && next.faults.isEmpty)
    }
    #expect(rows == [["x"], ["y", "z"], ["last"]] && lines == [[2], [3, 4], [5]])
  }

  @Test("the same rows and lines wherever pieces end: within a quote, between \\r and \\n")
  func pieces() throws {
    let text = Array("a,b\r\n1,\"x,\r\n\"\"y\"\"\"\r\n2,\"\"\r\n3,\"u\"v\r\n".utf8)
    for cut in 1..<text.count {
      let pieces = [text[..<cut], text[cut...]].map { String(decoding: $0, as: UTF8.self) }
      var reader = try Pieces(pieces).reader(CSVFormat(numbers: ["a"]))
      var (texts, lines) = ([String?](), [Int]())
      while let next = try reader.next() {
        texts += (0..<next.table.count).map { next.table["b"]!.text(at: $0) }
        lines += next.lines
      }
      #expect(texts == ["x,\r\n\"y\"", nil, "uv"] && lines == [2, 4, 5], "cut at \(cut)")
    }
  }

  @Test("a bad row is a fault, and the stream goes on") func faults() throws {
    let text = "a,b\n1,x\n2\nthree,y\n4,z\n5,6,7\ninf,v\n8,w\n"
    var reader = try Pieces([text]).reader(CSVFormat(numbers: ["a"]))
    var (numbers, lines, faults) = ([Double?](), [Int](), [String]())
    while let next = try reader.next() {
      numbers += (0..<next.table.count).map { next.table["a"]!.number(at: $0) }
      lines += next.lines
      faults += next.faults.map(\.description)
    }
    #expect(numbers == [1, 4, 8] && lines == [2, 5, 8])
    #expect(
      faults == [
        "standard input: line 3: expected 2 fields as in the heading, found 1",
        "standard input: line 4, column \"a\": expected a finite number, found \"three\"",
        "standard input: line 6: expected 2 fields as in the heading, found 3",
        "standard input: line 7, column \"a\": expected a finite number, found \"inf\"",
      ])
  }

  @Test("JSON lines, too") func objects() throws {
    let pieces = ["{\"a\": 1}\n{\"a\"", ": \"x\"}\n{\"b\": 2}\n{\"a\": 3", "}"]
    var reader = try Pieces(pieces).reader(CSVFormat(numbers: ["a"]))
    var (counts, faults, lines) = ([Int](), [String](), [Int]())
    while let next = try reader.next() {
      counts.append(next.table.count)
      lines += next.lines
      faults += next.faults.map(\.description)
    }
    #expect(lines == [1, 3, 4] && counts.first == 1)
    #expect(faults == ["standard input: line 2, member \"a\": expected a number, found a string"])
  }

  @Test("nothing at all is an error") func nothing() {
    #expect(throws: FileError(path: "standard input", expected: "a table", found: "nothing")) {
      try Pieces([]).reader()
    }
  }
}
