import FledgeBasics

/// How a column of categories becomes inputs: one for each level, 1 where it stands and 0 elsewhere, or one code for the table of
/// an embedding.
///
/// Levels that the rows it was learnt from hold in fewer than five are taken together as one, "other", as which every unseen level
/// counts, too; where there are none such, an unseen level is no level at all.
public struct CategoryEncoding: Sendable, Equatable, Codable {
  /// The levels, in the order of their characters, numbers ascending.
  public let levels: [String]
  /// Whether rare levels are one, "other".
  public let hasOther: Bool
  /// Whether a missing value is a level, as it was in the rows that it was learnt from.
  public let hasMissing: Bool
  /// Whether it gives one code instead of an input for each level.
  public let isCode: Bool

  private enum CodingKeys: String, CodingKey {
    case levels
    case hasOther = "other"
    case hasMissing = "missing"
    case isCode = "code"
  }

  /// A level in fewer rows is rare.
  static let fewestRows = 5
  /// More are never kept.
  static let mostLevels = 10_000

  /// What a category becomes.
  public enum Form: Sendable, Hashable {
    /// An input for each of its 1,000 most frequent levels, and one for all others: what any layer takes.
    case inputs
    /// The same up to so many levels; of more, up to 10,000, the number of the level, which only a layer that looks it up can take:
    /// `TableEncoding.inputLayer`.
    case codes(above: Int)

    /// The most frequent levels are kept, and the others are "other".
    var mostLevels: Int { self == .inputs ? 1000 : CategoryEncoding.mostLevels }

    /// Whether that many levels become a code.
    func isCode(_ levels: Int) -> Bool { if case .codes(let most) = self { levels > most } else { false } }
  }

  /// Learns the levels of a column.
  public init(fitting column: TableColumn, as form: Form = .inputs) {
    let texts = column.texts
    var counts = [Int](repeating: 0, count: texts.levels.count)
    for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
    let kept = counts.indices.filter { counts[$0] >= Self.fewestRows }
      .sorted { (counts[$1], texts.levels[$0]) < (counts[$0], texts.levels[$1]) }.prefix(form.mostLevels)
    let names = Set(kept.map { texts.levels[$0] })
    levels = column.classNames.filter(names.contains)
    hasOther = kept.count < counts.count { $0 > 0 }
    hasMissing = column.missingCount > 0
    isCode = form.isCode(levels.count)
  }

  /// How many inputs it gives.
  var width: Int { isCode ? 1 : levels.count + (hasOther ? 1 : 0) + (hasMissing ? 1 : 0) }

  /// The number of the level of each row of a column: of a level, behind them of "other" and of "missing", and `numberCount` where
  /// it is none of these. With it, how many rows hold a text that is no level, and in how many a value is missing as none was in training.
  func numbers(of column: TableColumn) -> (numbers: [Int], unknown: Int, filled: Int) {
    let texts = column.texts
    let places = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
    let known = texts.levels.map { places[$0] }
    let (other, missing) = (levels.count, levels.count + (hasOther ? 1 : 0))
    let none = numberCount
    var (unknown, absent) = (0, 0)
    let numbers = texts.codes.map { code -> Int in
      if code < 0 {
        absent += 1
        return hasMissing ? missing : none
      }
      if let place = known[Int(code)] { return place }
      unknown += 1
      return hasOther ? other : none
    }
    return (numbers, unknown, hasMissing ? 0 : absent)
  }

  /// How many numbers of levels there are.
  var numberCount: Int { levels.count + (hasOther ? 1 : 0) + (hasMissing ? 1 : 0) }

  /// The numbers that a code becomes: 1.6·n^0.56 of n levels, 100 at the most (Howard and Gugger, 2020).
  var embeddingWidth: Int { min(100, max(1, Int((1.6 * pow(Double(numberCount), 0.56)).rounded()))) }

  /// Whether the levels are such as `init(fitting:)` gives.
  var isSound: Bool { levels.count <= Self.mostLevels && Set(levels).count == levels.count }
}
