/// Work that can be repeated and timed.
protocol Workload {
  /// Floating-point operations of one step.
  var operations: Double { get }

  /// Does the work so many times.
  mutating func run(steps: Int)

  /// Throws if the work done so far did not give what it should have.
  func check() throws
}

/// A workload computed the wrong thing, so its time means nothing.
struct WrongResult: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Throws unless `value` is within `tolerance` of `expected`.
  static func check(_ what: String, _ value: Double, expected: Double, tolerance: Double) throws {
    guard abs(value - expected) <= tolerance else {
      throw WrongResult("\(what): expected \(expected), found \(value)")
    }
  }
}
