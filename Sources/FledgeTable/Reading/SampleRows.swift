import FledgeKernels

/// The first rows of a text, split as if a certain byte stood between the fields.
struct SampleRows {
  private let bytes: [UInt8]
  private let fields: [fledge_text_field]
  private let rows: [fledge_text_row]
  /// Where each row's fields begin among all.
  private let starts: [Int]
  /// The share of the bytes that could be split: what follows a quote that nothing closes could not.
  let coverage: Double

  /// Splits `sample`; what follows its last line end is no row unless the text ends there, or it has no line end at all.
  init(_ sample: [UInt8], isWhole: Bool, separator: CSVFormat.Separator, most: Int = 1000) {
    var bytes = sample + [UInt8](repeating: 0, count: FLEDGE_TEXT_MARGIN)
    var layout = fledge_text_layout(
      separator: separator.byte, joined: separator == .spaces, is_last: isWhole, columns: 0)
    var result = fledge_text_split_result()
    var rows: [fledge_text_row] = []
    // Each field but the last ends at one of these.
    let most = (rows: most, fields: sample.count { $0 == separator.byte || $0 == 0x0A || $0 == 0x0D } + 1)
    // Safe: the margin is there, and the kernel is told the room that the arrays have.
    let fields = [fledge_text_field](unsafeUninitializedCapacity: most.fields) { fields, count in
      rows = [fledge_text_row](unsafeUninitializedCapacity: most.rows) { rows, rowCount in
        bytes.withUnsafeMutableBufferPointer { bytes in
          for isLast in [isWhole, true] where result.rows == 0 {
            layout.is_last = isLast
            result = fledge_text_split(
              sample.count, bytes.baseAddress, layout, most.rows, rows.baseAddress, most.fields,
              fields.baseAddress)
          }
        }
        rowCount = result.rows
      }
      count = result.fields
    }
    coverage = result.stop == FLEDGE_TEXT_OPEN_QUOTE ? Double(result.bytes) / Double(max(1, sample.count)) : 1
    (self.bytes, self.fields, self.rows) = (bytes, fields, rows)
    var start = 0
    starts = rows.map { row in
      defer { start += Int(row.fields) }
      return start
    }
  }

  /// The number of rows.
  var count: Int { rows.count }

  /// How many fields a row has.
  func width(_ row: Int) -> Int { Int(rows[row].fields) }

  /// The number of fields that most rows have, the first one aside if there are others (of two numbers as frequent the first row's),
  /// and the share of all rows that have it.
  var usualWidth: (width: Int, share: Double) {
    guard count > 0 else { return (0, 0) }
    let widths = (0..<count).map(width)
    let numbers = Dictionary(widths.dropFirst(count > 1 ? 1 : 0).map { ($0, 1) }, uniquingKeysWith: +)
    let usual = numbers.max {
      ($0.value, $0.key == widths[0] ? Int.max : $0.key) < ($1.value, $1.key == widths[0] ? Int.max : $1.key)
    }!.key
    return (usual, Double(widths.count { $0 == usual }) / Double(count))
  }

  /// The bytes of a field.
  func field(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
    let field = fields[starts[row] + column]
    return bytes[Int(field.start)..<Int(field.start + field.length)]
  }

  /// Whether a row's last field is empty, as it is behind a separator at the end of the line.
  func endsEmpty(_ row: Int) -> Bool { field(row, width(row) - 1).isEmpty }

  /// What stands in a field.
  enum Kind { case missing, number, text }

  /// What stands in a field, of a text in which these words are missing values.
  func kind(_ row: Int, _ column: Int, point: UInt8, missing: Set<String>) -> Kind {
    let field = field(row, column)
    if field.isEmpty { return .missing }
    // Safe: the array has a margin behind every field.
    let isNumber = bytes.withUnsafeBufferPointer {
      var value = 0.0
      return fledge_text_number(field.count, $0.baseAddress! + field.startIndex, point, &value)
        != FLEDGE_NUMBER_NONE
    }
    if isNumber { return .number }
    let text = String(decoding: field, as: UTF8.self)
    if missing.contains(text) { return .missing }
    return NumberWord(text) == nil ? .text : .number
  }
}
