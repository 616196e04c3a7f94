import FledgeBasics

/// How a column of quantities becomes an input: shifted and scaled, computed in Double.
public struct NumberEncoding: Sendable, Equatable, Codable {
  /// How the two figures are chosen.
  public enum Scaling: String, Sendable, CaseIterable {
    /// The mean, and the standard deviation: the input has mean 0 and variance 1.
    case standard
    /// The median, and the range between the quartiles, or half the whole range where that is 0; values far out are then pulled in
    /// by x/√(1 + (x/3)²) (Holzmüller, Grinsztajn and Steinwart, 2024).
    case robust
    /// Not at all: a layer of the model does it, such as `Standardizer`.
    case none
  }

  /// What is subtracted.
  public let center: Double
  /// What is divided by; above 0.
  public let scale: Double
  /// What stands for a missing value: the median.
  public let fill: Double
  /// Whether a second input says if the value is missing, as some of those that it was learnt from were.
  public let hasIndicator: Bool
  /// Whether values far out are pulled in.
  public let isClipped: Bool

  private enum CodingKeys: String, CodingKey {
    case center, scale, fill
    case hasIndicator = "indicator"
    case isClipped = "clipped"
  }

  /// Learns the figures of a column. Where all values are missing it gives 0.
  public init(fitting numbers: TableNumbers, scaling: Scaling = .standard) {
    let present = numbers.elements.filter { !$0.isNaN }.sorted()
    self.init(
      present, moments: present.moments, scaling: scaling,
      hasIndicator: present.count < numbers.count && !present.isEmpty)
  }

  /// Of numbers with these moments; `sample` are some of them, ascending, or all.
  init(
    _ sample: [Double], moments: (center: Double, scale: Double), scaling: Scaling, hasIndicator: Bool
  ) {
    // Of a rare number none may be in the sample.
    let middle = sample.isEmpty ? moments.center : sample.quantile(0.5)
    fill = middle.isFinite ? middle : 0
    let figures =
      switch scaling {
      case .standard: moments
      case .robust: sample.isEmpty ? moments : sample.spread
      case .none: (center: 0.0, scale: 1.0)
      }
    // A constant column, and one whose squares leave Double's range.
    let isUsable = figures.scale > 0 && figures.scale.isFinite && figures.center.isFinite
    (center, scale) = isUsable ? figures : (fill, 1)
    (self.hasIndicator, isClipped) = (hasIndicator, scaling == .robust)
  }

  /// The input for a value; NaN is missing.
  func input(_ value: Double) -> Float {
    let x = ((value.isNaN ? fill : value) - center) / scale
    return Float(isClipped ? x / (1 + (x / 3) * (x / 3)).squareRoot() : x)
  }

  /// Whether the figures are such as `init(fitting:)` gives.
  var isSound: Bool { center.isFinite && fill.isFinite && scale > 0 && scale.isFinite }
}

extension [Double] {
  /// Mean m, and Σ (x − m)²; 0 and 0 of none.
  ///
  /// The mean is the first number and the mean of what the others differ from it by: of equal numbers it is that number, where a sum's
  /// rounding would leave a deviation that is none.
  var deviations: (mean: Double, sum: Double) {
    guard let first else { return (0, 0) }
    let count = Double(count)
    let mean = first + reduce(0) { $0 + ($1 - first) / count }
    return (mean, reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }

  /// Mean, and root of the mean squared deviation.
  var moments: (center: Double, scale: Double) {
    let (mean, sum) = deviations
    return isEmpty ? (0, 0) : (mean, (sum / Double(count)).squareRoot())
  }

  /// The median of these, which ascend, and the range between the quartiles, or half the whole range.
  var spread: (center: Double, scale: Double) {
    guard !isEmpty else { return (0, 0) }
    let middle = quantile(0.75) - quantile(0.25)
    return (quantile(0.5), middle > 0 ? middle : (self[count - 1] - self[0]) / 2)
  }
}
