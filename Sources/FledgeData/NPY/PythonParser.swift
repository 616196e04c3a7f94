import FledgeFiles

/// Reads the few forms of Python's syntax that an NPY header is written in.
struct PythonParser {
  /// A value of the dictionary.
  enum Value: CustomStringConvertible {
    case text(String)
    case truth(Bool)
    /// Numbers of 0 or more.
    case tuple([Int])
    /// What stands in brackets: the fields of a structured type.
    case list

    var description: String {
      switch self {
      case .text(let text): pythonText(text)
      case .truth(let value): value ? "True" : "False"
      case .tuple(let numbers): "(\(numbers.map(String.init).joined(separator: ", ")))"
      case .list: "a list of fields"
      }
    }
  }

  private let bytes: [UInt8]
  private let path: String
  private var position = 0

  init(_ bytes: [UInt8], path: String) { (self.bytes, self.path) = (bytes, path) }

  /// Reads `{'key': value, …}`, which has to be everything.
  mutating func dictionary() throws -> [String: Value] {
    var entries: [String: Value] = [:]
    try expect("{")
    while !skip("}") {
      let key = try text()
      try expect(":")
      let value = try value()
      guard entries.updateValue(value, forKey: key) == nil else {
        throw FileError(path: path, place: "header", found: "the key \(pythonText(key)) twice")
      }
      if !skip(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard position == bytes.count else { throw problem("the end of the header") }
    return entries
  }

  private mutating func value() throws -> Value {
    skipSpace()
    switch bytes.dropFirst(position).first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "("): return .tuple(try tuple())
    case UInt8(ascii: "["):
      try skipList()
      return .list
    default:
      if skip("True") { return .truth(true) }
      if skip("False") { return .truth(false) }
      throw problem("a text, True, False or a tuple")
    }
  }

  private mutating func text() throws -> String {
    skipSpace()
    guard let quote = bytes.dropFirst(position).first, quote == 0x27 || quote == 0x22 else {
      throw problem("a text in quotes")
    }
    let content = bytes[(position + 1)...].prefix { $0 != quote && $0 != UInt8(ascii: "\\") }
    guard content.endIndex < bytes.count, bytes[content.endIndex] == quote else {
      throw problem("a closing quote")
    }
    position = content.endIndex + 1
    return String(decoding: content, as: UTF8.self)
  }

  /// Passes over everything up to the closing bracket.
  private mutating func skipList() throws {
    var depth = 0
    repeat {
      skipSpace()
      switch bytes.dropFirst(position).first {
      case nil: throw problem("a closing bracket")
      case UInt8(ascii: "'"), UInt8(ascii: "\""): _ = try text()
      case let byte?:
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        position += 1
      }
    } while depth > 0
  }

  private mutating func tuple() throws -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !skip(")") {
      numbers.append(try number())
      // NumPy's own limit.
      guard numbers.count <= 64 else { throw problem("at most 64 axes") }
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }

  private mutating func number() throws -> Int {
    skipSpace()
    let digits = bytes[position...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
      throw problem("a length from 0 to \(Int.max)")
    }
    position = digits.endIndex
    // Python 2 wrote long numbers with an L.
    _ = skip("L")
    return number
  }

  private mutating func expect(_ token: String) throws {
    guard skip(token) else { throw problem("'\(token)'") }
  }

  private mutating func skip(_ token: String) -> Bool {
    skipSpace()
    guard bytes[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0a { position += 1 }
  }

  private func problem(_ expected: String) -> FileError {
    let rest = bytes.dropFirst(position).prefix(12)
    let found = rest.isEmpty ? "the end of the header" : String(decoding: rest, as: UTF8.self).quoted
    return FileError(path: path, place: "header, byte \(position)", expected: expected, found: found)
  }
}

/// A text as Python writes it, with everything escaped that could act on a terminal.
func pythonText(_ text: String) -> String { "'" + text.quoted.dropFirst().dropLast() + "'" }
