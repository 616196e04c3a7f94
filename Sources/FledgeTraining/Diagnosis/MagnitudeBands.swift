import FledgeBasics
import FledgeTensor

/// How large the numbers of a tensor are: percentiles of their magnitudes, and the largest.
public struct MagnitudeBands: Sendable, Equatable {
  /// The percentiles of `shares`, ascending, between two magnitudes in proportion; NaN counts as larger than every number. Empty for no
  /// elements.
  public let percentiles: [Double]
  /// The largest magnitude; NaN where there is a NaN, and for no elements.
  public let largest: Double

  /// Which percentiles they are.
  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]
  /// The percentiles of a larger tensor are those of so many of its elements, evenly spread.
  public static let sampleSize = 1 << 12

  /// The bands of a floating-point tensor of any shape.
  init(_ x: Tensor) {
    let count = x.shape.elementCount
    guard count > 0 else {
      (percentiles, largest) = ([], .nan)
      return
    }
    largest = abs(x.detached).max().item
    var sample = x.detached.reshaped(to: [count])
    if count > Self.sampleSize {
      sample = sample.gatherRows(
        Tensor((0..<Self.sampleSize).map { Int64($0 * count / Self.sampleSize) }))
    }
    let ascending = abs(sample).sorted().elements(as: Double.self).map { $0.isNaN ? .infinity : $0 }
    percentiles = Self.shares.map(ascending.quantile)
  }
}
