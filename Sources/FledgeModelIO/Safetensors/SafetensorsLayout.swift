import FledgeFiles

/// Where everything goes in a safetensors file that is about to be written.
struct SafetensorsLayout {
  /// The first bytes of the file: the header and its length.
  let header: [UInt8]
  /// The items by their order in the file.
  let order: [Int]
  /// Where the data of each item in that order ends, counted from the end of the header.
  let ends: [Int]

  /// Throws `FileError` if two items have one name, or the header becomes larger than the format allows.
  init(_ items: [Safetensors.Item], metadata: [String: String], path: String) throws {
    var names: Set<String> = [Safetensors.metadataKey]
    for item in items where !names.insert(item.name).inserted {
      throw FileError(
        path: path, place: "tensor \(item.name.quoted)", expected: "a name that is not taken",
        found: "one that is")
    }
    let order = SafetensorsLayout.order(of: items)
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key < $1.key }.map { JSONValue.Member(key: $0, value: .string($1)) }
      members.append(.init(key: Safetensors.metadataKey, value: .object(strings)))
    }
    var ends: [Int] = []
    for index in order {
      let item = items[index]
      guard item.shape.count <= Safetensors.maximumRank else {
        throw FileError(
          path: path, place: "tensor \(item.name.quoted)",
          expected: "at most \(Safetensors.maximumRank) dimensions", found: "\(item.shape.count)")
      }
      guard let count = item.elementType.byteCount(of: item.shape) else {
        fatalError("Safetensors.write: \(item.name): the shape \(item.shape) has no size in bytes")
      }
      let start = ends.last ?? 0
      ends.append(start + count)
      let description: JSONValue = [
        "dtype": .string(item.elementType.rawValue), "shape": .array(item.shape.map { .integer($0) }),
        "data_offsets": [.integer(start), .integer(start + count)],
      ]
      members.append(.init(key: item.name, value: description))
    }
    var text = Array(JSONValue.object(members).text.utf8)
    // Spaces up to a multiple of 8, so that the data is aligned in memory when the file is mapped.
    text += [UInt8](repeating: 0x20, count: -text.count & 7)
    guard text.count <= Safetensors.maximumHeaderLength else {
      throw FileError(
        path: path, expected: "names and metadata of at most \(Safetensors.maximumHeaderLength) bytes",
        found: "\(text.count)")
    }
    // Safe: the bytes are a local number's, used within the call alone.
    header = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    self.order = order
    self.ends = ends
  }

  /// As the reference implementation: the widest elements first, by name (its bytes) among those of a type.
  static func order(of items: [Safetensors.Item]) -> [Int] {
    let ranks = Dictionary(
      uniqueKeysWithValues: Safetensors.ElementType.allCases.enumerated().map { ($1, $0) })
    return items.indices.sorted { left, right in
      let (leftRank, rightRank) = (ranks[items[left].elementType]!, ranks[items[right].elementType]!)
      if leftRank != rightRank { return leftRank < rightRank }
      return items[left].name.utf8.lexicographicallyPrecedes(items[right].name.utf8)
    }
  }
}
