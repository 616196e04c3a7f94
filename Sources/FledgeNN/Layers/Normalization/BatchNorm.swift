import FledgeBasics
import FledgeTensor

/// (x − μ)/√(σ² + ε)·γ + β for each feature: μ and σ² are the batch's in training, and the running ones where the model evaluates (Ioffe
/// and Szegedy, 2015).
///
/// Rows (m, features), and pictures (m, channels, rows, columns) or sequences (m, channels, length): the second axis holds the features,
/// and a feature's mean is taken over all others. The running variance is the unbiased one.
public struct BatchNorm: UndecayedLayer, DescribedLayer {
  /// "batch-norm.1".
  public static let kind = "batch-norm.1"

  /// γ (features), unless the layer has none.
  public var scale: Parameter?
  /// β (features), unless the layer has none.
  public var shift: Parameter?
  /// The running mean (features); nil for a layer that always uses the batch's.
  public var mean: Statistic?
  /// The running variance (features); nil for a layer that always uses the batch's.
  public var variance: Statistic?
  /// ε, which is added to the variance.
  public let epsilon: Double
  private var point = WatchPoint()

  /// A layer for so many features or channels.
  ///
  /// - Parameters:
  ///   - features: the length of the second axis.
  ///   - momentum: how far a batch moves the running mean and variance, from 0 to 1.
  ///   - epsilon: what is added to the variance.
  ///   - affine: whether there are γ and β.
  ///   - tracksStatistics: whether running values are kept; without them the layer uses the batch's everywhere.
  public init(
    _ features: Int, momentum: Double = 0.1, epsilon: Double = 1e-5, affine: Bool = true,
    tracksStatistics: Bool = true
  ) {
    require(features >= 0, "BatchNorm: expected 0 or more features, got \(features)")
    require(epsilon >= 0, "BatchNorm: expected an epsilon of 0 or more, got \(epsilon)")
    self.epsilon = epsilon
    if affine {
      scale = Parameter([features], .ones)
      shift = Parameter([features], .zeros)
    }
    if tracksStatistics {
      mean = Statistic([features], .zeros, momentum: momentum)
      variance = Statistic([features], .ones, momentum: momentum)
    }
  }

  /// The length of the second axis.
  public var features: Int? { (scale?.shape ?? mean?.shape)?[0] }

  /// x (m, features, …), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { normalized(x) } }

  private func normalized(_ x: Tensor) -> Tensor {
    require(
      x.rank >= 2 && (features == nil || x.shape[1] == features),
      "BatchNorm: expected (m, \(features.map(String.init) ?? "features"), …), got \(x.shape)")
    if let mean, let variance, !mean.isTraining {
      return normalized(x, mean.value, variance.value)
    }
    let axes = [0] + Array(2..<x.rank)
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    require(
      count > 1,
      "BatchNorm: expected more than one value of each feature to take a variance of, got \(x.shape): a batch of one example "
        + "can be evaluated, not trained on")
    let (batchMean, batchVariance) = x.moments(axes: axes)
    mean?.note(batchMean.detached.reshaped(to: [x.shape[1]]))
    let unbiased = batchVariance.detached * (Double(count) / Double(count - 1))
    variance?.note(unbiased.reshaped(to: [x.shape[1]]))
    return normalized(x, batchMean, batchVariance)
  }

  private func normalized(_ x: Tensor, _ mean: Tensor, _ variance: Tensor) -> Tensor {
    // A feature stands on the second axis: (features) becomes (features, 1, …). The batch's own moments have the rank of x.
    func aligned(_ tensor: Tensor) -> Tensor {
      x.rank == 2 || tensor.rank == x.rank
        ? tensor : tensor.reshaped(to: Shape([x.shape[1]] + [Int](repeating: 1, count: x.rank - 2)))
    }
    return x.normalized(
      mean: aligned(mean), variance: aligned(variance), epsilon: epsilon,
      scale: scale.map { aligned($0.value) }, shift: shift.map { aligned($0.value) })
  }

  /// (m, features, …), as the input.
  public func outputShape(for input: Shape) throws -> Shape {
    let shapes = [scale?.shape, shift?.shape, mean?.shape, variance?.shape].compactMap { $0 }
    guard shapes.allSatisfy({ $0.rank == 1 && $0 == shapes[0] }), (mean == nil) == (variance == nil),
      epsilon >= 0
    else {
      throw ShapeMismatch(
        expected:
          "parameters and statistics (features), both statistics or none, and an epsilon of 0 or more",
        found: shapes.map { "\($0)" }.joined(separator: ", ") + " and \(epsilon)")
    }
    guard input.rank >= 2, features == nil || input[1] == features else {
      throw ShapeMismatch(expected: "(m, \(features.map(String.init) ?? "features"), …)", found: "\(input)")
    }
    return input
  }

  /// Whether there are no running values.
  public var mixesExamples: Bool { mean == nil }

  /// Two where an example shows one value of each feature: one value has no variance.
  public func fewestExamplesInTraining(for input: Shape) -> Int {
    switch input.dimensions.dropFirst(2).reduce(1, *) {
    case 0: .max
    case 1: 2
    default: 1
    }
  }

  /// A difference, a division, a product and a sum for each element.
  public func floatingPointOperations(for input: Shape) -> Double { 4 * Double(input.elementCount) }

  /// Shows the parameters, then the running values.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("scale", &scale)
    visitor("shift", &shift)
    visitor("mean", &mean)
    visitor("variance", &variance)
  }
}

extension BatchNorm {
  /// The call that makes such a layer: `BatchNorm(400)`.
  public var description: String {
    "BatchNorm(\(features.map(String.init) ?? "")"
      + (mean.map { $0.momentum == 0.1 ? "" : ", momentum: \($0.momentum)" } ?? "")
      + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)") + (scale == nil ? ", affine: false" : "")
      + (mean == nil ? ", tracksStatistics: false)" : ")")
  }
}
