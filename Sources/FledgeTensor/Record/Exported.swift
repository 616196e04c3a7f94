import FledgeFormula

/// How an operation is written down in a file that other programs run. Operators and attributes bear ONNX's names.
public enum Exported: Sendable {
  /// One operator with its attributes, on the inputs in their order.
  case `operator`(String, attributes: [String: Attribute] = [:])
  /// A formula with the values of its parameters, element by element: as many operators as it has instructions.
  case formula(Formula, parameters: [Double])
  /// Several operators, as the exporter knows them under this name, with what they depend on.
  case composite(String, attributes: [String: Attribute] = [:])
  /// Not at all, and why.
  case notExportable(String)

  /// The value of an operator's attribute.
  public enum Attribute: Sendable, Equatable {
    /// A whole number.
    case int(Int)
    /// Whole numbers: axes, a shape.
    case ints([Int])
    /// A number.
    case float(Double)
    /// A text.
    case string(String)
  }
}
