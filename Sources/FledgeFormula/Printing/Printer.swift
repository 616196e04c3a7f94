/// Writes a formula's outputs as mathematics, in the language that `FormulaParser` reads: what it reads again is the same
/// expression, operation by operation.
///
/// If the whole tree would be long, what occurs more than once gets a name. Text is made from a stack of what is still to
/// be written, so it takes time in proportion to its length, at any depth.
struct Printer {
  /// How tightly a piece of text holds together; a sign in front holds a product, but stands in no product itself.
  enum Level: Int, Comparable {
    case or, and, comparison, sum, signed, product, power, atom
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  enum Token {
    case text(String)
    /// The term, in parentheses if it holds together less tightly than this.
    case term(Int, Level)
  }

  /// A tree of more terms than this gets names for what is shared.
  private static let longestTree = 60.0
  /// What has fewer terms is written out.
  private static let leastNamed = 3.0

  let graph = Graph(simplifies: false)
  private let roots: [Int]
  private let inputNames: [String]
  private(set) var names: [Int: String] = [:]
  /// Term i as a power of another term.
  private(set) var powers: [(base: Int, exponent: Int)] = []

  init(_ outputs: [Expression], inputCount: Int) {
    let graph = self.graph
    roots = outputs.map { graph.insert($0) }
    inputNames =
      inputCount <= 3 ? ["x", "y", "z"] : (1...inputCount).map { "x" + subscripted($0) }
    nameShared()
    for i in graph.terms.indices { powers.append(power(i)) }
  }

  func text() -> String {
    let outputs = roots.map { text(of: $0, isDefinition: false) }
    let main = outputs.count == 1 ? outputs[0] : "(" + outputs.joined(separator: ", ") + ")"
    let definitions = names.keys.sorted().map { names[$0]! + " = " + text(of: $0, isDefinition: true) }
    return definitions.isEmpty ? main : main + " where " + definitions.joined(separator: ", ")
  }

  private mutating func nameShared() {
    let isNeeded = graph.reachable(from: roots)
    var uses = [Int](repeating: 0, count: graph.terms.count)
    var sizes = [Double](repeating: 1, count: graph.terms.count)
    for (i, term) in graph.terms.enumerated() where isNeeded[i] {
      guard case .apply(_, let operands) = term else { continue }
      for operand in operands { uses[operand] += 1 }
      sizes[i] = operands.reduce(1) { $0 + sizes[$1] }
    }
    guard roots.reduce(0, { $0 + sizes[$1] }) > Self.longestTree else { return }
    for i in graph.terms.indices where isNeeded[i] && uses[i] > 1 && sizes[i] > Self.leastNamed {
      names[i] = "t" + subscripted(names.count + 1)
    }
  }

  private func text(of root: Int, isDefinition: Bool) -> String {
    var result = ""
    var stack: [Token] = isDefinition ? tokens(root).reversed() : [.term(root, .or)]
    while let token = stack.popLast() {
      switch token {
      case .text(let text): result += text
      case .term(let i, let level):
        if let name = names[i] {
          result += name
        } else if self.level(i) < level {
          stack.append(contentsOf: ([.text("(")] + tokens(i) + [.text(")")]).reversed())
        } else {
          stack.append(contentsOf: tokens(i).reversed())
        }
      }
    }
    return result
  }

  private func level(_ i: Int) -> Level {
    switch graph.terms[i] {
    case .constant(let bits): Double(bitPattern: bits).sign == .minus ? .signed : .atom
    case .input, .parameter: .atom
    case .apply(let instruction, _):
      switch instruction.rule.notation {
      case .sum: .sum
      case .prefix: .signed
      case .product, .gate, .quotient:
        powers[i].exponent > 1 ? .power : (leadingConstant(i) ?? 1).sign == .minus ? .signed : .product
      case .comparison: .comparison
      case .conjunction: .and
      case .disjunction: .or
      case .negation: .power
      case .function, .magnitude: .atom
      }
    }
  }

  private func tokens(_ i: Int) -> [Token] {
    switch graph.terms[i] {
    case .constant(let bits): [.text(numeral(Double(bitPattern: bits)))]
    case .input(let index): [.text(inputNames[index])]
    case .parameter(let index): [.text("p" + subscripted(index + 1))]
    case .apply(let instruction, let x): tokens(instruction.rule, i, x)
    }
  }

  private func tokens(_ rule: InstructionRule, _ i: Int, _ x: [Int]) -> [Token] {
    switch rule.notation {
    case .sum: sum(i)
    case .prefix: negative(x[0])
    case .product, .gate, .quotient: product(i)
    case .magnitude: [.text("|"), .term(x[0], .or), .text("|")]
    case .comparison(let symbol, let flipped): comparison(symbol, flipped: flipped, x)
    case .conjunction: [.term(x[0], .and), .text(" ∧ "), .term(x[1], .comparison)]
    case .disjunction: [.term(x[0], .or), .text(" ∨ "), .term(x[1], .and)]
    case .negation: [.text(rule.name), .term(x[0], .power)]
    case .function:
      [.text(rule.name + "("), .term(x[0], .or)]
        + x.dropFirst().flatMap { [.text(", "), .term($0, .or)] } + [.text(")")]
    }
  }

  /// A constant stands on the right, where the comparison has an opposite.
  private func comparison(_ symbol: String, flipped: String?, _ x: [Int]) -> [Token] {
    let opposite = graph.constantValue(x[0]) == nil ? nil : flipped
    let (left, right) = opposite == nil ? (x[0], x[1]) : (x[1], x[0])
    return [.term(left, .sum), .text(" \(opposite ?? symbol) "), .term(right, .sum)]
  }
}

private func subscripted(_ number: Int) -> String {
  String(String(number).map { Character(Unicode.Scalar(0x2080 + UInt32($0.wholeNumberValue!))!) })
}
