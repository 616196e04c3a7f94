import FledgeFiles
import Testing

private struct Inner: Codable, Equatable {
  enum Kind: String, Codable { case small, large }
  var name: String
  var numbers: [Int]
  var rate: Double?
  var flags: [String: Bool]
  var kind: Kind
}

private struct Outer: Codable, Equatable {
  var id: UInt64
  var tiny: Int8
  var single: Float
  var inner: [Inner]
  var either: Either
  var pair: [[Double]]

  enum Either: Codable, Equatable { case word(String), nothing }
}

/// A subclass encodes what its parent is in a member of its own.
private class Parent: Codable {
  var a = 1
}

private final class Child: Parent {
  var b = 2
  private enum Keys: CodingKey { case b }
  override init() { super.init() }
  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    b = try container.decode(Int.self, forKey: .b)
    try super.init(from: container.superDecoder())
  }
  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(b, forKey: .b)
    try super.encode(to: container.superEncoder())
  }
}

@Suite struct JSONCodingTests {
  private let outer = Outer(
    id: .max, tiny: -128, single: 0.5,
    inner: [
      Inner(name: "a", numbers: [1, -2], rate: nil, flags: ["on": true], kind: .small),
      Inner(name: "", numbers: [], rate: 0.1, flags: [:], kind: .large),
    ], either: .word("w"), pair: [[], [1.5]])

  private func decoded<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONValue(parsing: Array(text.utf8), path: "f").decoded(as: type, path: "f", place: "metadata")
  }

  @Test func valuesComeBack() throws {
    let json = try JSONValue(encoding: outer)
    #expect(
      json.text == """
        {"id":"18446744073709551615","tiny":-128,"single":0.5,"inner":[{"name":"a","numbers":[1,-2],\
        "flags":{"on":true},"kind":"small"},{"name":"","numbers":[],"rate":0.1,"flags":{},"kind":"large"}],\
        "either":{"word":{"_0":"w"}},"pair":[[],[1.5]]}
        """)
    #expect(try decoded(Outer.self, json.text) == outer)
    #expect(
      try decoded(
        Inner.self,
        json["inner"].map { value in
          guard case .array(let values) = value else { return "" }
          return values[0].text
        } ?? "") == outer.inner[0])
  }

  @Test func scalarsAndOptionals() throws {
    #expect(try JSONValue(encoding: 5) == 5)
    #expect(try JSONValue(encoding: "x") == "x")
    #expect(try JSONValue(encoding: [Int?.none, 3]) == [.null, 3])
    #expect(try decoded([Int?].self, "[null,3]") == [nil, 3])
    #expect(try decoded(Int?.self, "null") == nil)
    #expect(try decoded(Double.self, "3") == 3)
    #expect(try decoded(UInt64.self, "7") == 7)
    #expect(try decoded([String: [Int]].self, "{\"a\":[1]}") == ["a": [1]])
    let json: JSONValue = ["k": [1, 2.5, .null, "s", ["deep": true]]]
    #expect(try JSONValue(encoding: ["v": json]) == ["v": json])
    #expect(try decoded([String: JSONValue].self, "{\"v\":{\"k\":[1,2.5]}}") == ["v": ["k": [1, 2.5]]])
  }

  @Test func inheritance() throws {
    let json = try JSONValue(encoding: Child())
    #expect(json == ["b": 2, "super": ["a": 1]])
    let child = try json.decoded(as: Child.self, path: "f", place: "p")
    #expect(child.a == 1 && child.b == 2)
  }

  @Test(arguments: [
    ("[]", "f: metadata: expected an object, found an array"),
    ("{}", "f: metadata, name: expected a value, found no such member"),
    ("{\"name\":1}", "f: metadata, name: expected a string, found a number"),
    ("{\"name\":\"\",\"numbers\":{}}", "f: metadata, numbers: expected an array, found an object"),
    (
      "{\"name\":\"\",\"numbers\":[1,2.5]}", "f: metadata, numbers.1: expected a whole number, found a number"
    ),
    ("{\"name\":\"\",\"numbers\":[1,null]}", "f: metadata, numbers.1: expected a whole number, found null"),
    (
      "{\"name\":\"\",\"numbers\":[],\"rate\":\"1\"}", "f: metadata, rate: expected a number, found a string"
    ),
    (
      "{\"name\":\"\",\"numbers\":[],\"flags\":{\"a\\u001b[2J\":3}}",
      "f: metadata, flags.\"a\\u{1b}[2J\": expected true or false, found a number"
    ),
    (
      "{\"name\":\"\",\"numbers\":[],\"flags\":{},\"kind\":\"odd\"}",
      "f: metadata, kind: Cannot initialize Kind from invalid String value odd"
    ),
  ])
  func whatDoesNotFit(_ text: String, _ message: String) throws {
    let error = try #require(throws: FileError.self) { try decoded(Inner.self, text) }
    #expect(error.description == message)
  }

  @Test func numbersOutOfRange() throws {
    for (text, message) in [
      ("300", "expected a whole number from -128 to 127, found 300"),
      ("\"3\"", "expected a whole number, found a string"),
    ] {
      let error = try #require(throws: FileError.self) { try decoded(Int8.self, text) }
      #expect(error.description == "f: metadata: \(message)")
    }
    #expect(throws: FileError.self) { try decoded(UInt.self, "-1") }
    #expect(throws: FileError.self) { try decoded(UInt64.self, "\"18446744073709551616\"") }
    #expect(throws: EncodingError.self) { try JSONValue(encoding: [Double.nan]) }
    #expect(throws: EncodingError.self) { try JSONValue(encoding: ["a": Double.infinity]) }
  }

  private indirect enum Tower: Codable { case end, next(Tower) }

  /// What could not be read again is not written.
  @Test func depthIsBounded() {
    let tower = (0..<1000).reduce(Tower.end) { inner, _ in .next(inner) }
    #expect(throws: EncodingError.self) { try JSONValue(encoding: tower) }
  }
}
