/// One operation of a run that was watched: what it was, what it read, what it gave, and where in the model it belongs.
public struct WatchedOperation: Sendable {
  /// How it is written down: its name with attributes, or a formula.
  public let form: Exported
  /// What it read, with their values. What an earlier operation gave is told by `isSame(as:)`.
  public let inputs: [Tensor]
  /// What it gave, with its value.
  public let output: Tensor
  /// The path of the layer that it belongs to, such as `layers.0`; empty where that is the model itself, or not known.
  public let path: String

  package init(form: Exported, inputs: [Tensor], output: Tensor, path: String) {
    (self.form, self.inputs, self.output, self.path) = (form, inputs, output, path)
  }
}

extension Tensor {
  /// Whether both are one value of a watched run, not only equal ones.
  public func isSame(as other: Tensor) -> Bool { storage === other.storage }

  /// Tells one value of a watched run from the others, for tables of them.
  public var valueIdentity: ObjectIdentifier { ObjectIdentifier(storage) }
}
