import FledgeTensor

/// What a loss makes of the losses of the single examples or elements.
public enum LossReduction: Sendable, CaseIterable {
  /// Their mean, added up in Double; where examples have weights, it divides by the sum of these. The mean of nothing is NaN.
  case mean
  /// Their sum.
  case sum
  /// Each by itself.
  case none

  func callAsFunction(_ losses: Tensor) -> Tensor {
    switch self {
    case .mean: losses.mean()
    case .sum: losses.sum()
    case .none: losses
    }
  }
}
