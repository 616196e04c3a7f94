import Fledge
import FledgeBasics

/// Numbers as people read them.
enum Text {
  /// With `digits` digits behind the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var unit = 1.0
    for _ in 0..<digits { unit *= 10 }
    let scaled = (abs(value) * unit).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let whole = Int(scaled)
    let (integer, fraction) = (whole / Int(unit), String(whole % Int(unit)))
    let sign = value < 0 && whole != 0 ? "-" : ""
    if digits == 0 { return "\(sign)\(integer)" }
    return "\(sign)\(integer)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// One digit and a power of ten: 3e-11.
  static func scientific(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "\(value == 0 ? "0" : "\(value)")" }
    var (mantissa, exponent) = (value, 0)
    while mantissa >= 9.5 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.95 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\(fixed(mantissa, 0))e\(exponent)"
  }

  /// A share as a percentage with two digits.
  static func percent(_ share: Double) -> String { fixed(share * 100, 2) + " %" }

  /// 8 s, 1 min 20 s, 3 h 5 min.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  /// 12,345 examples in 2 seconds are 6,172 a second.
  static func rate(_ count: Int, in seconds: Double) -> String {
    let rate = Double(count) / seconds
    return rate < 1e15 ? Int(rate).groupedByThousands : "?"
  }

  /// 1.5 GB.
  static func bytes(_ count: Double) -> String {
    var (count, units) = (count, ["bytes", "kB", "MB", "GB", "TB", "PB"][...])
    while count >= 999.95, units.count > 1 {
      count /= 1000
      units.removeFirst()
    }
    return "\(fixed(count, units.first == "bytes" ? 0 : 1)) \(units.first!)"
  }

  /// In columns: filled with spaces on the left.
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
