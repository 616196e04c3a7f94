import FledgeBasics

/// A table in figures: what stands in its columns, and what looks wrong with it.
public struct TableProfile: Sendable {
  /// Of each column.
  public let columns: [ColumnProfile]
  /// What is worth knowing before a model is trained.
  public let findings: [TableFinding]

  /// Looks at a table, and at what its columns say of the one to predict, if there is one.
  ///
  /// Throws `FileError` for a target that is no column, or cannot be predicted.
  public init(_ table: Table, target: String? = nil) throws {
    try self.init(table, [], target: target)
  }

  /// The same of a file, whose reader has seen texts among numbers.
  ///
  /// Throws as above, naming the line of a text that makes a target of numbers one that cannot be predicted.
  public init(_ file: TableFile, target: String? = nil) throws {
    self = try file.findingStrays {
      try TableProfile(file.table, file.strayTexts, target: target)
    }
  }

  private init(_ table: Table, _ strays: [StrayTexts], target: String?) throws {
    columns = table.columns.map(ColumnProfile.init)
    var findings = strays.map(TableFinding.strayTexts)
    for column in table.columns where column.name != target {
      if let reason = column.reasonToIgnore { findings.append(.useless(column: column.name, reason)) }
    }
    let inputs = table.columns.filter { $0.name != target }
    let rows = RowNumbers(table.columns)
    if rows.repeated > 0 { findings.append(.duplicates(rows: rows.repeated)) }
    if let target {
      let schema = try TableSchema(table, target: target)
      let contradictions = RowNumbers(inputs).repeated - rows.repeated
      if contradictions > 0 { findings.append(.contradictions(rows: contradictions)) }
      findings += Self.findings(of: table.column(target), schema, inputs)
    }
    self.findings = findings
  }

  private static func findings(
    of target: TableColumn, _ schema: TableSchema, _ inputs: [TableColumn]
  ) -> [TableFinding] {
    let numbers = RowNumbers([target])
    var findings = inputs.filter { column in
      guard column.reasonToIgnore == nil else { return false }
      let own = RowNumbers([column])
      return own.different == numbers.different && RowNumbers([column, target]).different == own.different
    }.map { TableFinding.tellsTarget(column: $0.name) }
    guard case .classification = schema.task else { return findings }
    let profile = ColumnProfile(target)
    let total = target.count - target.missingCount
    findings += profile.frequent.filter { $0.rows < CategoryEncoding.fewestRows }.map {
      .rareClass($0.text, rows: $0.rows)
    }
    if let largest = profile.frequent.first, Double(largest.rows) > 0.8 * Double(total) {
      findings.append(.imbalance(largest.text, share: Double(largest.rows) / Double(total)))
    }
    return findings
  }
}

/// Which rows of some columns are the same.
private struct RowNumbers {
  /// How many different rows there are.
  let different: Int
  /// How many rows repeat an earlier one.
  let repeated: Int

  init(_ columns: [TableColumn]) {
    // Column by column: the number of a row among the different ones so far, and what stands in the next column.
    var numbers = [Int32](repeating: 0, count: columns.first?.count ?? 0)
    for column in columns {
      var next: [Pair: Int32] = [:]
      let codes = column.codes
      for row in numbers.indices {
        let pair = Pair(number: numbers[row], code: codes[row])
        if let known = next[pair] {
          numbers[row] = known
        } else {
          numbers[row] = Int32(next.count)
          next[pair] = numbers[row]
        }
      }
    }
    different = Set(numbers).count
    repeated = numbers.count - different
  }

  private struct Pair: Hashable {
    let number: Int32
    let code: UInt64
  }
}

extension TableColumn {
  /// For each row a number that is the same where the same stands.
  fileprivate var codes: [UInt64] {
    switch values {
    // 0 and −0 are the same, as are all that are missing.
    case .numbers(let numbers): numbers.elements.map { $0.isNaN ? .max : ($0 + 0).bitPattern }
    case .texts(let texts): texts.codes.map { UInt64(bitPattern: Int64($0)) }
    }
  }
}
