import FledgeBasics

/// How the numbers of one tensor are written, so that columns align and a glance compares them: all with the same decimals,
/// large and small ones under a common power of ten.
struct NumberFormat {
  private enum Style {
    /// So many decimals of the number divided by 10^scale.
    case fixed(decimals: Int, scale: Int)
    case scientific(decimals: Int)
  }

  private let style: Style

  /// The format for some numbers that are shown together. One alone never wants a scale. Of Float32 numbers, `isSingle`,
  /// no more is shown than tells them from their neighbours.
  init(_ numbers: [Double], isScalar: Bool, isSingle: Bool) {
    let numbers = numbers.filter { $0.isFinite && $0 != 0 }
    let exponents = numbers.map(Self.exponent)
    let highest = exponents.max() ?? 0
    let exact = (1...4).first { decimals in
      let unit = Self.power(decimals)
      return numbers.allSatisfy { number in
        let shown = (number * unit).rounded() / unit
        return isSingle ? Float(shown) == Float(number) : shown == number
      }
    }
    if highest < 7, let exact {
      style = .fixed(decimals: exact, scale: 0)
      return
    }
    let isFar = highest >= 5 || highest < -2
    let scale = isFar && !isScalar ? highest : 0
    let decimals = scale != 0 ? 4 : max(4 - max(highest, 0), 1)
    // Of these a common scale leaves fewer than two digits.
    let lost = exponents.count { $0 - scale < 1 - decimals }
    let isScientific = isScalar ? isFar : 4 * lost > numbers.count || abs(scale) > 300
    style = isScientific ? .scientific(decimals: 4) : .fixed(decimals: decimals, scale: scale)
  }

  /// The common power of ten as it stands behind the numbers: ` × 1e-5`, or nothing.
  var scale: String {
    if case .fixed(_, let scale) = style, scale != 0 { " × 1e\(scale)" } else { "" }
  }

  func text(of number: Double) -> String {
    if number.isNaN { return "nan" }
    if !number.isFinite { return number < 0 ? "-inf" : "inf" }
    switch style {
    case .fixed(let decimals, let scale):
      // An exact 0 among fractions is told from what only rounds to it.
      if number == 0 && decimals > 1 { return "0" }
      return NumberText.fixed(
        scale < 0 ? number * Self.power(-scale) : number / Self.power(scale), digits: decimals)
    case .scientific(let decimals): return NumberText.scientific(number, digits: decimals + 1)
    }
  }

  /// 10^n.
  private static func power(_ n: Int) -> Double { (0..<n).reduce(1.0) { power, _ in power * 10 } }

  /// The e of d·10^e with 1 ≤ d < 10, up to the rounding of these steps.
  private static func exponent(_ number: Double) -> Int {
    var (magnitude, exponent) = (abs(number), 0)
    while magnitude >= 10 - 1e-9 { (magnitude, exponent) = (magnitude / 10, exponent + 1) }
    while magnitude < 1 - 1e-10 { (magnitude, exponent) = (magnitude * 10, exponent - 1) }
    return exponent
  }
}
