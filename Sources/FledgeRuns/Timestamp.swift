import FledgeBasics

/// Times of day as texts.
enum Timestamp {
  /// Now, in UTC, as ISO 8601 has it: `2026-11-27T19:15:28Z`.
  static var now: String {
    var (seconds, parts) = (time(nil), tm())
    gmtime_r(&seconds, &parts)
    return text(parts)
  }

  static func text(_ parts: tm) -> String {
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map(twoDigits)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { twoDigits(Int($0)) }
    return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":"))Z"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
