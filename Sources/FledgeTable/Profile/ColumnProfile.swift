import FledgeBasics

/// What stands in a column, in figures.
public struct ColumnProfile: Sendable, Equatable {
  /// The column's name.
  public let name: String
  /// Whether numbers stand in it.
  public let holdsNumbers: Bool
  /// Rows in which nothing stands.
  public let missing: Int
  /// How many different values there are.
  public let different: Int
  /// Least value, quartiles and largest value, ascending; empty for texts, and where nothing stands.
  public let quartiles: [Double]
  /// The mean; NaN for texts, and where nothing stands.
  public let mean: Double
  /// The standard deviation; NaN likewise.
  public let standardDeviation: Double
  /// The most frequent texts, or numbers of a column of few, with their rows, the most frequent first.
  public let frequent: [Level]

  /// A text and the number of rows in which it stands.
  public struct Level: Sendable, Equatable {
    /// The text, or a number as one.
    public let text: String
    /// The rows.
    public let rows: Int
  }

  /// The most levels that are kept.
  static let mostLevels = 20

  /// Looks at a column.
  public init(_ column: TableColumn) {
    (name, missing) = (column.name, column.missingCount)
    switch column.values {
    case .numbers(let numbers):
      holdsNumbers = true
      let present = numbers.elements.filter { !$0.isNaN }.sorted()
      let runs = Self.runs(of: present)
      different = runs.count
      quartiles = present.isEmpty ? [] : [0, 0.25, 0.5, 0.75, 1].map(present.quantile)
      let moments = present.moments
      (mean, standardDeviation) = present.isEmpty ? (.nan, .nan) : (moments.center, moments.scale)
      frequent =
        runs.count > Self.mostLevels
        ? [] : Self.sorted(runs.map { Level(text: TableNumbers.text($0.value), rows: $0.count) })
    case .texts(let texts):
      holdsNumbers = false
      (quartiles, mean, standardDeviation) = ([], .nan, .nan)
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
      let levels = counts.indices.filter { counts[$0] > 0 }.map {
        Level(text: texts.levels[$0], rows: counts[$0])
      }
      different = levels.count
      frequent = Array(Self.sorted(levels).prefix(Self.mostLevels))
    }
  }

  private static func sorted(_ levels: [Level]) -> [Level] {
    levels.sorted { ($1.rows, $0.text) < ($0.rows, $1.text) }
  }

  /// The different ones of ascending numbers, and how often each occurs.
  private static func runs(of numbers: [Double]) -> [(value: Double, count: Int)] {
    var runs: [(value: Double, count: Int)] = []
    for number in numbers {
      if runs.last?.value == number {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((number, 1))
      }
    }
    return runs
  }
}
