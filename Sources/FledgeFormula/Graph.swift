/// Expressions with every common subexpression shared: node number i reads only nodes of smaller numbers.
///
/// One graph lives as long as one compilation or derivation; nothing is shared between them.
final class Graph {
  enum Node: Hashable, Sendable {
    case constant(bits: UInt64)
    case input(Int)
    case parameter(Int)
    case operation(Operation, [Int])
  }

  private(set) var nodes: [Node] = []
  /// Node i as an expression, built of the other nodes' expressions.
  private(set) var expressions: [Expression] = []
  private(set) var traits: [Traits] = []
  /// Products of equal factors: node number to base and exponent.
  var powers: [Int: (base: Int, exponent: Int)] = [:]
  private let simplifies: Bool
  private var numbers: [Node: Int] = [:]
  private var numbersOfExpressions: [ObjectIdentifier: Int] = [:]

  init(simplifies: Bool = true) { self.simplifies = simplifies }

  /// The number of `expression`'s node, after simplification. Without recursion, at any depth.
  @discardableResult
  func insert(_ expression: Expression) -> Int {
    if let known = numbersOfExpressions[ObjectIdentifier(expression.node)] { return known }
    // Identities of nodes that this graph does not retain are good only as long as `expression` lives.
    var local: [ObjectIdentifier: Int] = [:]
    func number(_ e: Expression) -> Int? {
      let identity = ObjectIdentifier(e.node)
      return numbersOfExpressions[identity] ?? local[identity]
    }
    var stack: [Expression] = [expression]
    while let top = stack.last {
      if number(top) != nil {
        stack.removeLast()
        continue
      }
      let result: Int
      switch top.kind {
      case .constant(let value): result = constant(value)
      case .input(let index): result = add(.input(index))
      case .parameter(let index): result = add(.parameter(index))
      case .operation(let operation, let operands):
        let missing = operands.filter { number($0) == nil }
        if !missing.isEmpty {
          stack.append(contentsOf: missing.reversed())
          continue
        }
        result = apply(operation, operands.map { number($0)! })
      }
      local[ObjectIdentifier(top.node)] = result
      stack.removeLast()
    }
    return withExtendedLifetime(expression) { number(expression)! }
  }

  func apply(_ operation: Operation, _ operands: Int...) -> Int { apply(operation, operands) }

  func apply(_ operation: Operation, _ operands: [Int]) -> Int {
    if simplifies, let simpler = simplified(operation, operands) { return simpler }
    if operation.isCommutative, operands[0] != operands[1],
      let swapped = numbers[.operation(operation, operands.reversed())]
    {
      return swapped
    }
    return add(.operation(operation, operands))
  }

  func constant(_ value: Double) -> Int { add(.constant(bits: value.bitPattern)) }

  /// The value of a constant node, else nil.
  func constantValue(_ i: Int) -> Double? {
    if case .constant(let bits) = nodes[i] { return Double(bitPattern: bits) }
    return nil
  }

  func isConstant(_ i: Int, _ value: Double) -> Bool { constantValue(i) == value }

  /// The operands of node i if it is this operation, else nil.
  func operands(_ i: Int, of operation: Operation) -> [Int]? {
    if case .operation(operation, let operands) = nodes[i] { return operands }
    return nil
  }

  func add(_ node: Node) -> Int {
    if let known = numbers[node] { return known }
    let expression: Expression
    switch node {
    case .constant(let bits): expression = Expression(.constant(Double(bitPattern: bits)))
    case .input(let index): expression = Expression(.input(index))
    case .parameter(let index): expression = Expression(.parameter(index))
    case .operation(let operation, let operands):
      expression = Expression(.operation(operation, operands.map { expressions[$0] }))
    }
    let number = nodes.count
    traits.append(Traits(of: node, in: self))
    nodes.append(node)
    expressions.append(expression)
    numbers[node] = number
    numbersOfExpressions[ObjectIdentifier(expression.node)] = number
    return number
  }
}
