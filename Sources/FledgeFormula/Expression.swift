import FledgeBasics

/// A scalar function of inputs and parameters, written as ordinary arithmetic.
///
/// An expression is an immutable tree (in memory a graph: a value used twice is one node). It is only a description:
/// a `Formula` gives it inputs and outputs, derivatives and a compiled program.
public struct Expression: Sendable {
  package let node: Node

  /// What a node holds.
  package enum Kind: Sendable {
    case constant(Double)
    case input(Int)
    case parameter(Int)
    case operation(Operation, [Expression])
  }

  package final class Node: Sendable {
    package let kind: Kind
    /// A hash of the structure, built from the operands' hashes.
    let hash: Int

    init(_ kind: Kind) {
      self.kind = kind
      var hasher = Hasher()
      switch kind {
      case .constant(let value): hasher.combine(value.bitPattern)
      case .input(let index): hasher.combine(1 &+ 2 &* index)
      case .parameter(let index): hasher.combine(-1 &- 2 &* index)
      case .operation(let operation, let operands):
        hasher.combine(operation)
        for operand in operands { hasher.combine(operand.node.hash) }
      }
      hash = hasher.finalize()
    }
  }

  package init(_ kind: Kind) { node = Node(kind) }

  init(_ operation: Operation, _ operands: Expression...) {
    self.init(.operation(operation, operands))
  }

  /// The node's kind, for those who walk an expression.
  package var kind: Kind { node.kind }

  /// A constant.
  public init(_ value: Double) { self.init(.constant(value)) }
  /// A constant.
  public init(_ value: Float) { self.init(.constant(Double(value))) }
  /// A constant.
  public init(_ value: some BinaryInteger) { self.init(.constant(Double(value))) }

  /// The formula's input number `index`, counted from 0.
  public static func input(_ index: Int) -> Expression {
    require(index >= 0, "Expression.input: expected an index of 0 or more, got \(index)")
    return Expression(.input(index))
  }

  /// The formula's parameter number `index`, counted from 0: a scalar that is given at each call.
  public static func parameter(_ index: Int) -> Expression {
    require(index >= 0, "Expression.parameter: expected an index of 0 or more, got \(index)")
    return Expression(.parameter(index))
  }
}

extension Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A constant.
  public init(floatLiteral value: Double) { self.init(value) }
  /// A constant.
  public init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension Expression: Hashable {
  /// Whether both are built alike: the same operations on the same operands.
  public static func == (a: Expression, b: Expression) -> Bool {
    if a.node === b.node { return true }
    if a.node.hash != b.node.hash { return false }
    let graph = Graph(simplifies: false)
    return graph.insert(a) == graph.insert(b)
  }

  /// Feeds the structure to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(node.hash) }
}
