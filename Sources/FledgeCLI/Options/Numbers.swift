import ArgumentParser

/// Numbers from the command line, each checked as it is read, so that a wrong one is a usage error.
enum Number {
  /// A whole number of at least 1.
  static func count(_ text: String) throws -> Int {
    guard let value = Int(text), value >= 1 else {
      throw ValidationError("expected a whole number of at least 1, got '\(text)'")
    }
    return value
  }

  /// A finite number above 0.
  static func positive(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value > 0 else {
      throw ValidationError("expected a number above 0, got '\(text)'")
    }
    return value
  }

  /// A finite number of at least 0.
  static func nonNegative(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite, value >= 0 else {
      throw ValidationError("expected a number of at least 0, got '\(text)'")
    }
    return value
  }

  /// A number from 0 up to but not including 1.
  static func fraction(_ text: String) throws -> Double {
    guard let value = Double(text), value >= 0, value < 1 else {
      throw ValidationError("expected a number from 0 to below 1, got '\(text)'")
    }
    return value
  }

  /// A seed: a whole number from 0 to 2⁶⁴ − 1.
  static func seed(_ text: String) throws -> UInt64 {
    guard let value = UInt64(text) else {
      throw ValidationError("expected a whole number from 0 to \(UInt64.max), got '\(text)'")
    }
    return value
  }
}
