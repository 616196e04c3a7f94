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

  /// Holds whole groups back, so that none is on both sides: in the order of a hash of the seed and of their text, until their examples
  /// are `fraction` of all as nearly as groups can.
  package init<Group: Hashable & LosslessStringConvertible>(
    of groups: [Group], fraction: Double, seed: UInt64
  ) {
    require(fraction >= 0 && fraction <= 1, "split: expected a fraction from 0 to 1, got \(fraction)")
    let wanted = fraction * Double(groups.count)
    var chosen: Set<Group> = []
    var size = 0
    for (group, members) in Self.drawn(groups, seed: seed) {
      guard abs(Double(size + members) - wanted) < abs(Double(size) - wanted) else { break }
      size += members
      chosen.insert(group)
    }
    self.init(isHeld: groups.map(chosen.contains))
  }

  /// Holds the last `fraction` back by their times, to the next number of examples at which the time changes: none of one time are on
  /// both sides.
  package init(of times: [Int], lastFraction fraction: Double) {
    require(fraction >= 0 && fraction <= 1, "split: expected a fraction from 0 to 1, got \(fraction)")
    let sorted = times.sorted()
    let cut = sorted.count - Int((fraction * Double(sorted.count)).rounded())
    guard cut > 0, cut < sorted.count else {
      self.init(isHeld: times.map { _ in cut == 0 })
      return
    }
    let first = sorted.firstIndex { $0 >= sorted[cut] }!
    let next = sorted.firstIndex { $0 > sorted[cut] } ?? sorted.count
    let isFirstNearer = first > 0 && cut - first <= next - cut
    let start = sorted[isFirstNearer || next == sorted.count ? first : next]
    self.init(isHeld: times.map { $0 >= start })
  }

  /// k parts for cross-validation that share no group. The largest groups are dealt first, each to the part that has fewest examples by
  /// then; equally large ones in the order of a hash of the seed and of their text.
  package static func folds<Group: Hashable & LosslessStringConvertible>(
    _ k: Int, of groups: [Group], seed: UInt64
  ) -> [Split] {
    let drawn = drawn(groups, seed: seed)
    require(k >= 2 && k <= drawn.count, "folds: expected 2 to \(drawn.count) folds, got \(k)")
    var sizes = [Int](repeating: 0, count: k)
    var folds: [Group: Int] = [:]
    let places = drawn.indices.sorted { (drawn[$1].members, $0) < (drawn[$0].members, $1) }
    for (group, members) in places.map({ drawn[$0] }) {
      let fold = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) }!
      sizes[fold] += members
      folds[group] = fold
    }
    return (0..<k).map { fold in Split(isHeld: groups.map { folds[$0] == fold }) }
  }

  /// The groups and their sizes in the order of their hashes, and of their texts where those agree.
  static func drawn<Group: Hashable & LosslessStringConvertible>(
    _ groups: [Group], seed: UInt64
  ) -> [(group: Group, members: Int)] {
    let root = Random(seed: seed).named("groups")
    var sizes: [Group: Int] = [:]
    for group in groups { sizes[group, default: 0] += 1 }
    let hashed = sizes.map { group, members in
      var random = root.named(group.description)
      return (hash: random.next(), text: group.description, group: group, members: members)
    }
    return hashed.sorted { ($0.hash, $0.text) < ($1.hash, $1.text) }.map { ($0.group, $0.members) }
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
