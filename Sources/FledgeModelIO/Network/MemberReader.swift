import FledgeFiles

/// Takes the members of a JSON object by key and type; what does not fit is an error that names the member.
struct MemberReader {
  private let value: JSONValue
  private let path: String
  private let place: String

  /// Reads a text that must be an object.
  init(_ text: String, path: String, place: String) throws {
    do {
      value = try JSONValue(parsing: Array(text.utf8), path: path)
    } catch var error as FileError {
      // The byte is one of the text, not of the file.
      error.place = "\(place), \(error.place ?? "")"
      throw error
    }
    (self.path, self.place) = (path, place)
    guard case .object = value else {
      throw FileError(path: path, place: place, expected: "an object", found: value.kind)
    }
  }

  private init(_ value: JSONValue, path: String, place: String) {
    (self.value, self.path, self.place) = (value, path, place)
  }

  func error(_ key: String, expected: String, found: String) -> FileError {
    FileError(path: path, place: "\(place), \(key)", expected: expected, found: found)
  }

  private func member(_ key: String, _ expected: String) throws -> JSONValue {
    guard let member = value[key] else { throw error(key, expected: expected, found: "no such member") }
    return member
  }

  /// What `read` finds under the key; `nil` if there is no such member.
  func optional<T>(_ key: String, _ read: (MemberReader) -> (String) throws -> T) throws -> T? {
    value[key] == nil ? nil : try read(self)(key)
  }

  func integer(_ key: String) throws -> Int {
    let expected = "a whole number"
    let found = try member(key, expected)
    guard case .integer(let integer) = found else { throw error(key, expected: expected, found: found.kind) }
    return integer
  }

  func number(_ key: String) throws -> Double {
    let expected = "a number"
    switch try member(key, expected) {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    case let found: throw error(key, expected: expected, found: found.kind)
    }
  }

  func string(_ key: String) throws -> String {
    let expected = "a string"
    let found = try member(key, expected)
    guard case .string(let string) = found else { throw error(key, expected: expected, found: found.kind) }
    return string
  }

  func bool(_ key: String) throws -> Bool {
    let expected = "true or false"
    let found = try member(key, expected)
    guard case .bool(let bool) = found else { throw error(key, expected: expected, found: found.kind) }
    return bool
  }

  func integers(_ key: String) throws -> [Int] {
    try elements(key, "whole numbers") { if case .integer(let integer) = $0 { integer } else { nil } }
  }

  func strings(_ key: String) throws -> [String] {
    try elements(key, "strings") { if case .string(let string) = $0 { string } else { nil } }
  }

  func object(_ key: String) throws -> MemberReader {
    let expected = "an object"
    let found = try member(key, expected)
    guard case .object = found else { throw error(key, expected: expected, found: found.kind) }
    return MemberReader(found, path: path, place: "\(place), \(key)")
  }

  private func elements<T>(_ key: String, _ what: String, _ read: (JSONValue) -> T?) throws -> [T] {
    let expected = "an array of \(what)"
    let found = try member(key, expected)
    guard case .array(let values) = found else { throw error(key, expected: expected, found: found.kind) }
    return try values.map { value in
      guard let element = read(value) else {
        throw error(key, expected: expected, found: "\(value.kind) in it")
      }
      return element
    }
  }
}
