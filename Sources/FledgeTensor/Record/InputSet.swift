/// A set of the inputs of an operation, by number. From number 31 on (a long concatenation) they are in it together.
public struct InputSet: OptionSet, Sendable {
  /// Bit i stands for input i.
  public let rawValue: UInt32

  /// A set from its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set of one input.
  public init(_ index: Int) { self.init(rawValue: 1 << UInt32(min(index, 31))) }

  /// Every input.
  public static let all = InputSet(rawValue: .max)
  /// No input.
  public static let none: InputSet = []

  /// Whether input number `index` is in the set.
  @inline(__always)
  public func contains(_ index: Int) -> Bool { rawValue >> UInt32(min(index, 31)) & 1 == 1 }
}
