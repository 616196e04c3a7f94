import FledgeFiles

/// What the header of a safetensors file says: which tensors stand where, and the metadata.
struct SafetensorsHeader: Equatable {
  /// The tensors in the order of their data.
  var entries: [SafetensorsFile.Entry]
  /// Strings by name, for whatever the writer wanted to say.
  var metadata: [String: String]

  /// Reads a header whose first byte stands at byte 8 of the file and that describes `dataCount` bytes of data.
  ///
  /// Throws `FileError` naming the tensor or the byte that breaks a rule of the format.
  init(parsing text: [UInt8], dataCount: Int, path: String) throws {
    guard text.first == UInt8(ascii: "{") else {
      throw FileError(
        path: path, place: "byte 8", expected: "a safetensors header, which begins with '{'",
        found: text.first.map { "the byte 0x" + String($0, radix: 16) } ?? "an empty one")
    }
    guard case .object(let members) = try JSONValue(parsing: text, path: path, offset: 8) else {
      throw FileError(path: path, place: "byte 8", expected: "an object", found: "something else")
    }
    metadata = [:]
    entries = []
    for member in members {
      if member.key == Safetensors.metadataKey {
        metadata = try SafetensorsHeader.metadata(member.value, path: path)
      } else {
        entries.append(try SafetensorsFile.Entry(name: member.key, json: member.value, path: path))
      }
    }
    entries.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    try checkCoverage(of: dataCount, path: path)
  }

  private static func metadata(_ json: JSONValue, path: String) throws -> [String: String] {
    let place = "metadata"
    guard case .object(let members) = json else {
      throw FileError(path: path, place: place, expected: "an object of strings", found: json.kind)
    }
    var metadata: [String: String] = [:]
    for member in members {
      guard case .string(let value) = member.value else {
        throw FileError(
          path: path, place: "\(place) \(member.key.quoted)", expected: "a string", found: member.value.kind)
      }
      metadata[member.key] = value
    }
    return metadata
  }

  /// Every byte of the data belongs to one tensor.
  private func checkCoverage(of dataCount: Int, path: String) throws {
    var end = 0
    for entry in entries {
      let (lower, upper) = (entry.range.lowerBound, entry.range.upperBound)
      guard lower == end else {
        throw entry.error(
          path: path, expected: "data_offsets that begin at \(end), where the tensor before ends",
          found: "\(lower), \(lower < end ? "an overlap" : "a hole")")
      }
      guard upper <= dataCount else {
        throw entry.error(
          path: path, expected: "data_offsets that end within the \(dataCount) bytes of data in the file",
          found: "\(upper)")
      }
      end = upper
    }
    guard end == dataCount else {
      throw FileError(
        path: path, expected: "\(end) bytes of data behind the header", found: "\(dataCount)")
    }
  }
}
