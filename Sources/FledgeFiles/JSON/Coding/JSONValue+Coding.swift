extension JSONValue {
  /// The JSON that a value encodes itself as.
  ///
  /// Throws `EncodingError` naming the place of a number that is not finite, or deeper than a text may nest; and what
  /// the value itself throws.
  package init(encoding value: some Encodable, userInfo: [CodingUserInfoKey: any Sendable] = [:]) throws {
    let draft = JSONDraft()
    try draft.set(value, JSONValueEncoder(draft: draft, codingPath: [], userInfo: userInfo))
    self = draft.value
  }

  /// A value from this JSON, which stands in the file `path` at `place`.
  ///
  /// Throws `FileError` whose place goes on with the keys down to what does not fit: `metadata "fledge", model.layers.2`.
  package func decoded<Value: Decodable>(
    as type: Value.Type, path: String, place: String, userInfo: [CodingUserInfoKey: any Sendable] = [:]
  ) throws -> Value {
    let decoder = JSONValueDecoder(self, file: path, place: place, codingPath: [], userInfo: userInfo)
    do {
      return try decoder.decode(type)
    } catch let error as DecodingError {
      throw decoder.fileError(error)
    }
  }
}

extension JSONValue: Codable {
  /// The JSON itself; other formats have no part in this.
  package init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? JSONValueDecoder else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no JSON"))
    }
    self = decoder.value
  }

  /// The JSON itself; other formats have no part in this.
  package func encode(to encoder: any Encoder) throws {
    guard let encoder = encoder as? JSONValueEncoder else {
      throw EncodingError.invalidValue(
        self, .init(codingPath: encoder.codingPath, debugDescription: "not encoded as JSON"))
    }
    encoder.draft.content = .value(self)
  }
}
