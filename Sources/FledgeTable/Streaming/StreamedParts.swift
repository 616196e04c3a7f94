import FledgeBasics
import FledgeTensor

/// Which part of the data each row of a table that is streamed belongs to: drawn from the seed and the number of the row, or from the
/// value of a column, so that nothing need be known of the other rows.
///
/// The parts have about the shares that are asked for, and classes have about theirs in them.
public struct StreamedParts: Sendable, Equatable {
  /// The share of what the test part leaves that is held back to validate with.
  public var validation: Double
  /// The share of the rows that is held back to test with.
  public var test: Double
  /// What is drawn from.
  public var seed: UInt64
  /// The column whose rows of one value are all in one part; nil: every row is drawn for itself.
  public var groups: String?

  /// Shares from 0 to 1 each, that of the validation part of what the test part leaves.
  public init(validation: Double = 0, test: Double = 0, seed: UInt64 = 0, groups: String? = nil) {
    require(
      validation >= 0 && test >= 0 && validation <= 1 && test <= 1,
      "StreamedParts: expected shares from 0 to 1, got \(validation) and \(test)")
    (self.validation, self.test, self.seed, self.groups) = (validation, test, seed, groups)
  }

  /// The parts of the data.
  enum Part: Int, CaseIterable, Sendable { case train, validation, test }

  /// The part of each row of a block, whose first is row `first` of the table.
  func parts(of block: Table, from first: Int) -> [Part] {
    guard validation > 0 || test > 0 else { return Array(repeating: .train, count: block.count) }
    let root = Random(seed: seed).named("parts")
    if let groups {
      guard let texts = block[groups]?.texts else {
        return Array(repeating: part(of: nil, root), count: block.count)
      }
      let ofLevels = texts.levels.map { part(of: $0, root) }
      let ofMissing = part(of: nil, root)
      return texts.codes.map { $0 < 0 ? ofMissing : ofLevels[Int($0)] }
    }
    var random = root.startingAtRow(first)
    return random.uniform([block.count], dtype: .float64).elements(as: Double.self).map(part)
  }

  /// Rows without a value of the column are a group of their own.
  private func part(of group: String?, _ root: Random) -> Part {
    var random = root.named(group.map { "group \($0)" } ?? "none")
    return part(Double(random.next() >> 11) * 0x1p-53)
  }

  private func part(_ drawn: Double) -> Part {
    // The validation part is a share of what the test part leaves, as for a table in memory.
    if drawn < test { return .test }
    return drawn < test + (1 - test) * validation ? .validation : .train
  }
}
