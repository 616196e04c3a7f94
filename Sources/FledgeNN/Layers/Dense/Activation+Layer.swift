import FledgeFormula
import FledgeTensor

extension Activation: DescribedLayer {
  /// "activation.1".
  public static let kind = "activation.1"

  /// σ of each element of x, of any shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    WatchPoint(path: place).here { formula.apply(to: x) }
  }

  /// The input's.
  public func outputShape(for input: Shape) -> Shape { input }

  /// The formula's instructions for each element.
  public func floatingPointOperations(for input: Shape) -> Double {
    Double(input.elementCount) * Double(formula.instructionCount)
  }

  /// Shows where it is at work, and nothing else: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    var point = WatchPoint(path: place)
    visitor(&point)
    if point.path != place { place = point.path }
  }

  private enum Key: CodingKey { case name, formula }

  /// Writes the name and the formula, so that a file needs no code to be read again.
  ///
  /// Throws `EncodingError` for a name of the library's with another formula than the library's: it could not be read again.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if let known = Self.named(name), known.formula.outputs != formula.outputs {
      let context = EncodingError.Context(
        codingPath: container.codingPath + [Key.name],
        debugDescription:
          "expected a name of its own for the activation \(formula), found \(name), which is \(known.formula)"
      )
      throw EncodingError.invalidValue(name, context)
    }
    try container.encode(name, forKey: .name)
    try container.encode(FormulaTerms(formula.outputs[0]), forKey: .formula)
  }

  /// Reads both. A name of the library's with another formula than the library's is an error: one of the two is wrong.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(String.self, forKey: .name)
    let terms = try container.decode(FormulaTerms.self, forKey: .formula)
    try DescriptionBudget.of(decoder)?.take(terms, at: container.codingPath + [Key.formula])
    let formula = Formula(inputs: 1, outputs: [terms.expression])
    guard let known = Activation.named(name) else {
      self.init(name, formula)
      return
    }
    guard formula.outputs == known.formula.outputs else {
      throw DecodingError.dataCorruptedError(
        forKey: .formula, in: container,
        debugDescription: "expected \(known.formula), which is \(known.name), found another formula")
    }
    self = known
  }
}

extension Activation {
  /// The name and the formula.
  public var description: String { "\(name): \(formula)" }
}
