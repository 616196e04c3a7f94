import FledgeFiles

/// Reads a table with a JSON object in each line.
enum JSONLines {
  /// All lines of a text, and the columns in which all but a few values are numbers.
  static func table(
    _ source: ByteSource, limit: Int, longest: Int
  ) throws -> (table: Table, strayTexts: [StrayTexts]) {
    var lines = TextLines(path: source.name, longest: longest, feed: try source.open().feed(limit: limit))
    var rows = JSONRows()
    while let line = try lines.next() {
      guard let members = try members(line, path: source.name, line: lines.number) else { continue }
      rows.append(members, line: lines.number)
    }
    if rows.count == 0 {
      throw FileError(path: source.name, expected: "lines with a JSON object each", found: "none")
    }
    let table = rows.table(source: source.name)
    return (table, rows.strayTexts(in: table))
  }

  /// The members of a line; nil if it is blank.
  ///
  /// Throws `FileError` with the line, and the byte in it or the member, if it is no object, or a member is one or an array.
  static func members(_ line: ArraySlice<UInt8>, path: String, line number: Int) throws -> [JSONValue.Member]?
  {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: Array(line), path: path, offset: 1)
    } catch var error as FileError {
      error.place = "line \(number), \(error.place ?? "")"
      throw error
    }
    guard case .object(let members) = value else {
      throw FileError(path: path, place: "line \(number)", expected: "a JSON object", found: value.kind)
    }
    for member in members {
      switch member.value {
      case .array, .object:
        throw FileError(
          path: path, place: "line \(number), member \(member.key.quoted)",
          expected: "a number, a string, true, false or null", found: member.value.kind)
      default: break
      }
    }
    return members
  }

  /// Throws `FileError` for a member of one of these names that is no number.
  static func check(
    _ members: [JSONValue.Member], numbers: Set<String>, path: String, line: Int
  ) throws {
    for member in members where numbers.contains(member.key) {
      switch member.value {
      case .integer, .number, .null: break
      default:
        throw FileError(
          path: path, place: "line \(line), member \(member.key.quoted)", expected: "a number",
          found: member.value.kind)
      }
    }
  }
}
