import FledgeBasics
import FledgeTensor

/// Training on mixtures of two examples and of their targets (mixup; Zhang, Cisse, Dauphin and Lopez-Paz, 2018).
///
/// A batch becomes λ·x + (1 − λ)·x′ of itself and of the same batch in another order, with the targets mixed likewise; λ is drawn
/// for each batch from the beta distribution Beta(α, α). Classes become distributions over the classes. What is drawn depends on the seed, the
/// epoch and the number of the batch alone.
public struct Mixup: Sendable, Equatable {
  /// The parameter of the beta distribution: near 0 hardly anything is mixed, 1 makes all mixtures equally likely. Theirs are 0.1 to 0.4
  /// for pictures.
  public let alpha: Double
  /// What is drawn from.
  public let seed: UInt64

  /// Mixes with this parameter, above 0.
  public init(alpha: Double, seed: UInt64 = 0) {
    require(alpha > 0 && alpha.isFinite, "Mixup: expected a finite alpha above 0, got \(alpha)")
    (self.alpha, self.seed) = (alpha, seed)
  }

  /// Batch number `index` of an epoch, mixed: its inputs, and its targets as numbers (n, classes) or (n, …) of the inputs' type.
  func mixed(_ batch: Batch, classes: Int, epoch: Int, index: Int) -> Batch {
    var random = Random(seed: seed).named("mixup, epoch \(epoch)").numbered(index)
    let share = random.beta(alpha)
    let order = Tensor(random.permutation(batch.count))
    func mixed(_ x: Tensor) -> Tensor { x * share + x.gatherRows(order) * (1 - share) }
    var result = batch
    let dtype = batch.inputs.dtype
    result.inputs = mixed(batch.inputs)
    result.targets = mixed(
      batch.hasClasses
        ? Tensor.oneHot(batch.targets, classes: classes, dtype: dtype) : batch.targets.converted(to: dtype))
    result.weights = batch.weights.map(mixed)
    result.hasClasses = false
    return result
  }
}

extension Random {
  /// A number from 0 to 1 of the distribution Beta(α, α): the share of one of two numbers of the gamma distribution in their sum.
  fileprivate mutating func beta(_ alpha: Double) -> Double {
    // Of a small α both may be too small for a Double, but not their logarithms.
    let (one, other) = (logarithmOfGamma(alpha), logarithmOfGamma(alpha))
    return 1 / (1 + exp(other - one))
  }

  /// The logarithm of a number of the gamma distribution: of that of α + 1, by rejection (Marsaglia and Tsang, 2000), times U^(1/α).
  private mutating func logarithmOfGamma(_ alpha: Double) -> Double {
    let d = alpha + 1 - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal([1], dtype: .float64).item
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, log(unit()) < x * x / 2 + d - d * v + d * log(v) {
        return log(d * v) + log(unit()) / alpha
      }
    }
  }

  /// A number above 0 and below 1.
  private mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }
}
