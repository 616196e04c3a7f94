/// Expressions with every common subexpression shared: term number i reads only terms of smaller numbers.
///
/// One graph lives as long as one compilation or derivation; nothing is shared between them.
final class Graph {
  private(set) var terms: [Term] = []
  /// Term i as an expression, built of the other terms' expressions.
  private(set) var expressions: [Expression] = []
  private(set) var traits: [Traits] = []
  /// Products of equal factors: term number to base and exponent.
  var powers: [Int: (base: Int, exponent: Int)] = [:]
  /// Inputs that may be infinite though what they come from is finite: outputs with a pole.
  let singularInputs: Set<Int>
  private let simplifies: Bool
  private var numbers: [Term: Int] = [:]
  private var numbersOfExpressions: [ObjectIdentifier: Int] = [:]

  init(simplifies: Bool = true, singularInputs: Set<Int> = []) {
    (self.simplifies, self.singularInputs) = (simplifies, singularInputs)
  }

  /// The number of `expression`'s term, after simplification. Without recursion, at any depth.
  @discardableResult
  func insert(_ expression: Expression) -> Int {
    if let known = numbersOfExpressions[ObjectIdentifier(expression.body)] { return known }
    // Identities of terms that this graph does not retain are good only as long as `expression` lives.
    var local: [ObjectIdentifier: Int] = [:]
    func number(_ e: Expression) -> Int? {
      let identity = ObjectIdentifier(e.body)
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
      case .apply(let instruction, let operands):
        let missing = operands.filter { number($0) == nil }
        if !missing.isEmpty {
          stack.append(contentsOf: missing.reversed())
          continue
        }
        result = apply(instruction, operands.map { number($0)! })
      }
      local[ObjectIdentifier(top.body)] = result
      stack.removeLast()
    }
    return withExtendedLifetime(expression) { number(expression)! }
  }

  func apply(_ instruction: Instruction, _ operands: Int...) -> Int { apply(instruction, operands) }

  func apply(_ instruction: Instruction, _ operands: [Int]) -> Int {
    if simplifies, let simpler = simplified(instruction, operands) { return simpler }
    if instruction.isCommutative, operands[0] != operands[1],
      let swapped = numbers[.apply(instruction, operands.reversed())]
    {
      return swapped
    }
    return add(.apply(instruction, operands))
  }

  func constant(_ value: Double) -> Int { add(.constant(bits: value.bitPattern)) }

  /// The value of a constant term, else nil.
  func constantValue(_ i: Int) -> Double? {
    if case .constant(let bits) = terms[i] { return Double(bitPattern: bits) }
    return nil
  }

  func isConstant(_ i: Int, _ value: Double) -> Bool { constantValue(i) == value }

  /// The operands of term i if it is this instruction, else nil.
  func operands(_ i: Int, of instruction: Instruction) -> [Int]? {
    if case .apply(instruction, let operands) = terms[i] { return operands }
    return nil
  }

  func add(_ term: Term) -> Int {
    if let known = numbers[term] { return known }
    let expression: Expression
    switch term {
    case .constant(let bits): expression = Expression(.constant(Double(bitPattern: bits)))
    case .input(let index): expression = Expression(.input(index))
    case .parameter(let index): expression = Expression(.parameter(index))
    case .apply(let instruction, let operands):
      expression = Expression(.apply(instruction, operands.map { expressions[$0] }))
    }
    let number = terms.count
    traits.append(Traits(of: term, in: self))
    terms.append(term)
    expressions.append(expression)
    numbers[term] = number
    numbersOfExpressions[ObjectIdentifier(expression.body)] = number
    return number
  }
}
