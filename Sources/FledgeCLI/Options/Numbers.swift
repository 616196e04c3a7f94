import ArgumentParser

/// Numbers from the command line, each checked as it is read, so that a wrong one is a usage error.
enum Number {
  /// A whole number of at least 1.
  static func count(_ text: String) throws -> Int {
    guard let value = Int(text), value >= 1 else { throw expected("a whole number of at least 1") }
    return value
  }

  /// A number of threads that the kernels can start.
  static func threads(_ text: String) throws -> Int {
    let most = 256
    guard let value = Int(text), (1...most).contains(value) else {
      throw expected("a whole number from 1 to \(most)")
    }
    return value
  }

  /// A finite number above 0.
  static func positive(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value > 0 else { throw expected("a number above 0") }
    return value
  }

  /// A finite number of at least 0.
  static func nonNegative(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw expected("a number of at least 0")
    }
    return value
  }

  /// A number from 0 up to but not including 1.
  static func fraction(_ text: String) throws -> Double {
    guard let value = Double(text), value >= 0, value < 1 else {
      throw expected("a number from 0 to below 1")
    }
    return value
  }

  /// A time above 0 in seconds: `90s`, `10min` or `10m`, `2h`.
  static func seconds(_ text: String) throws -> Double {
    for (unit, seconds) in [("min", 60.0), ("m", 60), ("s", 1), ("h", 3600)] where text.hasSuffix(unit) {
      if let count = Double(text.dropLast(unit.count)), count > 0, count < 1e9 { return count * seconds }
    }
    throw expected("a time such as 90s, 10min or 2h")
  }

  /// A seed: a whole number from 0 to 2⁶⁴ − 1.
  static func seed(_ text: String) throws -> UInt64 {
    guard let value = UInt64(text) else { throw expected("a whole number from 0 to \(UInt64.max)") }
    return value
  }

  private static func expected(_ what: String) -> ValidationError { ValidationError("expected \(what)") }
}
