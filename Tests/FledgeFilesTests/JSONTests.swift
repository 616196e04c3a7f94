import FledgeFiles
import Testing

@Suite struct JSONTests {
  func parsed(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), path: "x.json")
  }

  @Test func values() throws {
    let cases: [(String, JSONValue)] = [
      ("null", .null), (" true ", true), ("\tfalse\r\n", false), ("0", 0), ("-12", -12), ("1.5", 1.5),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9223372036854775808)), ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5),
      ("\"\"", ""), ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\u{8}\u{c}\n\r\t"),
      ("\"\\u00e9\\u4e2d\\uD83D\\uDE00é中😀\"", "é中😀é中😀"), ("\"\\u0000\"", "\0"),
      ("[]", []), ("[ 1 , [2] ]", [1, [2]]), ("{}", [:]),
      ("{ \"a\" : 1 , \"b\" : { } }", ["a": 1, "b": [:]]),
    ]
    for (text, value) in cases { #expect(try parsed(text) == value, "\(text)") }
    #expect(try parsed("-0") == .number(-0.0), "minus zero is no integer")
    #expect(try parsed("{\"b\":1,\"a\":2}").text == "{\"b\":1,\"a\":2}", "the order stays")
    #expect(try parsed("{\"b\":1,\"a\":2}")["a"] == 2)
    #expect(try parsed("[1]")["a"] == nil)
  }

  @Test func whatIsNoJSON() {
    let deep = String(repeating: "[", count: 100_000)
    let cases: [(text: String, place: String, expected: String, found: String)] = [
      ("", "byte 0", "a JSON value", "the end of the text"),
      ("  ", "byte 2", "a JSON value", "the end of the text"),
      ("tru", "byte 0", "a JSON value", "another word"),
      ("nil", "byte 0", "a JSON value", "another word"),
      ("NaN", "byte 0", "a JSON value", "'N'"),
      ("1 2", "byte 2", "the end of the JSON text", "'2'"),
      ("{} x", "byte 3", "the end of the JSON text", "'x'"),
      ("01", "byte 0", "a number", "one with a leading zero"),
      ("-", "byte 1", "a digit", "the end of the text"),
      ("+1", "byte 0", "a JSON value", "'+'"),
      ("1.", "byte 2", "a digit", "the end of the text"),
      (".5", "byte 0", "a JSON value", "'.'"),
      ("1e", "byte 2", "a digit", "the end of the text"),
      ("0x10", "byte 1", "the end of the JSON text", "'x'"),
      ("1e999", "byte 0", "a number that a Double can hold", "a larger one"),
      ("\"a", "byte 2", "the end of the string", "the end of the text"),
      ("\"a\nb\"", "byte 2", "the end of the string", "the byte 0xa"),
      ("\"\\x\"", "byte 1", "a JSON escape", "another"),
      ("\"\\", "byte 1", "a JSON escape", "another"),
      ("\"\\u12g4\"", "byte 5", "a hexadecimal digit", "'g'"),
      ("\"\\u12", "byte 5", "a hexadecimal digit", "the end of the text"),
      ("\"\\uD800\"", "byte 1", "a surrogate pair", "a lone surrogate"),
      ("\"\\uDC00\\uD800\"", "byte 1", "a surrogate pair", "a lone surrogate"),
      ("\"\\uD800\\u0041\"", "byte 1", "a surrogate pair", "a lone surrogate"),
      ("[1,]", "byte 3", "a JSON value", "']'"),
      ("[1 2]", "byte 3", "',' or ']'", "'2'"),
      ("{\"a\"}", "byte 4", "':'", "'}'"),
      ("{\"a\":1,}", "byte 7", "a string", "'}'"),
      ("{a:1}", "byte 1", "a string", "'a'"),
      ("{\"a\":1 \"b\":2}", "byte 7", "',' or '}'", "'\"'"),
      ("{\"a\":1,\"a\":2}", "byte 7", "a new key", "\"a\" for the second time"),
      ("[{\"a\":1,\"\\u0061\":2}]", "byte 8", "a new key", "\"a\" for the second time"),
      ("// comment", "byte 0", "a JSON value", "'/'"),
      ("\u{FEFF}1", "byte 0", "a JSON value", "the byte 0xef"),
      (deep, "byte 64", "at most 64 levels", "more"),
      (deep.replacing("[", with: "{\"\":"), "byte 256", "at most 64 levels", "more"),
    ]
    for (text, place, expected, found) in cases {
      let error = FileError(path: "x.json", place: place, expected: expected, found: found)
      #expect(throws: error, "\(text.prefix(40))") { try parsed(text) }
    }
  }

  @Test func badUTF8() {
    let sequences: [[UInt8]] = [
      [0x80], [0xC3], [0xC0, 0x80], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ]
    for sequence in sequences {
      let error = FileError(
        path: "x", place: "byte 7", expected: "UTF-8", found: "a string with bytes that are none")
      #expect(throws: error) { try JSONValue(parsing: [0x22] + sequence + [0x22], path: "x", offset: 7) }
    }
  }

  @Test("a byte of a text inside of a file is one of the text, and the place says so")
  func placeOfATextInside() throws {
    #expect(try JSONValue(parsing: "[1]", path: "x", place: "metadata") == [1])
    let error = FileError(
      path: "x", place: "metadata, byte 3", expected: "a JSON value", found: "the end of the text")
    #expect(throws: error) { try JSONValue(parsing: "[1,", path: "x", place: "metadata") }
  }

  @Test func deepestAllowed() throws {
    let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try parsed(text).text == text)
  }

  @Test func text() throws {
    let value: JSONValue = [
      "a": .null, "b": [true, false, 1, -2.5, 1e300, 0.1], "c\u{1}\u{1f}": "\"\\\u{8}\u{c}\n\r\t/é😀\u{7f}",
      "d": [:], "e": [],
    ]
    #expect(
      value.text
        == #"{"a":null,"b":[true,false,1,-2.5,1e+300,0.1],"c\u0001\u001f":"\"\\\b\f\n\r\t/é😀"#
        + "\u{7f}" + #"","d":{},"e":[]}"#)
    #expect(try parsed(value.text) == value)
    let unwritable: JSONValue = [.number(.nan), .number(.infinity), .number(-.infinity)]
    #expect(unwritable.text == "[null,null,null]")
  }

  @Test(arguments: [
    0.1, 1.0 / 255, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 1e22, 123456789012345680,
  ])
  func numbersReadBackAsTheSameBits(number: Double) throws {
    guard case .number(let read) = try parsed(JSONValue.number(number).text) else {
      Issue.record("\(number) did not stay a number")
      return
    }
    #expect(read.bitPattern == number.bitPattern)
  }

  @Test func changedBytesNeverTrap() {
    let good = Array(#"{"a":[1,-2.5e-3,"x\u00e9\ud83d\ude00é"],"b":{"c":null,"d":[true,false]}}"#.utf8)
    for index in good.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = good
        bytes[index] = byte
        _ = try? JSONValue(parsing: bytes, path: "x")
      }
      #expect(throws: FileError.self) { try JSONValue(parsing: Array(good[..<index]), path: "x") }
    }
  }

  @Test func textForATerminal() throws {
    let value: JSONValue = ["a\u{9b}": "\u{1b}]0;x\u{7}\u{202e}é😀\u{E0001}"]
    let text = value.printableText
    #expect(text == #"{"a\u009b":"\u001b]0;x\u0007\u202eé😀\udb40\udc01"}"#)
    #expect(try JSONValue(parsing: Array(text.utf8), path: "x") == value)
    #expect(JSONValue.string("é").printableText == "\"é\"")
  }

  @Test func namesInALine() {
    #expect("seven.pgm".printable == "seven.pgm")
    #expect("my pictures/é😀.pgm".printable == "my pictures/é😀.pgm")
    #expect("".printable == "\"\"")
    #expect("a\nb\u{1b}\"".printable == #""a\u{a}b\u{1b}\"""#)
    #expect("a\n\u{1b}[2Jé\t".visible == "a\n\\u{1b}[2Jé\\u{9}")
  }

  @Test func quotedNamesAreHarmless() {
    #expect("a\"b\\c".quoted == #""a\"b\\c""#)
    #expect("\u{1b}[2J\n\u{202e}é".quoted == #""\u{1b}[2J\u{a}\u{202e}é""#)
    #expect(String(repeating: "x", count: 1000).quoted == "\"" + String(repeating: "x", count: 100) + "…\"")
  }
}
