import FledgeKernels

/// What the language knows of one instruction: a row of its table.
struct InstructionRule: Sendable {
  /// The name, as it is printed.
  let name: String
  /// The name in letters: in files, where it must stay what it is, and as one types it.
  let word: String
  let opcode: fledge_opcode
  let value: Value
  let derivative: Derivative
  /// Which values may come out, for finite operands within their ranges.
  let range: Range
  /// Whether finite operands within these ranges may give an infinite value: at a pole, or by overflow.
  let hasPole: @Sendable ([Interval]) -> Bool
  let tail: Tail
  let notation: Notation
  /// One line on what it is; nil where the derivative says so.
  let summary: String?

  init(
    _ name: String, word: String? = nil, _ opcode: fledge_opcode, _ value: Value, _ derivative: Derivative,
    range: Range,
    hasPole: @escaping @Sendable ([Interval]) -> Bool = { _ in false }, tail: Tail = .none,
    notation: Notation = .function, summary: String? = nil
  ) {
    (self.name, self.word) = (name, word ?? name)
    (self.opcode, self.value, self.derivative) = (opcode, value, derivative)
    (self.range, self.hasPole, self.tail, self.notation) = (range, hasPole, tail, notation)
    self.summary = summary
  }

  /// The value in Double, from as many operands as the instruction has.
  enum Value: Sendable {
    case unary(@Sendable (Double) -> Double)
    case binary(@Sendable (Double, Double) -> Double)
    /// Of two operands that may change places without changing a bit of the result.
    case commutative(@Sendable (Double, Double) -> Double)
    case ternary(@Sendable (Double, Double, Double) -> Double)

    var arity: Int {
      switch self {
      case .unary: 1
      case .binary, .commutative: 2
      case .ternary: 3
      }
    }

    func callAsFunction(_ x: [Double]) -> Double {
      switch self {
      case .unary(let f): f(x[0])
      case .binary(let f), .commutative(let f): f(x[0], x[1])
      case .ternary(let f): f(x[0], x[1], x[2])
      }
    }
  }

  /// How the derivative of y = f(x₀, x₁, …) comes from those of its operands.
  enum Derivative: Sendable {
    /// 0 wherever there is one: steps and comparisons.
    case zero
    /// Σ ∂y/∂xᵢ·dxᵢ, with the partial derivatives in terms of the operands and of y.
    case partials(@Sendable (_ x: [Expression], _ y: Expression) -> [Expression])
    /// The same, each product with a gate.
    case gatedPartials(@Sendable (_ x: [Expression], _ y: Expression) -> [Expression])
    /// That of the operand which beats the other.
    case extremum(@Sendable (Expression, Expression) -> Expression)
    /// That of the chosen operand.
    case selection

    /// ∂y/∂x of one operand.
    static func slope(_ f: @escaping @Sendable (_ x: Expression, _ y: Expression) -> Expression) -> Self {
      .partials { x, y in [f(x[0], y)] }
    }
  }

  /// Which values may come out.
  enum Range: Sendable {
    case within(Double, Double)
    /// Between the values at the ends of the operand's range, cut off at the least operand that has a value.
    case increasing(from: Double)
    case computed(@Sendable ([Interval]) -> Interval)

    static let increasing = increasing(from: -.infinity)
  }

  /// How values behave far out.
  enum Tail: Sendable {
    /// No better than the others.
    case none
    /// As the operands do: a product.
    case inherited
    /// A sum of values that level off may come down to 0.
    case sum
    /// Comes down to 0 where the denominator grows.
    case quotient
    /// As one of the last two operands.
    case selection
    /// Levels off, not at 0.
    case levels
    /// Comes down to 0 by saturation or underflow, where the mathematics has no zero.
    case fades
  }

  /// How it is written.
  enum Notation: Sendable {
    case function
    case sum, product, quotient
    /// A product with a gate.
    case gate
    /// A sign before one operand.
    case prefix
    /// Between two operands; what it turns to when they change places, if that is another.
    case comparison(String, flipped: String?)
    case conjunction, disjunction, negation
    /// Between bars.
    case magnitude
  }
}

/// Lists rows one under the other.
@resultBuilder enum InstructionTable {
  static func buildBlock(_ rows: InstructionRule...) -> [InstructionRule] { rows }
}
