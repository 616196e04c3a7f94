import FledgeBasics

/// The numbers from a lower to an upper end, one of which a trial gets.
package struct SearchRange: Sendable, Equatable {
  package let low: Double
  package let high: Double
  /// Whether every factor counts as much as another, rather than every distance.
  package let isLogarithmic: Bool
  /// Whether it holds whole numbers alone.
  package var isWhole: Bool
  /// How many of the numbers a grid takes, both ends among them; nil where nothing is said of grids.
  package let points: Int?

  /// A range; a logarithmic one is above 0.
  package init(
    _ low: Double, _ high: Double, isLogarithmic: Bool, isWhole: Bool = false, points: Int? = nil
  ) {
    require(
      low < high && (high - low).isFinite && (low > 0 || !isLogarithmic),
      "SearchRange: expected ends in order, above 0 for logarithms, got \(low) and \(high)")
    require(points ?? 2 >= 2, "SearchRange: expected at least 2 points, got \(points ?? 0)")
    (self.low, self.high, self.isLogarithmic) = (low, high, isLogarithmic)
    (self.isWhole, self.points) = (isWhole, points)
  }

  /// The number at a share of the range, from 0 to below 1: each whole number as likely as another, or as its logarithm has it.
  func number(at share: Double) -> Double {
    guard isWhole else { return rounded(between(low, high, share)) }
    return min(max(between(low, high + 1, share).rounded(.down), low), high)
  }

  /// The numbers of a grid, ascending, each once; none where `points` is nil.
  var grid: [Double] {
    guard let points else { return [] }
    var numbers: [Double] = []
    for index in 0..<points {
      // The ends are numbers that were given, and stand as they are.
      let share = Double(index) / Double(points - 1)
      let number = index == 0 ? low : index == points - 1 ? high : between(low, high, share)
      let shown = isWhole ? number.rounded() : index % (points - 1) == 0 ? number : rounded(number)
      if numbers.last != shown { numbers.append(shown) }
    }
    return numbers
  }

  /// A number as a word of the command line, which reads back as the same bits.
  func text(_ number: Double) -> String { isWhole ? "\(Int(number))" : "\(number)" }

  private func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
    isLogarithmic ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low)
  }

  /// With three digits: more of a learning rate would only be longer to type, and differ from one system's logarithm to another's.
  private func rounded(_ number: Double) -> Double {
    let short = Double(NumberText.scientific(number, digits: 3)) ?? number
    return min(max(short, low), high)
  }
}

extension SearchRange: CustomStringConvertible {
  /// `0.0001 to 0.1 by logarithm, 5 points`.
  package var description: String {
    "\(text(low)) to \(text(high))" + (isLogarithmic ? " by logarithm" : "")
      + (points.map { ", \($0) points" } ?? "")
  }
}
