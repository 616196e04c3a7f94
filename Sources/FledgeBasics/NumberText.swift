/// Numbers as people read them. What a program reads back is written by Swift itself: `"\(value)"` is exact.
package enum NumberText {
  /// With `digits` digits behind the point; numbers too large for that as Swift writes them.
  package static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return exact(value) }
    var unit = 1.0
    for _ in 0..<digits { unit *= 10 }
    let scaled = (abs(value) * unit).rounded()
    guard scaled < 9e18 else { return exact(value) }
    let whole = Int(scaled)
    let (integer, fraction) = (whole / Int(unit), String(whole % Int(unit)))
    let sign = value < 0 && whole != 0 ? "-" : ""
    if digits == 0 { return "\(sign)\(integer)" }
    return "\(sign)\(integer)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// With `digits` significant digits and a power of ten: 3e-11, or with five of them 3.1416e-11.
  package static func scientific(_ value: Double, digits: Int = 1) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : exact(value) }
    var (mantissa, exponent) = (abs(value), 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var text = fixed(mantissa, digits: digits - 1)
    // The digits may round it to ten.
    if text.hasPrefix("10") { (text, exponent) = (fixed(1, digits: digits - 1), exponent + 1) }
    return (value < 0 ? "-" : "") + "\(text)e\(exponent)"
  }

  /// With at most `digits` significant digits: the shortest exact text where that has no more, else rounded, with at
  /// most `digits` − 1 of them behind the point so that columns stay narrow, and with a power of ten from 10 to the
  /// power of `digits` on and below 0.001.
  package static func significant(
    _ value: some BinaryFloatingPoint & CustomStringConvertible, digits: Int = 5
  ) -> String {
    let exact = exact(value)
    // Room for the point and a sign or a digit more: rounding would not make it shorter.
    if !value.isFinite || exact.utf8.count <= digits + 2 { return exact }
    var magnitude = abs(Double(value))
    var limit = 1.0
    for _ in 0..<digits { limit *= 10 }
    if magnitude >= limit || magnitude < 1e-3 { return scientific(Double(value), digits: digits) }
    var decimals = digits - 1
    while magnitude >= 10 { (magnitude, decimals) = (magnitude / 10, decimals - 1) }
    return fixed(Double(value), digits: max(decimals, 0))
  }

  /// A share as a percentage with two digits: 7.87 %.
  package static func percent(_ share: Double) -> String { fixed(share * 100, digits: 2) + " %" }

  /// A whole number in groups: 1234567 as 1,234,567.
  package static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var place = digits.utf8.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return (number < 0 ? "-" : "") + digits
  }

  /// How many there are of something: 1 picture, 12,000 pictures, 2 classes.
  package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// 12,345 examples in 2 seconds are 6,172 a second; `?` where that is no number.
  package static func rate(_ count: Int, in seconds: Double) -> String {
    let rate = Double(count) / seconds
    return rate >= 0 && rate < 1e15 ? grouped(Int(rate)) : "?"
  }

  /// A time in seconds, rounded up: 8 s, 1 min 20 s, 3 h 5 min; `?` where that is no time.
  package static func duration(_ seconds: Double) -> String {
    guard seconds >= 0, seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }

  /// A number of bytes: 17 bytes, 1.5 GB.
  package static func bytes(_ count: Double) -> String {
    if count == 1 { return "1 byte" }
    var (count, units) = (count, ["bytes", "kB", "MB", "GB", "TB", "PB"][...])
    while count >= 999.95, units.count > 1 {
      count /= 1000
      units.removeFirst()
    }
    return "\(fixed(count, digits: units.first == "bytes" ? 0 : 1)) \(units.first!)"
  }

  /// The shortest text that reads back as the same number. NaN has no sign for people.
  private static func exact(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    value.isNaN ? "nan" : value.description
  }
}
