import FledgeBasics

/// The minimum of a smooth convex function by a quasi-Newton method that keeps its last steps (L-BFGS: Liu and Nocedal, 1989).
struct LBFGS {
  /// The largest partial derivative at which the search ends.
  let tolerance: Double
  /// The most steps.
  let iterations: Int

  private static let memory = 10
  /// The share of the expected decrease that a step must bring (Armijo, 1966).
  private static let decrease = 1e-4
  private static let mostHalvings = 40

  /// A step s and the change y of the gradient along it.
  private struct Pair {
    let step: [Double]
    let change: [Double]
    let product: Double
  }

  /// Where `f` is smallest, as far as it was found, from `start` on.
  func minimum(
    from start: [Double], of f: ([Double]) -> (value: Double, gradient: [Double])
  ) -> [Double] {
    var (x, pairs) = (start, [Pair]())
    var (value, gradient) = f(x)
    for _ in 0..<iterations where gradient.contains(where: { abs($0) > tolerance }) {
      let direction = direction(gradient, pairs)
      let slope = dot(direction, gradient)
      // The first step has no scale of its own.
      var length = pairs.isEmpty ? min(1, 1 / dot(gradient, gradient).squareRoot()) : 1
      var (next, found) = (x, (value: Double.infinity, gradient: gradient))
      for _ in 0..<Self.mostHalvings {
        next = zip(x, direction).map { $0 + length * $1 }
        found = f(next)
        if found.value <= value + Self.decrease * length * slope { break }
        length /= 2
      }
      // Nothing smaller is to be found in this arithmetic.
      guard found.value < value else { break }
      let (step, change) = (zip(next, x).map { $0 - $1 }, zip(found.gradient, gradient).map { $0 - $1 })
      let product = dot(step, change)
      if product > 0 {
        pairs = pairs.suffix(Self.memory - 1) + [Pair(step: step, change: change, product: product)]
      }
      (x, value, gradient) = (next, found.value, found.gradient)
    }
    return x
  }

  /// −Hg, H the inverse of the second derivatives as the last steps show it, by two loops over these (Nocedal, 1980).
  private func direction(_ gradient: [Double], _ pairs: [Pair]) -> [Double] {
    var (q, factors) = (gradient.map { -$0 }, [Double]())
    for pair in pairs.reversed() {
      let factor = dot(pair.step, q) / pair.product
      factors.append(factor)
      for index in q.indices { q[index] -= factor * pair.change[index] }
    }
    if let last = pairs.last {
      let scale = last.product / dot(last.change, last.change)
      for index in q.indices { q[index] *= scale }
    }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      let correction = factor - dot(pair.change, q) / pair.product
      for index in q.indices { q[index] += correction * pair.step[index] }
    }
    return q
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
