/// Reads JSON strictly: a duplicate key, a depth beyond `maximumDepth`, bad UTF-8, a lone surrogate, a number out of
/// range or anything behind the value is an error that names the byte.
struct JSONParser {
  /// Deeper nesting is refused, so that hostile text cannot exhaust the stack.
  static let maximumDepth = 64
  /// More values are refused, so that a hostile text takes a bounded multiple of its own memory.
  static let maximumCount = 1 << 22

  let bytes: [UInt8]
  private let path: String
  /// Where the text begins in its file.
  private let offset: Int
  var position = 0
  private var count = 0

  init(_ bytes: [UInt8], path: String, offset: Int) {
    self.bytes = bytes
    self.path = path
    self.offset = offset
  }

  /// Reads the whole text as one value.
  mutating func parse() throws -> JSONValue {
    skipSpace()
    let value = try parseValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw unexpected("the end of the JSON text") }
    return value
  }

  private mutating func parseValue(depth: Int) throws -> JSONValue {
    guard depth < JSONParser.maximumDepth else {
      throw error(expected: "at most \(JSONParser.maximumDepth) levels", found: "more")
    }
    count += 1
    guard count <= JSONParser.maximumCount else {
      throw error(expected: "at most \(JSONParser.maximumCount) values", found: "more")
    }
    switch current {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parse("true", as: .bool(true))
    case UInt8(ascii: "f"): return try parse("false", as: .bool(false))
    case UInt8(ascii: "n"): return try parse("null", as: .null)
    case UInt8(ascii: "-"): return try parseNumber()
    case _ where isAtDigit: return try parseNumber()
    default: throw unexpected("a JSON value")
    }
  }

  private mutating func parseObject(depth: Int) throws -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    position += 1
    skipSpace()
    if skip("}") { return .object([]) }
    while true {
      let start = position
      let key = try parseString()
      guard keys.insert(key).inserted else {
        throw error(at: start, expected: "a new key", found: "\(key.quoted) for the second time")
      }
      skipSpace()
      guard skip(":") else { throw unexpected("':'") }
      skipSpace()
      members.append(.init(key: key, value: try parseValue(depth: depth + 1)))
      skipSpace()
      if skip("}") { return .object(members) }
      guard skip(",") else { throw unexpected("',' or '}'") }
      skipSpace()
    }
  }

  private mutating func parseArray(depth: Int) throws -> JSONValue {
    var values: [JSONValue] = []
    position += 1
    skipSpace()
    if skip("]") { return .array([]) }
    while true {
      values.append(try parseValue(depth: depth + 1))
      skipSpace()
      if skip("]") { return .array(values) }
      guard skip(",") else { throw unexpected("',' or ']'") }
      skipSpace()
    }
  }

  private mutating func parse(_ word: StaticString, as value: JSONValue) throws -> JSONValue {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[index] else {
        throw error(at: start, expected: "a JSON value", found: "another word")
      }
      position += 1
    }
    return value
  }

  private mutating func parseNumber() throws -> JSONValue {
    let start = position
    let isNegative = skip("-")
    var isInteger = true
    let digits = position
    try skipDigits()
    guard bytes[digits] != UInt8(ascii: "0") || position == digits + 1 else {
      throw error(at: start, expected: "a number", found: "one with a leading zero")
    }
    if skip(".") {
      isInteger = false
      try skipDigits()
    }
    if skip("e") || skip("E") {
      isInteger = false
      if !skip("+") { _ = skip("-") }
      try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // Minus zero is a number that no integer can hold.
    if isInteger, let integer = Int(text), !(isNegative && integer == 0) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw error(at: start, expected: "a number that a Double can hold", found: "a larger one")
    }
    return .number(number)
  }

  private mutating func skipDigits() throws {
    guard isAtDigit else { throw unexpected("a digit") }
    while isAtDigit { position += 1 }
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var isAtDigit: Bool {
    guard let current else { return false }
    return UInt8(ascii: "0") <= current && current <= UInt8(ascii: "9")
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let current, current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 {
      position += 1
    }
  }

  /// The error of a byte that does not fit.
  func unexpected(_ expected: String) -> FileError {
    let found =
      switch current {
      case nil: "the end of the text"
      case let byte? where (0x21...0x7E).contains(byte): "'\(Unicode.Scalar(byte))'"
      case let byte?: "the byte 0x" + String(byte, radix: 16)
      }
    return error(expected: expected, found: found)
  }

  /// An error at a byte of the text, by default the current one.
  func error(at position: Int? = nil, expected: String, found: String) -> FileError {
    FileError(
      path: path, place: "byte \(offset + (position ?? self.position))", expected: expected, found: found)
  }
}
