import FledgeBasics

/// Between which bounds the values of a term lie, for finite inputs.
struct Interval: Sendable, Equatable {
  let low, high: Double

  static let all = Interval(-.infinity, .infinity)

  init(_ low: Double, _ high: Double) {
    (self.low, self.high) = (low.isNaN ? -.infinity : low, high.isNaN ? .infinity : high)
  }

  /// Whether what lies within may leave the range of Float.
  var isUnbounded: Bool { low < -1e30 || high > 1e30 }

  var containsZero: Bool { low <= 0 && high >= 0 }

  /// The least interval that holds both.
  func union(_ other: Interval) -> Interval {
    Interval(low < other.low ? low : other.low, high > other.high ? high : other.high)
  }

  var negated: Interval { Interval(-high, -low) }

  /// Of 1/x; −0 and 0 are one number, so a pole at an end is a pole on one side only if the sign of x says so.
  var reciprocal: Interval {
    if low > 0 || high < 0 { return Interval(1 / high, 1 / low) }
    if low == 0 { return Interval(high == 0 ? 0 : 1 / high, .infinity) }
    if high == 0 { return Interval(-.infinity, 1 / low) }
    return .all
  }

  static func + (a: Interval, b: Interval) -> Interval { Interval(a.low + b.low, a.high + b.high) }

  static func * (a: Interval, b: Interval) -> Interval {
    // 0·∞ is the product of 0 and a finite number that may be as large as you like.
    func product(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }
    let ends = [
      product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high),
    ].sorted()
    return Interval(ends[0], ends[3])
  }
}
