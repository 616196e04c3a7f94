import FledgeBasics
import FledgeTensor

/// Which of a number of examples, or rows of a table, are held back, by their numbers in ascending order.
package struct Split {
  /// Those that are not.
  package let kept: [Int]
  /// Those that are.
  package let held: [Int]

  /// Holds `fraction` of them back, to the next whole number, as the seed draws it. With `strata`, a number from 0 for each
  /// example, each stratum has its share, up to one example.
  package init(of count: Int, fraction: Double, seed: UInt64, strata: [Int]? = nil) {
    require(fraction >= 0 && fraction <= 1, "split: expected a fraction from 0 to 1, got \(fraction)")
    var random = Random(seed: seed).named("split")
    let order = random.permutation(count).map(Int.init)
    var groups = [[Int]](repeating: [], count: (strata?.max() ?? 0) + 1)
    for index in order { groups[strata?[index] ?? 0].append(index) }
    var isHeld = [Bool](repeating: false, count: count)
    for (group, quota) in zip(groups, Self.quotas(of: fraction, groups.map(\.count))) {
      for index in group.prefix(quota) { isHeld[index] = true }
    }
    self.init(isHeld: isHeld)
  }

  private init(isHeld: [Bool]) {
    (kept, held) = (isHeld.indices.filter { !isHeld[$0] }, isHeld.indices.filter { isHeld[$0] })
  }

  /// k parts for cross-validation, as the seed draws them: each number is held back in one of them. Parts differ by at most one example,
  /// and with `strata`, as above, in each stratum too.
  package static func folds(_ k: Int, of count: Int, seed: UInt64, strata: [Int]? = nil) -> [Split] {
    require(k >= 2 && k <= count, "folds: expected 2 to \(count) folds, got \(k)")
    var random = Random(seed: seed).named("folds")
    let order = random.permutation(count).map(Int.init)
    // Dealt like cards; the strata one after another, so that each is dealt evenly.
    var groups = [[Int]](repeating: [], count: (strata?.max() ?? 0) + 1)
    for index in order { groups[strata?[index] ?? 0].append(index) }
    var fold = [Int](repeating: 0, count: count)
    for (place, index) in groups.joined().enumerated() { fold[index] = place % k }
    return (0..<k).map { number in Split(isHeld: fold.map { $0 == number }) }
  }

  /// Whole numbers near `fraction` of the counts that add up to the rounded fraction of the whole: the largest remainders are
  /// rounded up (Hamilton, 1792).
  private static func quotas(of fraction: Double, _ counts: [Int]) -> [Int] {
    let shares = counts.map { fraction * Double($0) }
    var quotas = shares.map { Int($0) }
    let total = Int((fraction * Double(counts.reduce(0, +))).rounded())
    let byRemainder = counts.indices.sorted {
      (shares[$1] - Double(quotas[$1]), $0) < (shares[$0] - Double(quotas[$0]), $1)
    }
    for index in byRemainder.prefix(max(0, total - quotas.reduce(0, +))) { quotas[index] += 1 }
    return quotas
  }
}
