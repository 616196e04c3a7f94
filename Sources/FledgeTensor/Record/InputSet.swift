import FledgeBasics

/// A set of the inputs of an operation, by number. From number 31 on (a long concatenation) they are in it together.
public struct InputSet: OptionSet, Sendable {
  /// Bit i stands for input i.
  public let rawValue: UInt32

  /// A set from its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set of one input.
  public init(_ index: Int) {
    Self.requireNumber(index)
    self.init(rawValue: 1 << Self.bit(index))
  }

  /// Every input.
  public static let all = InputSet(rawValue: ~0)
  /// No input.
  public static let none: InputSet = []

  /// Whether input number `index` is in the set.
  @inline(__always)
  public func contains(_ index: Int) -> Bool {
    Self.requireNumber(index)
    return rawValue >> Self.bit(index) & 1 == 1
  }

  @inline(__always)
  private static func requireNumber(_ index: Int) {
    require(index >= 0, "InputSet: expected the number of an input, 0 or more, got \(index)")
  }

  @inline(__always)
  private static func bit(_ index: Int) -> UInt32 { index < 31 ? UInt32(index) : 31 }
}
