/// Reads at one place of a JSON value.
struct JSONValueDecoder: Decoder {
  let value: JSONValue
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any]
  private let file: String
  private let place: String

  init(
    _ value: JSONValue, file: String, place: String, codingPath: [any CodingKey],
    userInfo: [CodingUserInfoKey: Any]
  ) {
    (self.value, self.file, self.place) = (value, file, place)
    (self.codingPath, self.userInfo) = (codingPath, userInfo)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch("an object") }
    return KeyedDecodingContainer(KeyedJSONDecoding(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch("an array") }
    return UnkeyedJSONDecoding(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleJSONDecoding(decoder: self) }

  /// A decoder of a place below.
  func below(_ key: any CodingKey, _ value: JSONValue) -> JSONValueDecoder {
    JSONValueDecoder(value, file: file, place: place, codingPath: codingPath + [key], userInfo: userInfo)
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T { try primitive(type) ?? T(from: self) }

  /// A number, a truth value or a string; `nil` for every other type.
  private func primitive<T>(_ type: T.Type) throws -> T? {
    switch type {
    case is Bool.Type:
      guard case .bool(let bool) = value else { throw mismatch("true or false") }
      return bool as? T
    case is String.Type:
      guard case .string(let string) = value else { throw mismatch("a string") }
      return string as? T
    case let type as any FixedWidthInteger.Type: return try integer(type) as? T
    case is Double.Type: return try number() as? T
    case is Float.Type: return Float(try number()) as? T
    default: return nil
    }
  }

  private func integer<I: FixedWidthInteger>(_ type: I.Type) throws -> I {
    switch value {
    case .integer(let integer):
      guard let result = I(exactly: integer) else {
        throw error(expected: "a whole number from \(I.min) to \(I.max)", found: "\(integer)")
      }
      return result
    // Integers beyond `Int` are written so.
    case .string(let text) where I.max > Int.max && I(text) != nil: return I(text)!
    default: throw mismatch("a whole number")
    }
  }

  private func number() throws -> Double {
    switch value {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    default: throw mismatch("a number")
    }
  }

  // Errors.

  /// The error of a value of another kind.
  func mismatch(_ expected: String) -> FileError { error(expected: expected, found: value.kind) }

  /// An error at this place, or below.
  func error(at path: [any CodingKey]? = nil, expected: String?, found: String) -> FileError {
    let keys = (path ?? codingPath).map(\.stringValue.printable).joined(separator: ".")
    return FileError(
      path: file, place: keys.isEmpty ? place : "\(place), \(keys)", expected: expected, found: found)
  }

  /// What a type of this program says is wrong with a value.
  func fileError(_ decodingError: DecodingError) -> FileError {
    switch decodingError {
    case .keyNotFound(let key, let context):
      error(at: context.codingPath + [key], expected: "a value", found: "no such member")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      error(at: context.codingPath, expected: nil, found: context.debugDescription)
    @unknown default: error(at: [], expected: nil, found: "\(decodingError)")
    }
  }
}
