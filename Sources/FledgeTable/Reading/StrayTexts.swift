import FledgeBasics
import FledgeFiles

/// A column of texts in which nearly every value is a number: a slip in one row makes a category of a quantity.
///
/// It is found while a file is read into memory, which costs no second reading; a `TableStream` does not look for it.
public struct StrayTexts: Sendable, Equatable {
  /// The column's name.
  public let column: String
  /// How many of its values are numbers.
  public let numbers: Int
  /// How many values there are.
  public let values: Int
  /// The line of the file, from 1, in which the first stands that is no number.
  public let line: Int
  /// The different texts that are no numbers, in the order in which they first occur.
  public let texts: [String]

  /// Of fewer values a text or two say nothing.
  static let fewestValues = 20
  /// The share of texts up to which a column is nearly of numbers: one in so many.
  static let oneIn = 10

  /// Looks at a column in whose `line` the first text stands.
  ///
  /// Nil if fewer than nine tenths of the values are numbers, or there are fewer than 20; and for whole numbers that begin with 0,
  /// which are texts on purpose.
  init?(_ column: String, _ texts: TableTexts, line: Int, isNumber: (String) -> Bool) {
    let values = texts.count - texts.missingCount
    guard values >= Self.fewestValues else { return nil }
    var isKnown = [Bool](repeating: false, count: texts.levels.count)
    var isStray = isKnown
    var (strays, count) = ([String](), 0)
    // In the order of the rows: of a column that is plainly of texts a tenth is enough.
    for code in texts.codes.lazy.map(Int.init) where code >= 0 {
      if !isKnown[code] {
        isKnown[code] = true
        let text = texts.levels[code]
        isStray[code] = !isNumber(text)
        if isStray[code] {
          if !text.isEmpty, text.allSatisfy(\.isNumber) { return nil }
          strays.append(text)
        }
      }
      if isStray[code] { count += 1 }
      if count * Self.oneIn > values { return nil }
    }
    guard count > 0 else { return nil }
    (self.column, numbers, self.values, self.line, self.texts) = (
      column, values - count, values, line, strays
    )
  }
}

extension StrayTexts: CustomStringConvertible {
  /// `"mass": 341 of 342 values are numbers, but line 3 has "abc"`.
  public var description: String {
    "\(column.quoted): \(NumberText.grouped(numbers)) of \(NumberText.count(values, "value")) are numbers, "
      + "but line \(line) has \(texts[0].quoted)"
  }
}
