/// The values of an operation that its vector–Jacobian product reads, and that are therefore saved with the record. Of the
/// others only shape and type are kept.
public struct SavedValues: Sendable {
  /// The inputs whose values are saved.
  public var inputs: InputSet
  /// Whether the value of the result is saved.
  public var output: Bool

  /// The inputs in the set, and the result if `output` says so.
  public init(inputs: InputSet, output: Bool = false) { (self.inputs, self.output) = (inputs, output) }
}
