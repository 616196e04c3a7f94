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
    hasIndicator = present.count < numbers.count && !present.isEmpty
    isClipped = scaling == .robust
    fill = present.isEmpty ? 0 : present.quantile(0.5)
    let figures =
      switch scaling {
      case .standard: present.moments
      case .robust: present.spread
      case .none: (center: 0.0, scale: 1.0)
      }
    // A constant column, and one whose squares leave Double's range.
    let isUsable = figures.scale > 0 && figures.scale.isFinite && figures.center.isFinite
    (center, scale) = isUsable ? figures : (fill, 1)
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
  /// The value below which a share of these lies, which ascend, between two of them in proportion.
  func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let (low, high) = (self[Int(place)], self[Swift.min(Int(place) + 1, count - 1)])
    let part = place - place.rounded(.down)
    return part == 0 ? low : low * (1 - part) + high * part
  }

  /// Mean, and root of the mean squared deviation.
  var moments: (center: Double, scale: Double) {
    guard !isEmpty else { return (0, 0) }
    let count = Double(count)
    let mean = reduce(0) { $0 + $1 / count }
    return (mean, (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot())
  }

  /// The median of these, which ascend, and the range between the quartiles, or half the whole range.
  var spread: (center: Double, scale: Double) {
    guard !isEmpty else { return (0, 0) }
    let middle = quantile(0.75) - quantile(0.25)
    return (quantile(0.5), middle > 0 ? middle : (self[count - 1] - self[0]) / 2)
  }
}
