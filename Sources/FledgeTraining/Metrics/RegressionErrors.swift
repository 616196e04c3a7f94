import FledgeBasics
import FledgeTensor

/// How far predicted numbers are from their targets: what MAE, RMSE and R² are made of, added up in Double.
///
/// An example may have several numbers; each figure is then the mean of those of the numbers, as in scikit-learn.
public struct RegressionErrors: Sendable, Equatable {
  /// The examples added.
  public private(set) var count = 0
  private var sums: [Sums] = []

  /// Of one of the numbers that are predicted.
  fileprivate struct Sums: Sendable, Equatable {
    var absolute = 0.0
    var squared = 0.0
    var mean = 0.0
    /// Σ (t − mean)².
    var deviation = 0.0
  }

  /// The errors of nothing yet.
  public init() {}

  /// Adds predictions (n, …) beside targets (n, …) of the same shape, or (n, 1) beside (n), both multiplied by `scale`.
  public mutating func add(predictions: Tensor, targets: Tensor, scale: Double = 1) {
    let isColumn = predictions.shape == Shape(targets.shape.dimensions + [1])
    require(
      targets.rank > 0 && (predictions.shape == targets.shape || isColumn),
      "RegressionErrors: expected predictions of the targets' shape \(targets.shape), got \(predictions.shape)"
    )
    let numbers = targets.shape.count(over: 1...)
    require(
      sums.isEmpty || sums.count == numbers,
      "RegressionErrors: expected \(sums.count) numbers an example as before, got \(numbers)")
    if sums.isEmpty { sums = [Sums](repeating: Sums(), count: numbers) }
    let predictions = predictions.detached.elements(as: Double.self)
    for (index, target) in targets.detached.elements(as: Double.self).enumerated() {
      let (row, column) = (index / numbers, index % numbers)
      sums[column].add(
        scale * (predictions[index] - target), scale * target, count: count + row + 1)
    }
    count += targets.shape[0]
  }

  /// The mean absolute error; NaN for no examples.
  public var meanAbsoluteError: Double { mean { $0.absolute / Double(count) } }

  /// The root of the mean squared error; NaN for no examples.
  public var rootMeanSquaredError: Double { mean { ($0.squared / Double(count)).squareRoot() } }

  /// The standard deviation of the targets, which is the root of the mean squared error of their mean; NaN for no examples.
  public var targetDeviation: Double { mean { ($0.deviation / Double(count)).squareRoot() } }

  /// The share of the targets' variance that the predictions explain, 1 − Σ(p − t)²/Σ(t − t̄)²: 1 is perfect, 0 as good as their
  /// mean.
  ///
  /// For targets that are all the same it is 1 if every prediction is right and 0 if not; NaN for fewer than two examples.
  public var r2: Double {
    count < 2 ? .nan : mean(\.explained)
  }

  private func mean(_ figure: (Sums) -> Double) -> Double {
    count == 0 ? .nan : sums.reduce(0) { $0 + figure($1) } / Double(sums.count)
  }
}

extension RegressionErrors.Sums {
  /// 1 − Σ(p − t)²/Σ(t − t̄)².
  fileprivate var explained: Double {
    guard deviation > 0 else { return squared == 0 ? 1 : 0 }
    return 1 - squared / deviation
  }

  /// Adds number `count`, its deviation by an update that does not cancel (Welford, 1962).
  fileprivate mutating func add(_ error: Double, _ target: Double, count: Int) {
    absolute += abs(error)
    squared += error * error
    let change = target - mean
    mean += change / Double(count)
    deviation += change * (target - mean)
  }
}
