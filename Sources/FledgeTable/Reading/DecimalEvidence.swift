/// Which of the numbers in a sample can only be read with a decimal comma, and which only with a decimal point.
struct DecimalEvidence {
  private var commas = 0
  private var points = 0
  /// Such as 1,234: a fraction, or thousands.
  private var eitherCommas = 0

  init(_ rows: SampleRows) {
    for row in 0..<rows.count {
      for column in 0..<rows.width(row) { add(rows.field(row, column)) }
    }
  }

  /// Where both or neither are certain, the comma needs the majority, or a separator that is used because commas stand in the numbers.
  func speaksForComma(_ separator: CSVFormat.Separator) -> Bool {
    if commas + points > 0 { return commas > points }
    return eitherCommas > 0 && separator == .semicolon
  }

  private mutating func add(_ field: ArraySlice<UInt8>) {
    let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))
    let number = field.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard number.count <= 40, let mark = number.lastIndex(where: { $0 == comma || $0 == point }),
      number.allSatisfy({ $0 == comma || $0 == point || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return }
    let marks = number.count { $0 == number[mark] }
    let others = number.count { $0 == comma || $0 == point } - marks
    // The last mark is the point if it stands alone.
    guard marks == 1 else { return }
    let (whole, fraction) = (number[..<mark], number[(mark + 1)...])
    let isGroup =
      others == 0 && fraction.count == 3 && (1...3).contains(whole.count) && whole.first != UInt8(ascii: "0")
    switch (number[mark] == comma, isGroup) {
    case (true, true): eitherCommas += 1
    case (true, false): commas += 1
    // What stands for thousands where commas are decimal is a point elsewhere: no evidence.
    case (false, true): break
    case (false, false): points += 1
    }
  }
}
