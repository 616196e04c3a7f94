import FledgeFiles

/// Rows of JSON members as they come, by column.
struct JSONRows {
  /// The number of rows.
  private(set) var count = 0
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var columns: [Column] = []
  /// For each column the line of the first text that is no number, where lines were given.
  private var firstTexts: [Int?] = []

  /// A column so far: numbers, until something else comes.
  fileprivate enum Column {
    case numbers([Double])
    case texts(codes: [Int32], levels: [String], numbers: [String: Int32])
  }

  /// Puts a row behind all others, which stands in this line of a file.
  mutating func append(_ members: [JSONValue.Member], line: Int? = nil) {
    for member in members where member.value != .null {
      let place = places[member.key] ?? names.count
      if place == names.count {
        places[member.key] = place
        names.append(member.key)
        columns.append(.numbers([]))
        firstTexts.append(nil)
      }
      if let line, firstTexts[place] == nil, member.value.isStray { firstTexts[place] = line }
      columns[place].append(member.value, row: count)
    }
    count += 1
  }

  /// Whether a text is a finite number.
  fileprivate static func isNumber(_ text: String) -> Bool { Double(text)?.isFinite ?? false }

  /// The columns of the rows so far in which all but a few values are numbers.
  func strayTexts(in table: Table) -> [StrayTexts] {
    zip(table.columns, firstTexts).compactMap { column, line in
      guard let line, case .texts(let texts) = column.values else { return nil }
      return StrayTexts(column.name, texts, line: line, isNumber: Self.isNumber)
    }
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

extension JSONValue {
  /// Whether it is a text that is no number, or true or false.
  fileprivate var isStray: Bool {
    switch self {
    case .string(let text): !JSONRows.isNumber(text)
    case .bool: true
    default: false
    }
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
