import FledgeFiles
import FledgeTable
import Testing

/// What is wrong with files, in the words that people read.
@Suite struct CSVErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String
    var format = CSVFormat()
    var testDescription: String { message }

    init(_ text: String, _ message: String, format: CSVFormat = CSVFormat()) {
      self.init(bytes: Array(text.utf8), message, format: format)
    }

    init(bytes: [UInt8], _ message: String, format: CSVFormat = CSVFormat()) {
      (self.bytes, self.message, self.format) = (bytes, message, format)
    }
  }

  static let cases: [Case] = [
    Case("", "t.csv: expected a table, found nothing"),
    Case("\n \n", "t.csv: expected a table, found no row"),
    Case("a,b\n", "t.csv: expected rows below the heading, found none"),
    Case("a,b\n1,2\n\n3\n", "t.csv: line 4: expected 2 fields as in the heading, found 1"),
    Case("a,b\n1,2\n\"x\ny\",2\n3,4,5\n", "t.csv: line 5: expected 2 fields as in the heading, found 3"),
    Case("1,2\n3,4\n5,6,7\n", "t.csv: line 3: expected 2 fields as in the first row, found 3"),
    Case(
      "569,30,malignant,benign\n1,2,3,4,5\n6,7,8,9,0\n",
      "t.csv: line 1: expected 5 fields as in the lines below, or a line to leave out (skippingLines), found 4"
    ),
    Case(
      "3,2,no\n0.5,1,0\n1.5,2,1\n2.5,3,0\n",
      "t.csv: line 1: expected names of columns, or a line to leave out (skippingLines), found how many rows and columns there are"
    ),
    Case(
      "a,b,a\n1,2,3\n",
      "t.csv: line 1: expected columns of different names, found \"a\" as column 1 and as column 3"),
    Case(
      "a,b\n1,2\n3,\"x\n4,5\n",
      "t.csv: line 3, field 2: expected a quote that closes the one here, found the end of the file"),
    Case("a,b\n1,x\n\0,y\n", "t.csv: line 3, byte 1: expected text, found a zero byte"),
    Case(
      bytes: [0xFF, 0xFE, 0x61, 0], "t.csv: expected UTF-8 (iconv -f UTF-16 -t UTF-8 converts), found UTF-16"),
    Case(
      bytes: Array("a,b\n1,x\n2,caf".utf8) + [0xE9] + Array("\n".utf8),
      "t.csv: line 3, column \"b\": expected UTF-8 (iconv -f LATIN1 -t UTF-8 converts, if it is Latin-1), found other bytes"
    ),
    Case(
      bytes: [0xE9] + Array(",b\n1,x\n".utf8),
      "t.csv: line 1, field 1: expected UTF-8 (iconv -f LATIN1 -t UTF-8 converts, if it is Latin-1), found other bytes"
    ),
    Case(
      "a,b\n1,x\ninf,y\n", "t.csv: line 3, column \"a\": expected a finite number, found \"inf\""),
    Case("a,b\n1,x\n1e999,y\n", "t.csv: line 3, column \"a\": expected a finite number, found \"1e999\""),
    Case(
      "age,b\n1,x\n\u{1B}[31m,y\n",
      "t.csv: line 3, column \"age\": expected a finite number, found \"\\u{1b}[31m\"",
      format: CSVFormat(numbers: ["age"])),
    Case(
      "a,b\n1,2\n", "t.csv: expected a column \"c\", found the columns \"a\", \"b\"",
      format: CSVFormat(texts: ["c"])),
    Case(
      "a,b\n1,2\n", "t.csv: expected more than the 3 lines to leave out, found 3",
      format: CSVFormat(skippingLines: 3)),
    Case(
      "a,b\n1,2\n1,\(String(repeating: "x", count: 300_000))\n",
      "t.csv: line 3: expected a row of at most 1000 bytes (longestRow), found a longer one",
      format: CSVFormat(longestRow: 1000)),
    Case(
      "a,b\n1,2\n1,\"\(String(repeating: "x\n", count: 300_000))",
      "t.csv: line 3, field 2: expected a quote that closes the one here, in a row of at most 1000 bytes (longestRow), found none",
      format: CSVFormat(longestRow: 1000)),
  ]

  @Test(arguments: cases) func message(_ wrong: Case) {
    let error = #expect(throws: FileError.self) {
      try TableFile(wrong.bytes, name: "t.csv", format: wrong.format)
    }
    #expect(error?.description == wrong.message)
  }
}
