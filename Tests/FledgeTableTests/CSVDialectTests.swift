import FledgeTable
import Testing

/// How files are written, found by looking: what is read, and what is said of it.
@Suite struct CSVDialectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    /// The columns, each with its name in front of its rows; missing values are nil.
    let columns: [[String?]]
    /// What is said of the file, if it is not the usual.
    var found = "comma-separated, a heading"
    var format = CSVFormat()
    var testDescription: String { text.debugDescription }
  }

  static let cases: [Case] = [
    // RFC 4180.
    Case(text: "a,b\n1,x\n2,y\n", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "a,b\r\n1,x\r\n2,y", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "a,b\r1,x\r2,y\r", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "\u{FEFF}a,b\n1,x\n", columns: [["a", "1"], ["b", "x"]]),
    Case(
      text: "a,b\n1,\"x,y\"\n2,\"say \"\"no\"\"\"\n",
      columns: [["a", "1", "2"], ["b", "x,y", "say \"no\""]]),
    Case(text: "a,b\n1,\"x\ny\"\n2,\"\r\n\"\n", columns: [["a", "1", "2"], ["b", "x\ny", "\r\n"]]),
    Case(text: "a,b\n1,\n,\"\"\n", columns: [["a", "1", nil], ["b", nil, nil]]),
    Case(text: "\"a\",\"b, c\"\n\"1\",\"2\"\n", columns: [["a", "1"], ["b, c", "2"]]),
    Case(text: "name,city\nÅsa,Huế\n李,東京\n", columns: [["name", "Åsa", "李"], ["city", "Huế", "東京"]]),
    // Beyond it.
    Case(text: "a,b\n1,\"a\"b\n2,a\"b\"\n", columns: [["a", "1", "2"], ["b", "ab", "a\"b\""]]),
    Case(text: "a, b\n1, \"x, y\" \n 2 ,\tz z \n", columns: [["a", "1", "2"], ["b", "x, y", "z z"]]),
    Case(text: "\n\na,b\n\n1,x\n  \n2,y\n\n", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "a,b,\n1,x,\n2,y,\n", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "a,b\n1,x,\n2,y,\n", columns: [["a", "1", "2"], ["b", "x", "y"]]),
    Case(text: "a,,c\n1,2,3\n", columns: [["a", "1"], ["column 2", "2"], ["c", "3"]]),
    Case(text: "a\n1\n2\n", columns: [["a", "1", "2"]]),
    Case(text: "words\nJohn Smith\nJane Doe\n", columns: [["words", "John Smith", "Jane Doe"]]),
    // Separators and decimal commas.
    Case(
      text: "a;b\n1,5;x\n2,25;y\n", columns: [["a", "1.5", "2.25"], ["b", "x", "y"]],
      found: "semicolon-separated, a heading, decimal commas"),
    Case(
      text: "a;b\n1.234,5;3,142\n-2;2,718\n", columns: [["a", "1234.5", "-2"], ["b", "3.142", "2.718"]],
      found: "semicolon-separated, a heading, decimal commas"),
    Case(
      text: "a;b\n1.5;x,y\n2;z\n", columns: [["a", "1.5", "2"], ["b", "x,y", "z"]],
      found: "semicolon-separated, a heading"),
    Case(
      text: "a\tb\n1\tx y\n2\tz, w\n", columns: [["a", "1", "2"], ["b", "x y", "z, w"]],
      found: "tab-separated, a heading"),
    Case(
      text: "a|b\n1|x\n2|y\n", columns: [["a", "1", "2"], ["b", "x", "y"]], found: "bar-separated, a heading"),
    Case(
      text: "  1  2.5\n 10 -3e2  \n", columns: [["1", "1", "10"], ["2", "2.5", "-300"]],
      found: "space-separated, no heading"),
    // Thousands.
    Case(
      text: "a,b\n\"1,234\",x\n\"1,234,567.5\",y\n12,z\n",
      columns: [["a", "1234", "1234567.5", "12"], ["b", "x", "y", "z"]]),
    Case(text: "a,b\n1 234,x\n12 345 678,y\n", columns: [["a", "1234", "12345678"], ["b", "x", "y"]]),
    Case(
      text: "a,b\n\"1,5\",x\n\"0,25\",y\n", columns: [["a", "1.5", "0.25"], ["b", "x", "y"]],
      found: "comma-separated, a heading, decimal commas"),
    // Missing values.
    Case(
      text: "a,b\n1,NA\n?,x\nnan,null\n-,N/A\n",
      columns: [["a", "1", nil, nil, nil], ["b", nil, "x", nil, nil]]),
    Case(text: "a,b\n,\n,\n", columns: [["a", nil, nil], ["b", nil, nil]]),
    // What is a number.
    Case(
      text: "zip,flag,v\n01234,true,.5\n99999,false,5.\n",
      columns: [["zip", "01234", "99999"], ["flag", "true", "false"], ["v", "0.5", "5"]]),
    Case(
      text: "v,w\n+5,1e3\n-0,1.5E-3\n007.5,12\n",
      columns: [["v", "5", "0", "7.5"], ["w", "1000", "0.0015", "12"]]),
    Case(text: "v,w\ninf,1\nx,2\n", columns: [["v", "inf", "x"], ["w", "1", "2"]]),
    // No heading.
    Case(
      text: "5.1,setosa\n6.2,virginica\n", columns: [["1", "5.1", "6.2"], ["2", "setosa", "virginica"]],
      found: "comma-separated, no heading"),
    Case(
      text: "vhigh,vhigh,small\nhigh,vhigh,big\nvhigh,low,small\n",
      columns: [
        ["1", "vhigh", "high", "vhigh"], ["2", "vhigh", "vhigh", "low"], ["3", "small", "big", "small"],
      ],
      found: "comma-separated, no heading"),
    Case(
      text: "country,1990,1991\nchad,1,2\n", columns: [["country", "chad"], ["1990", "1"], ["1991", "2"]],
      format: CSVFormat(hasHeading: true)),
    // What the caller says.
    Case(
      text: "made by hand\n\na;b\n1;2\n", columns: [["a", "1"], ["b", "2"]],
      found: "semicolon-separated, a heading, 1 line left out", format: CSVFormat(skippingLines: 1)),
    Case(
      text: "a,b\n1,-9\n2,3\n", columns: [["a", "1", "2"], ["b", nil, "3"]],
      format: CSVFormat(missing: ["-9"])),
    Case(
      text: "id,b\n1,2\n02,3\n", columns: [["id", "1", "02"], ["b", "2", "3"]],
      format: CSVFormat(texts: ["id"], numbers: ["b"])),
    Case(
      text: "a;b\n1;2\n", columns: [["a;b", "1;2"]], format: CSVFormat(separator: .comma)),
    Case(
      text: "a\tb\n1,234\t2\n", columns: [["a", "1.234"], ["b", "2"]],
      found: "tab-separated, a heading, decimal commas", format: CSVFormat(hasDecimalComma: true)),
  ]

  @Test(arguments: cases) func dialect(_ dialect: Case) throws {
    let file = try TableFile(Array(dialect.text.utf8), format: dialect.format)
    let columns = file.table.columns.map { column in
      [column.name] + (0..<column.count).map { column.text(at: $0) }
    }
    #expect(columns == dialect.columns)
    let rows = dialect.columns[0].count - 1
    #expect(file.description == "\(dialect.found), \(rows) \(rows == 1 ? "row" : "rows")")
  }

  @Test("which columns hold numbers") func types() throws {
    let table = try TableFile(Array("a,b,c,d,e\n1,x,01,true,\n2.5,y,02,false,\n".utf8)).table
    let areNumbers = table.columns.map { if case .numbers = $0.values { true } else { false } }
    #expect(areNumbers == [true, false, false, false, true])
  }
}
