/// Writes at one place of a JSON value.
struct JSONValueEncoder: Encoder {
  let draft: JSONDraft
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any]

  init(draft: JSONDraft, codingPath: [any CodingKey], userInfo: [CodingUserInfoKey: Any]) {
    (self.draft, self.codingPath, self.userInfo) = (draft, codingPath, userInfo)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .nothing = draft.content { draft.content = .object([]) }
    return KeyedEncodingContainer(KeyedJSONEncoding(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .nothing = draft.content { draft.content = .array([]) }
    return UnkeyedJSONEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleJSONEncoding(encoder: self) }

  /// An encoder of a place below.
  func below(_ key: any CodingKey) -> JSONValueEncoder {
    JSONValueEncoder(draft: JSONDraft(), codingPath: codingPath + [key], userInfo: userInfo)
  }
}

// One generic method serves every type of the protocols.

struct KeyedJSONEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) { member(key).draft.content = .value(.null) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    let member = member(key)
    try member.draft.set(value, member)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { member(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    member(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { member(JSONKey.super) }

  func superEncoder(forKey key: Key) -> any Encoder { member(key) }

  /// An encoder of a new member, or of the one that has this key.
  private func member(_ key: any CodingKey) -> JSONValueEncoder {
    let result = encoder.below(key)
    guard case .object(var members) = encoder.draft.content else { return result }
    if let index = members.firstIndex(where: { $0.key == key.stringValue }) {
      members[index].draft = result.draft
    } else {
      members.append((key.stringValue, result.draft))
    }
    encoder.draft.content = .object(members)
    return result
  }
}

struct UnkeyedJSONEncoding: UnkeyedEncodingContainer {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  var count: Int { if case .array(let drafts) = encoder.draft.content { drafts.count } else { 0 } }

  func encodeNil() { element().draft.content = .value(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    let element = element()
    try element.draft.set(value, element)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }

  func superEncoder() -> any Encoder { element() }

  private func element() -> JSONValueEncoder {
    let result = encoder.below(JSONKey(intValue: count))
    guard case .array(var drafts) = encoder.draft.content else { return result }
    // Out of its place while it grows, so that it is not copied.
    encoder.draft.content = .nothing
    drafts.append(result.draft)
    encoder.draft.content = .array(drafts)
    return result
  }
}

struct SingleJSONEncoding: SingleValueEncodingContainer {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { encoder.draft.content = .value(.null) }

  func encode<T: Encodable>(_ value: T) throws { try encoder.draft.set(value, encoder) }
}
