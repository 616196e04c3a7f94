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
      !stratified || hasClasses, "Dataset: only classes can be stratified, the targets are \(targets.dtype)")
    let labels = stratified ? self.labels.elements(as: Int32.self).map(Int.init) : nil
    let parts = Split(of: count, fraction: fraction, seed: seed, strata: labels)
    return (subset(parts.kept), subset(parts.held))
  }

  /// k pairs of parts for cross-validation, drawn from the seed: each example is in the validation part of one of them. Parts
  /// differ by at most one example, and if `stratified`, in each class too.
  public func folds(
    _ k: Int, seed: UInt64, stratified: Bool = false
  ) -> [(train: Dataset, validation: Dataset)] {
    require(k >= 2 && k <= count, "Dataset.folds: expected 2 to \(count) folds, got \(k)")
    require(
      !stratified || hasClasses, "Dataset: only classes can be stratified, the targets are \(targets.dtype)")
    let labels = stratified ? self.labels.elements(as: Int32.self).map(Int.init) : nil
    return Split.folds(k, of: count, seed: seed, strata: labels).map { (subset($0.kept), subset($0.held)) }
  }
}
