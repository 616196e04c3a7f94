/// A formula of x as files keep it: its terms in an order in which operands come first, named by their numbers; the last
/// one is the result. x·sigmoid(1.702·x) is
///
/// ```json
/// ["x", 1.702, ["mul", 1, 0], ["sigmoid", 2], ["mul", 0, 3]]
/// ```
///
/// A nested tree would be shorter to read, but it would repeat what is shared and be as deep as the formula.
package struct FormulaTerms: Codable {
  /// More terms are refused.
  static let most = 10_000

  package let expression: Formula.Expression
  /// How many terms a file wrote; 0 for a formula that comes from no file.
  package let countInFile: Int

  package init(_ expression: Formula.Expression) { (self.expression, countInFile) = (expression, 0) }

  package func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    let graph = Graph(simplifies: false)
    graph.insert(expression)
    guard graph.terms.count <= Self.most else {
      throw EncodingError.invalidValue(
        self,
        .init(
          codingPath: encoder.codingPath,
          debugDescription: "expected a formula of at most \(Self.most) terms, found \(graph.terms.count)"))
    }
    for term in graph.terms {
      switch term {
      case .constant(let bits):
        let value = Double(bitPattern: bits)
        if value.isFinite { try list.encode(value) } else { try list.encode("\(value)") }
      case .input(0): try list.encode("x")
      case .input(let number), .parameter(let number):
        throw EncodingError.invalidValue(
          number,
          .init(codingPath: encoder.codingPath, debugDescription: "expected a formula of one input, x"))
      case .apply(let instruction, let operands):
        var call = list.nestedUnkeyedContainer()
        try call.encode(instruction.rule.word)
        for operand in operands { try call.encode(operand) }
      }
    }
  }

  package init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    var terms: [Formula.Expression] = []
    while !list.isAtEnd {
      guard terms.count < Self.most else {
        throw Self.error(in: list, "expected at most \(Self.most) terms, found more")
      }
      if let value = try? list.decode(Double.self) {
        terms.append(Expression(value))
      } else if let name = try? list.decode(String.self) {
        terms.append(try Self.leaf(name, list))
      } else {
        terms.append(try Self.call(list.nestedUnkeyedContainer(), terms))
      }
    }
    guard let last = terms.last else { throw Self.error(in: list, "expected a formula's terms, found none") }
    (expression, countInFile) = (last, terms.count)
  }

  private static func leaf(_ name: String, _ list: any UnkeyedDecodingContainer) throws -> Expression {
    switch name {
    case "x": return .input(0)
    case "inf": return Expression(Double.infinity)
    case "-inf": return Expression(-Double.infinity)
    case "nan": return Expression(Double.nan)
    default:
      let found = FormulaParseError.shown(name)
      throw error(
        in: list, "term \(list.currentIndex - 1): expected \"x\", a number or a list, found \(found)")
    }
  }

  private static func call(
    _ list: any UnkeyedDecodingContainer, _ terms: [Expression]
  ) throws -> Expression {
    var list = list
    let word = try list.decode(String.self)
    guard let instruction = Instruction.all.first(where: { $0.rule.word == word }) else {
      throw error(in: list, "expected the name of an operation, found \(FormulaParseError.shown(word))")
    }
    var operands: [Expression] = []
    while !list.isAtEnd, operands.count < instruction.arity {
      let number = try list.decode(Int.self)
      guard terms.indices.contains(number) else {
        throw error(in: list, "expected the number of a term before this one, found \(number)")
      }
      operands.append(terms[number])
    }
    guard operands.count == instruction.arity, list.isAtEnd else {
      throw error(in: list, "expected \(instruction.arity) operands of \(word), found another number of them")
    }
    return Expression(.apply(instruction, operands))
  }

  private static func error(in list: any UnkeyedDecodingContainer, _ text: String) -> DecodingError {
    DecodingError.dataCorrupted(.init(codingPath: list.codingPath, debugDescription: text))
  }
}
