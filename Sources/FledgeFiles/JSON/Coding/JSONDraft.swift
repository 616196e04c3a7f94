/// What has been written so far at one place of a JSON value. Containers of one place share it.
final class JSONDraft {
  enum Content {
    case nothing
    case value(JSONValue)
    case array([JSONDraft])
    case object([(key: String, draft: JSONDraft)])
  }

  var content = Content.nothing

  /// The value in the end; a place where nothing was written is an empty object, as for a type without members.
  var value: JSONValue {
    switch content {
    case .nothing: .object([])
    case .value(let value): value
    case .array(let drafts): .array(drafts.map(\.value))
    case .object(let members): .object(members.map { .init(key: $0.key, value: $0.draft.value) })
    }
  }

  /// Writes what a value encodes itself as, with an encoder of this place.
  func set(_ value: some Encodable, _ encoder: JSONValueEncoder) throws {
    if let primitive = try Self.primitive(value, encoder.codingPath) {
      content = .value(primitive)
      return
    }
    guard encoder.codingPath.count < JSONParser.maximumDepth else {
      throw EncodingError.invalidValue(
        value,
        .init(
          codingPath: encoder.codingPath, debugDescription: "more than \(JSONParser.maximumDepth) levels"))
    }
    try value.encode(to: encoder)
  }

  /// The JSON of a number, a truth value or a string; `nil` for everything else. An integer beyond `Int` becomes a string.
  private static func primitive(_ value: any Encodable, _ codingPath: [any CodingKey]) throws -> JSONValue? {
    switch value {
    case let bool as Bool: return .bool(bool)
    case let string as String: return .string(string)
    case let integer as any FixedWidthInteger:
      return Int(exactly: integer).map { .integer($0) } ?? .string("\(integer)")
    case let number as any BinaryFloatingPoint:
      let number = Double(number)
      guard number.isFinite else {
        throw EncodingError.invalidValue(
          value, .init(codingPath: codingPath, debugDescription: "\(number) cannot be written as JSON"))
      }
      return .number(number)
    default: return nil
    }
  }
}
