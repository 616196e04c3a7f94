import Fledge
import Testing

/// Expects two tensors of one shape to agree to a relative tolerance (of the largest magnitude) element by element.
package func expectClose(
  _ a: Tensor, _ b: Tensor, within tolerance: Double, _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a.shape == b.shape, "\(name)", sourceLocation: sourceLocation)
  let difference = largestDifference(a, b)
  #expect(
    difference <= tolerance, "\(name): relative difference \(difference)", sourceLocation: sourceLocation)
}

/// max|a − b| / max|b|, where 0/0 counts as 0; NaN against a number is infinite.
package func largestDifference(_ a: Tensor, _ b: Tensor) -> Double {
  let (a, b) = (a.elements(as: Double.self), b.elements(as: Double.self))
  guard a.count == b.count else { return .infinity }
  let scale = b.map(abs).filter(\.isFinite).max() ?? 0
  var largest = 0.0
  for (x, y) in zip(a, b) where x != y && !(x.isNaN && y.isNaN) {
    let difference = abs(x - y)
    largest = difference.isNaN ? .infinity : max(largest, difference)
  }
  return largest == 0 ? 0 : largest / max(scale, .leastNormalMagnitude)
}
