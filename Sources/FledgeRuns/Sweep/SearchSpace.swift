import FledgeBasics
import FledgeTensor

/// The settings of a sweep's trials: which vary, and which values each trial has of them.
///
/// What a trial has depends on the space, the seed and the number of the trial alone, so a sweep that goes on has the same trials.
package struct SearchSpace: Sendable {
  /// Which values are tried, and in which order.
  package enum Order: String, Sendable, CaseIterable {
    /// Drawn independently for each trial; where there are choices alone, each combination once (Bergstra and Bengio, 2012).
    case random
    /// Every combination, the setting named last changing first.
    case grid
  }

  package let axes: [SearchAxis]
  package let order: Order
  private let random: Random
  /// How many combinations there are; nil where that is no number, or one beyond `Int`.
  private let combinations: Int?
  /// Which combination each trial has; empty where they stand in the order of the grid, or are drawn one by one.
  private let shuffled: [Int32]

  /// So many combinations of choices are shuffled; of more, two trials are hardly the same.
  private static let mostShuffled = 1 << 16

  package init(_ axes: [SearchAxis], order: Order, seed: UInt64) {
    (self.axes, self.order) = (axes, order)
    random = Random(seed: seed).named("sweep")
    let isFinite = axes.allSatisfy { order == .grid ? $0.grid != nil : $0.hasChoices }
    let combinations = isFinite ? Self.product(axes.map { $0.grid?.count ?? 0 }) : nil
    self.combinations = combinations
    guard order == .random, let combinations, combinations <= Self.mostShuffled else {
      shuffled = []
      return
    }
    var draws = random.named("order")
    shuffled = draws.permutation(combinations)
  }

  /// How many trials differ; nil where there is no end of them.
  package var count: Int? { order == .grid || !shuffled.isEmpty ? combinations : nil }

  /// The axes of which a grid does not know how many values to take.
  package var axesWithoutPoints: [SearchAxis] { axes.filter { $0.grid == nil } }

  /// The values of trial `number`, from 1 to `count`, in the order of the axes.
  package func values(ofTrial number: Int) -> [String] {
    require(
      number >= 1 && number <= count ?? .max, "SearchSpace: expected a trial from 1, got \(number)")
    if order == .grid { return combination(number - 1) }
    if !shuffled.isEmpty { return combination(Int(shuffled[number - 1])) }
    let own = random.numbered(number)
    return axes.map { axis in
      var draw = own.named(axis.name)
      // The upper 53 bits, as a share from 0 to below 1.
      return axis.value(at: Double(draw.next() >> 11) * 0x1p-53)
    }
  }

  /// A combination by its place in the grid, from 0.
  private func combination(_ place: Int) -> [String] {
    var (rest, values) = (place, [String]())
    for axis in axes.reversed() {
      let grid = axis.grid ?? []
      values.append(grid[rest % grid.count])
      rest /= grid.count
    }
    return values.reversed()
  }

  private static func product(_ counts: [Int]) -> Int? {
    var result = 1
    for count in counts {
      let (next, isTooLarge) = result.multipliedReportingOverflow(by: count)
      guard !isTooLarge else { return nil }
      result = next
    }
    return result
  }
}

extension SearchAxis {
  fileprivate var hasChoices: Bool { if case .choices = values { true } else { false } }
}
