import FledgeBasics
import FledgeTensor

extension Dataset {
  /// The examples with these numbers, in this order and as often as they occur; their memory is shared.
  public func subset(_ indices: [Int]) -> Dataset {
    var copy = self
    copy.rows = indices.map { index in
      require(
        index >= 0 && index < count, "Dataset: there is no example \(index) among \(count)")
      return rows?[index] ?? Int32(index)
    }
    return copy
  }

  /// Examples `range`, in the same memory.
  public subscript(range: Range<Int>) -> Dataset { subset(Array(range)) }

  /// Two parts, drawn from the seed: `fraction` of the examples, to the next whole number, are the validation part. Both keep
  /// the order of the whole.
  ///
  /// If `stratified`, each class has its share in the validation part, up to one example; the targets must be classes.
  public func split(
    fraction: Double, seed: UInt64, stratified: Bool = false
  ) -> (train: Dataset, validation: Dataset) {
    require(
      fraction >= 0 && fraction <= 1, "Dataset.split: expected a fraction from 0 to 1, got \(fraction)")
    var random = Random(seed: seed).named("split")
    let order = random.permutation(count).map(Int.init)
    let strata = stratified ? classes(in: order) : [order]
    var held = [Bool](repeating: false, count: count)
    for (stratum, quota) in zip(strata, Self.quotas(of: fraction, strata.map(\.count))) {
      for index in stratum.prefix(quota) { held[index] = true }
    }
    return (subset((0..<count).filter { !held[$0] }), subset((0..<count).filter { held[$0] }))
  }

  /// k pairs of parts for cross-validation, drawn from the seed: each example is in the validation part of one of them. Parts
  /// differ by at most one example, and if `stratified`, in each class too.
  public func folds(
    _ k: Int, seed: UInt64, stratified: Bool = false
  ) -> [(train: Dataset, validation: Dataset)] {
    require(k >= 2 && k <= count, "Dataset.folds: expected 2 to \(count) folds, got \(k)")
    var random = Random(seed: seed).named("folds")
    let order = random.permutation(count).map(Int.init)
    // Dealt like cards; the classes one after another, so that each is dealt evenly.
    let dealt = stratified ? classes(in: order).flatMap { $0 } : order
    var fold = [Int](repeating: 0, count: count)
    for (place, index) in dealt.enumerated() { fold[index] = place % k }
    return (0..<k).map { number in
      (subset((0..<count).filter { fold[$0] != number }), subset((0..<count).filter { fold[$0] == number }))
    }
  }

  /// The numbers in `order` by their classes.
  private func classes(in order: [Int]) -> [[Int]] {
    require(hasClasses, "Dataset: only classes can be stratified, the targets are \(targets.dtype)")
    let labels = labels.elements(as: Int32.self)
    var result = [[Int]](repeating: [], count: classes)
    for index in order { result[Int(labels[index])].append(index) }
    return result
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
