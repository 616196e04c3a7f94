import FledgeBasics

/// Texts of a column: each different one is kept once, and a row holds its number.
public struct TableTexts: Sendable, Equatable {
  /// The different texts, in the order in which they first occur.
  public let levels: TableLevels
  /// For each row the number of its text among the levels; −1 where nothing stands.
  public let codes: [Int32]

  /// Rows of codes of these levels. A code that is neither −1 nor a level's number is a programmer's error.
  public init(levels: [String], codes: [Int32]) { self.init(levels: TableLevels(levels), codes: codes) }

  init(levels: TableLevels, codes: [Int32]) {
    require(
      codes.allSatisfy { $0 >= -1 && Int($0) < levels.count },
      "TableTexts: expected codes from -1 to \(levels.count - 1)")
    (self.levels, self.codes) = (levels, codes)
  }

  /// Rows of texts; nil is missing.
  public init(_ texts: [String?]) {
    var (numbers, levels) = ([String: Int32](), [String]())
    codes = texts.map { text in
      guard let text else { return -1 }
      if let number = numbers[text] { return number }
      numbers[text] = Int32(levels.count)
      levels.append(text)
      return Int32(levels.count - 1)
    }
    self.levels = TableLevels(levels)
  }

  /// The number of rows.
  public var count: Int { codes.count }
  /// How many rows hold nothing.
  public var missingCount: Int { codes.count { $0 < 0 } }

  /// The text in a row; nil where nothing stands.
  public subscript(_ row: Int) -> String? {
    requireRow(row, of: count)
    return codes[row] < 0 ? nil : levels[Int(codes[row])]
  }

  /// The rows with these numbers; levels that no row holds any more stay.
  func rows(_ indices: [Int]) -> TableTexts { TableTexts(levels: levels, codes: indices.map { codes[$0] }) }
}
