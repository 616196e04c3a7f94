import FledgeKernels

/// Reads the numbers of a column's fields in a block.
struct NumberFields {
  private let point: UInt8
  private let missing: TextLevels
  /// Numbers that stand for a missing value, such as -999.
  private let missingNumbers: Set<Double>

  init(_ format: CSVFormat) {
    let point = format.point
    (self.point, missing) = (point, TextLevels(missing: format.missing))
    missingNumbers = Set(format.missing.compactMap { NumberFields.number($0, point: point) })
  }

  /// The finite number that a text is; nil if it is none.
  static func number(_ text: String, point: UInt8) -> Double? {
    var value = 0.0
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: FLEDGE_TEXT_MARGIN)
    return fledge_text_number(text.utf8.count, bytes, point, &value) == FLEDGE_NUMBER_FINITE ? value : nil
  }

  /// What stands in a field that holds no number, and no missing value.
  enum Other { case text, infinity }

  /// The numbers of the block's rows, NaN where nothing stands or `other` has been told of what does. Nil as soon as `other`
  /// says false.
  func read(
    _ column: Int, of blocks: RowBlocks, other: (_ row: Int, Other) throws -> Bool
  ) rethrows -> [Double]? {
    var isRead = true
    // Safe: as many numbers are written as the block has rows.
    var numbers = try [Double](unsafeUninitializedCapacity: blocks.count) { values, count in
      var row = 0
      while true {
        row = blocks.readNumbers(column, from: row, point: point, into: values)
        if row == blocks.count { break }
        values[row] = .nan
        if let found = self.other(row, column, blocks), try !other(row, found) {
          isRead = false
          break
        }
        row += 1
      }
      count = row
    }
    if !missingNumbers.isEmpty {
      for row in numbers.indices where missingNumbers.contains(numbers[row]) { numbers[row] = .nan }
    }
    return isRead ? numbers : nil
  }

  private func other(_ row: Int, _ column: Int, _ blocks: RowBlocks) -> Other? {
    if blocks.isField(row, column, oneOf: missing) { return nil }
    // Safe: the field is read during the call alone.
    return blocks.withField(row, column) { field in
      var value = 0.0
      if fledge_text_number(field.count, field.baseAddress, point, &value) == FLEDGE_NUMBER_INFINITE {
        return .infinity
      }
      guard let word = NumberWord(String(decoding: field.prefix(10), as: UTF8.self)) else { return .text }
      return word == .infinity ? .infinity : nil
    }
  }
}
