import FledgeBasics
import FledgeTensor

/// Derivatives from values alone, to check the others by: (f(x + h) − f(x − h)) / 2h, in Float64.
public struct CentralDifferences: Sendable {
  /// h.
  public static let step = 1e-6

  /// For each coordinate of the input and each element of the result, the slope; nil where the slopes on both sides
  /// disagree, for there the function has a kink.
  public let slopes: [[Double?]]
  /// The largest magnitude of the function's values.
  public let largestValue: Double

  /// Differences of `f`, a function of a Float64 tensor of any shape with a Float64 result, by the given coordinates of x.
  public init(of f: (Tensor) -> Tensor, at x: Tensor, coordinates: [Int]) {
    require(x.dtype == .float64, "CentralDifferences: expected a float64 input, got \(x.dtype)")
    for coordinate in coordinates {
      require(
        coordinate >= 0 && coordinate < x.count,
        "CentralDifferences: expected coordinates from 0 to \(x.count - 1) for shape \(x.shape), got \(coordinate)"
      )
    }
    let center = f(x).elements(as: Double.self)
    let h = Self.step
    var pairs: [(forward: [Double], backward: [Double])] = []
    for coordinate in coordinates {
      let above = f(x.moved(coordinate, by: h)).elements(as: Double.self)
      let below = f(x.moved(coordinate, by: -h)).elements(as: Double.self)
      require(
        above.count == center.count && below.count == center.count,
        "CentralDifferences: expected results of one size, got \(center.count), \(above.count) and \(below.count)"
      )
      pairs.append(
        (
          zip(above, center).map { ($0 - $1) / h }, zip(center, below).map { ($0 - $1) / h }
        ))
    }
    largestValue = center.map(abs).max() ?? 0
    let steepest = pairs.flatMap { $0.forward + $0.backward }.map(abs).max() ?? 0
    // A smooth function's two slopes differ by h·f″; a kink's by a share of the slope itself.
    let tolerance = 1e-5 * max(steepest, 1e-3) + 1e-9 * max(1, largestValue)
    slopes = pairs.map { forward, backward in
      zip(forward, backward).map { abs($0 - $1) <= tolerance ? ($0 + $1) / 2 : nil }
    }
  }

  /// How far an analytic derivative may be from a difference: 1e-7 of the largest slope, and the differences' own noise.
  public static func tolerance(largestSlope: Double, largestValue: Double) -> Double {
    1e-7 * largestSlope + 1e-9 * max(1, largestValue)
  }
}

extension Tensor {
  /// A copy with one element moved.
  fileprivate func moved(_ index: Int, by h: Double) -> Tensor {
    var result = copied()
    result.withMutableElements(as: Double.self) { $0[index] += h }
    return result
  }
}
