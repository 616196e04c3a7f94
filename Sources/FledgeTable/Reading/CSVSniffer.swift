import FledgeFiles

/// Finds out how a file of separated values is written, by its first rows.
struct CSVSniffer {
  /// What is known and what was found; nothing of it is nil.
  private(set) var format: CSVFormat
  /// The number of columns.
  private(set) var columns: Int

  /// Looks at the first bytes of the text behind the lines that are left out.
  init(_ sample: [UInt8], isWhole: Bool, format: CSVFormat) {
    self.format = format
    let (separator, rows) = CSVSniffer.split(sample, isWhole: isWhole, format: format)
    self.format.separator = separator
    columns = CSVSniffer.columns(rows)
    let hasDecimalComma = format.hasDecimalComma ?? DecimalEvidence(rows).speaksForComma(separator)
    self.format.hasDecimalComma = hasDecimalComma
    self.format.hasHeading = format.hasHeading ?? hasHeading(rows, point: self.format.point)
  }

  // MARK: - Separator

  private static func split(
    _ sample: [UInt8], isWhole: Bool, format: CSVFormat
  ) -> (CSVFormat.Separator, SampleRows) {
    if let separator = format.separator {
      return (separator, SampleRows(sample, isWhole: isWhole, separator: separator))
    }
    var best = (score: 0.0, separator: CSVFormat.Separator.comma, rows: SampleRows?.none)
    // Of those that fit equally well the first is taken: commas stand in numbers and texts more often than what stands in front of
    // them here.
    for separator in CSVFormat.Separator.allCases {
      let rows = SampleRows(sample, isWhole: isWhole, separator: separator)
      let (width, share) = rows.usualWidth
      // Texts have spaces: columns that these separate are numbers, for the most part.
      if width < 2 || (separator == .spaces && (share < 1 || !rows.areNumbers(format))) { continue }
      if share * rows.coverage > best.score { best = (share * rows.coverage, separator, rows) }
    }
    return (best.separator, best.rows ?? SampleRows(sample, isWhole: isWhole, separator: .comma))
  }

  // MARK: - Columns

  /// Where each line ends with a separator, nothing follows it.
  private static func columns(_ rows: SampleRows) -> Int {
    let width = rows.usualWidth.width
    guard rows.count > 1, width > 1 else { return width }
    let endEmpty = (1..<rows.count).allSatisfy { rows.width($0) < width || rows.endsEmpty($0) }
    let first = rows.width(0)
    return endEmpty && (first == width - 1 || (first == width && rows.endsEmpty(0))) ? width - 1 : width
  }

  // MARK: - Heading

  /// A first row names the columns if it has a text where all others have numbers; where no column speaks, unless one of its
  /// values is a number, or stands in it twice, or again in its column.
  private func hasHeading(_ rows: SampleRows, point: UInt8) -> Bool {
    guard rows.count > 0 else { return false }
    let columns = 0..<min(columns, rows.width(0))
    func kind(_ row: Int, _ column: Int) -> SampleRows.Kind {
      rows.kind(row, column, point: point, missing: format.missing)
    }
    let below = (1..<max(1, rows.count)).filter { rows.width($0) > columns.last ?? 0 }
    let first = columns.map { kind(0, $0) }
    for column in columns where first[column] == .text {
      let kinds = below.lazy.map { kind($0, column) }.filter { $0 != .missing }
      if !kinds.isEmpty, !kinds.contains(.text) { return true }
    }
    let names = columns.map { rows.field(0, $0) }
    if first.contains(.number) || Set(names).count < names.count { return false }
    return columns.allSatisfy { column in !below.contains { rows.field($0, column) == names[column] } }
  }
}

extension SampleRows {
  /// Whether half of the fields below the first row, or more, are numbers.
  fileprivate func areNumbers(_ format: CSVFormat) -> Bool {
    var (numbers, fields) = (0, 0)
    for row in (count > 1 ? 1 : 0)..<count {
      for column in 0..<width(row) {
        fields += 1
        let kinds = [UInt8(ascii: "."), UInt8(ascii: ",")].map {
          kind(row, column, point: $0, missing: format.missing)
        }
        if kinds.contains(.number) { numbers += 1 }
      }
    }
    return fields > 0 && 2 * numbers >= fields
  }
}

extension CSVFormat {
  /// What stands between a number's whole part and its fraction.
  var point: UInt8 { hasDecimalComma == true ? UInt8(ascii: ",") : UInt8(ascii: ".") }
}
