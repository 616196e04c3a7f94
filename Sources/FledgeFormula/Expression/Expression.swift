import FledgeBasics

/// Inside this module no other `Expression` is in sight; users write `Formula.Expression`, because Foundation has one too.
typealias Expression = Formula.Expression

extension Formula {
  /// A scalar function of inputs and parameters, written as ordinary arithmetic.
  ///
  /// An expression is an immutable tree (in memory a graph: a value used twice is one body). It is only a description:
  /// a `Formula` gives it inputs and outputs, derivatives and a compiled program.
  public struct Expression: Sendable {
    let body: Body

    /// What an expression is at its root.
    package enum Kind: Sendable {
      case constant(Double)
      case input(Int)
      case parameter(Int)
      case apply(Instruction, [Expression])
    }

    package init(_ kind: Kind) { body = Body(kind) }

    init(_ instruction: Instruction, _ operands: Expression...) {
      self.init(.apply(instruction, operands))
    }

    /// The root, for an exporter that walks the expression.
    package var kind: Kind { body.kind }

    /// Whether it is this number.
    func isConstant(_ value: Double) -> Bool { if case .constant(value) = kind { true } else { false } }

    /// A constant.
    public init(_ value: Double) { self.init(.constant(value)) }
    /// A constant.
    public init(_ value: Float) { self.init(.constant(Double(value))) }
    /// A constant.
    public init(_ value: some BinaryInteger) { self.init(.constant(Double(value))) }

    /// The formula's input number `index`, counted from 0.
    public static func input(_ index: Int) -> Expression {
      require(index >= 0, "Formula.Expression.input: expected an index of 0 or more, got \(index)")
      return Expression(.input(index))
    }

    /// The formula's parameter number `index`, counted from 0: a scalar that is given at each call.
    public static func parameter(_ index: Int) -> Expression {
      require(index >= 0, "Formula.Expression.parameter: expected an index of 0 or more, got \(index)")
      return Expression(.parameter(index))
    }
  }
}

extension Formula.Expression {
  /// What the values of an expression share: its root, by reference.
  ///
  /// Safe: the root changes in `deinit` alone, when no other reference is left.
  final class Body: @unchecked Sendable {
    private(set) var kind: Kind
    /// A hash of the structure, built from the operands' hashes.
    let hash: Int

    init(_ kind: Kind) {
      self.kind = kind
      var hasher = Hasher()
      switch kind {
      case .constant(let value): hasher.combine(value.bitPattern)
      case .input(let index): hasher.combine(1 &+ 2 &* index)
      case .parameter(let index): hasher.combine(-1 &- 2 &* index)
      case .apply(let instruction, let operands):
        hasher.combine(instruction)
        for operand in operands { hasher.combine(operand.body.hash) }
      }
      hash = hasher.finalize()
    }

    // A tower of bodies is taken down in a loop: left to themselves they would release each other by recursion, and
    // the stack would bound the depth of an expression.
    deinit {
      var released = takeOperands()
      while var operand = released.popLast() {
        if isKnownUniquelyReferenced(&operand) { released += operand.takeOperands() }
      }
    }

    private func takeOperands() -> [Body] {
      guard case .apply(_, let operands) = kind else { return [] }
      kind = .input(0)
      return operands.map(\.body)
    }
  }
}

extension Formula.Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A constant.
  public init(floatLiteral value: Double) { self.init(value) }
  /// A constant.
  public init(integerLiteral value: Int) { self.init(Double(value)) }
}
