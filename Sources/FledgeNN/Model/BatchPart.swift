import FledgeBasics

/// Which part of a batch a pass computes, where several passes share the batch: threads, machines, or one machine in turns.
///
/// A pass that knows its part draws the noise of its own rows, and its loss and gradients are its share of the whole: those of
/// all parts add up to what one pass over the whole batch gives. Not so with a batch norm: each part is normalised by its own mean and
/// variance, as on several machines elsewhere, and the observations of the parts are averaged by their shares.
public struct BatchPart: Sendable, Equatable {
  /// The part's rows, by their numbers in the whole batch.
  public let rows: Range<Int>
  /// The rows of the whole batch.
  public let rowCount: Int
  /// What the part's mean loss counts for in the whole's.
  public let share: Double

  /// Rows of a batch of `rowCount` whose loss is averaged over its rows.
  public init(rows: Range<Int>, of rowCount: Int) {
    self.init(rows: rows, of: rowCount, divisor: Double(rows.count), wholeDivisor: Double(rowCount))
  }

  /// Rows of a batch of `rowCount` whose mean loss is divided by something else than rows, such as the sum of their weights:
  /// `divisor` is the part's, `wholeDivisor` the whole batch's.
  public init(rows: Range<Int>, of rowCount: Int, divisor: Double, wholeDivisor: Double) {
    require(
      rows.lowerBound >= 0 && rows.upperBound <= rowCount,
      "BatchPart: expected rows within 0..<\(rowCount), got \(rows)")
    require(
      divisor >= 0 && divisor <= wholeDivisor && wholeDivisor > 0,
      "BatchPart: expected a divisor of 0 to \(wholeDivisor) above 0, got \(divisor)")
    (self.rows, self.rowCount, share) = (rows, rowCount, divisor / wholeDivisor)
  }
}
