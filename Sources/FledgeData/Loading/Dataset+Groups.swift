import FledgeBasics
import FledgeTensor

extension Dataset {
  /// Two parts that share no group: all examples of one patient, writer or day are in one of them.
  ///
  /// Groups come in the order of a hash of the seed and of their text; from the first on they are the validation part, as long as
  /// each brings its size nearer to `fraction` of the examples. So what becomes of a group does not depend on the order of the
  /// examples, and hardly on the other groups. Both parts keep the order of the whole.
  ///
  /// - Parameters:
  ///   - fraction: the share of the validation part, from 0 to 1; it is met as nearly as whole groups can.
  ///   - seed: what the hash is made of, beside the groups.
  ///   - groups: the group of each example.
  public func split<Group: Hashable & LosslessStringConvertible>(
    fraction: Double, seed: UInt64, groups: [Group]
  ) -> (train: Dataset, validation: Dataset) {
    require(
      fraction >= 0 && fraction <= 1, "Dataset.split: expected a fraction from 0 to 1, got \(fraction)")
    expectGroups(groups)
    let split = Split(of: groups, fraction: fraction, seed: seed)
    return (subset(split.kept), subset(split.held))
  }

  /// k pairs of parts for cross-validation that share no group; each example is in the validation part of one of them. The largest
  /// groups are dealt first, each to the part that has fewest examples by then; equally large ones in the order of a hash of the
  /// seed and of their text.
  ///
  /// - Parameters:
  ///   - k: the number of pairs, from 2 to the number of groups.
  ///   - seed: what the hash is made of, beside the groups.
  ///   - groups: the group of each example.
  public func folds<Group: Hashable & LosslessStringConvertible>(
    _ k: Int, seed: UInt64, groups: [Group]
  ) -> [(train: Dataset, validation: Dataset)] {
    expectGroups(groups)
    return Split.folds(k, of: groups, seed: seed).map { (subset($0.kept), subset($0.held)) }
  }

  /// Two parts in the order in which the examples stand: the last `fraction` of them, to the next whole number, is the validation
  /// part. It is for examples in the order of time, where a part drawn at random would tell of its own future.
  public func splitInOrder(fraction: Double) -> (train: Dataset, validation: Dataset) {
    require(
      fraction >= 0 && fraction <= 1,
      "Dataset.splitInOrder: expected a fraction from 0 to 1, got \(fraction)")
    let first = count - Int((fraction * Double(count)).rounded())
    return (self[0..<first], self[first..<count])
  }

  private func expectGroups(_ groups: [some Any]) {
    require(
      groups.count == count,
      "Dataset: expected a group for each of the \(count) examples, got \(groups.count)")
  }
}
