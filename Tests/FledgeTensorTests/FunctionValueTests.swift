import Fledge
import Foundation
import TestSupport
import Testing

/// Functions of mathematics against the C library, their edges, and their derivatives of both orders.
@Suite struct FunctionValueTests {
  private static let functions: [(String, @Sendable (Tensor) -> Tensor, @Sendable (Double) -> Double)] = [
    ("expm1", { expm1($0) }, { expm1($0) }),
    ("log1p", { log1p($0) }, { log1p($0) }),
    ("log2", { log2($0) }, { log2($0) }),
    ("log10", { log10($0) }, { log10($0) }),
    ("sign", { sign($0) }, { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
    ("floor", { floor($0) }, { floor($0) }),
    ("round", { round($0) }, { $0.rounded(.toNearestOrEven) }),
    ("ceil", { ceil($0) }, { ceil($0) }),
    ("reciprocal", { reciprocal($0) }, { 1 / $0 }),
    ("normalCDF", { normalCDF($0) }, { 0.5 * erfc(-$0 / 2.0.squareRoot()) }),
    ("tan", { tan($0) }, { tan($0) }),
  ]

  @Test("values in both types") func values() {
    let points = [0.3, 0.7, 1.2, 2.5, 1e-9]
    for (name, function, exact) in Self.functions {
      let wide = function(Tensor(points)).elements(as: Double.self)
      let narrow = function(Tensor(points, dtype: .float32)).elements(as: Double.self)
      for (index, point) in points.enumerated() {
        let value = exact(point)
        #expect(abs(wide[index] - value) <= 1e-14 * max(1, abs(value)), "\(name)(\(point))")
        let single = exact(Double(Float(point)))
        #expect(abs(narrow[index] - single) <= 1e-6 * max(1, abs(single)), "\(name)(\(point)) in Float")
      }
    }
    #expect(
      floor([-1.5, 1.5]) == [-2, 1] && ceil([-1.5, 1.5]) == [-1, 2] && sign([-3, 0, 2]) == [-1, 0, 1])
  }

  @Test("derivatives of first and second order against central differences") func derivatives() {
    let x = Tensor([0.3, 0.7, 1.2], dtype: .float64)
    let h = 1e-5
    for (name, function, exact) in Self.functions where !["floor", "ceil", "round"].contains(name) {
      let slope = { (x: Tensor) in gradient(at: x) { function($0).sum() } }
      let (first, second) = (slope(x), gradient(at: x) { slope($0).sum() + 0 * $0.sum() })
      for (index, point) in x.elements(as: Double.self).enumerated() {
        let difference = (exact(point + h) - exact(point - h)) / (2 * h)
        #expect(abs(first.elements()[index] - difference) < 1e-8 * max(1, abs(difference)), "\(name)′")
        let (above, below) = (
          slope(x + h).elements()[index] as Double, slope(x - h).elements()[index] as Double
        )
        let curvature = (above - below) / (2 * h)
        #expect(abs(second.elements()[index] - curvature) < 1e-6 * max(1, abs(curvature)), "\(name)″")
      }
    }
  }
}
