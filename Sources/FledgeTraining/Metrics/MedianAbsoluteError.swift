import FledgeBasics
import FledgeData
import FledgeTensor

/// The median of |p − t|: half of the predictions are no further from their targets. Few bad ones do not change it, as they do the mean.
///
/// Of an even number it is the mean of the middle two; an example may have several numbers, and the figure is then the mean of
/// those of the numbers, as in scikit-learn. It keeps the errors in memory, at most 2²⁴ of them (128 MiB): of more the figure is NaN.
public struct MedianAbsoluteError: Metric {
  static let most = 1 << 24
  private let scale: Double
  /// By the numbers of an example.
  private var columns: [[Double]] = []
  private var isUsable = true

  /// The figure of nothing yet. Errors are multiplied by `scale`, as where targets were standardised.
  public init(scale: Double = 1) { self.scale = scale }

  /// `median_absolute_error`.
  public var name: String { "median_absolute_error" }

  /// Takes in predictions (n, …) of the targets' shape, or (n, 1) beside targets (n).
  public mutating func add(_ predictions: Tensor, _ batch: Batch) {
    let targets = batch.targets
    require(
      targets.rank > 0
        && (predictions.shape == targets.shape || predictions.shape == Shape(targets.shape.dimensions + [1])),
      "\(name): expected predictions of the targets' shape \(targets.shape), got \(predictions.shape)")
    let numbers = targets.shape.count(over: 1...)
    if columns.isEmpty { columns = [[Double]](repeating: [], count: numbers) }
    require(
      columns.count == numbers,
      "\(name): expected \(columns.count) numbers an example as before, got \(numbers)")
    let errors = zip(
      predictions.detached.elements(as: Double.self), targets.detached.elements(as: Double.self)
    ).map { abs(scale * ($0 - $1)) }
    let kept = columns.reduce(0) { $0 + $1.count }
    isUsable = isUsable && errors.allSatisfy { !$0.isNaN } && kept + errors.count <= Self.most
    guard isUsable else { return columns = [[Double]](repeating: [], count: numbers) }
    for index in columns.indices {
      columns[index] += stride(from: index, to: errors.count, by: numbers).map { errors[$0] }
    }
  }

  /// The figure. NaN for nothing, and where a prediction was NaN.
  public var value: Double {
    guard isUsable, let first = columns.first, !first.isEmpty else { return .nan }
    return columns.reduce(0) { $0 + $1.sorted().quantile(0.5) } / Double(columns.count)
  }
}
