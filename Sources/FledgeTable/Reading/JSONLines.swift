import FledgeFiles

/// Reads a table with a JSON object in each line.
enum JSONLines {
  /// All lines of a text.
  static func table(_ source: ByteSource, limit: Int, longest: Int) throws -> Table {
    var lines = TextLines(path: source.name, longest: longest, feed: try source.open().feed(limit: limit))
    var rows = JSONRows()
    while let line = try lines.next() {
      guard let members = try members(line, path: source.name, line: lines.number) else { continue }
      rows.append(members)
    }
    if rows.count == 0 {
      throw FileError(path: source.name, expected: "lines with a JSON object each", found: "none")
    }
    return rows.table(source: source.name)
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

/// Rows of JSON members as they come, by column.
struct JSONRows {
  /// The number of rows.
  private(set) var count = 0
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var columns: [Column] = []

  /// A column so far: numbers, until something else comes.
  fileprivate enum Column {
    case numbers([Double])
    case texts(codes: [Int32], levels: [String], numbers: [String: Int32])
  }

  mutating func append(_ members: [JSONValue.Member]) {
    for member in members where member.value != .null {
      let place = places[member.key] ?? names.count
      if place == names.count {
        places[member.key] = place
        names.append(member.key)
        columns.append(.numbers([]))
      }
      columns[place].append(member.value, row: count)
    }
    count += 1
  }

  /// The rows so far.
  func table(source: String) -> Table {
    Table(
      zip(names, columns).map { name, column in
        var column = column
        column.fill(to: count)
        switch column {
        case .numbers(let numbers): return TableColumn(name, numbers: numbers)
        case .texts(let codes, let levels, _):
          return TableColumn(name, .texts(TableTexts(levels: levels, codes: codes)))
        }
      }, count: count, source: source)
  }
}

extension JSONRows.Column {
  /// Puts a value that is not null into a row behind all others.
  mutating func append(_ value: JSONValue, row: Int) {
    fill(to: row)
    let (number, text) = JSONRows.Column.scalar(value)
    switch self {
    case .numbers(var numbers):
      if let number {
        self = .numbers([])
        numbers.append(number)
        self = .numbers(numbers)
      } else {
        self = .texts(codes: [], levels: [], numbers: [:])
        for value in numbers { append(value.isNaN ? nil : TableNumbers.text(value)) }
        append(text)
      }
    case .texts: append(text)
    }
  }

  private mutating func append(_ text: String?) {
    guard case .texts(var codes, var levels, var numbers) = self else { return }
    self = .numbers([])
    var code: Int32 = -1
    if let text {
      code = numbers[text] ?? Int32(levels.count)
      if Int(code) == levels.count {
        numbers[text] = code
        levels.append(text)
      }
    }
    codes.append(code)
    self = .texts(codes: codes, levels: levels, numbers: numbers)
  }

  /// Rows without the member have nothing there.
  mutating func fill(to row: Int) {
    switch self {
    case .numbers(var numbers):
      self = .numbers([])
      while numbers.count < row { numbers.append(.nan) }
      self = .numbers(numbers)
    case .texts(let codes, _, _):
      for _ in codes.count..<row { append(nil) }
    }
  }

  private static func scalar(_ value: JSONValue) -> (number: Double?, text: String) {
    switch value {
    case .integer(let integer): (Double(integer), "\(integer)")
    case .number(let number): (number, TableNumbers.text(number))
    case .string(let text): (nil, text)
    case .bool(let flag): (nil, flag ? "true" : "false")
    default: (nil, "")
    }
  }
}
