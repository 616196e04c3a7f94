/// Writes a formula's outputs as mathematics, each node once if the whole tree would be long.
struct Printer {
  /// How tightly a piece of text holds together.
  private enum Level: Int, Comparable {
    case or, and, comparison, sum, product, prefix, power, atom
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  private struct Piece {
    var text: String
    var level: Level
  }

  private let formula: Formula
  private let graph = Graph(simplifies: false)
  private let roots: [Int]
  /// Trees of more nodes than this get names for what occurs more than once.
  private static let longestTree = 60.0

  init(_ formula: Formula) {
    self.formula = formula
    let graph = self.graph
    roots = formula.outputs.map { graph.insert($0) }
  }

  func text() -> String {
    let isNeeded = graph.reachable(from: roots)
    var uses = [Int](repeating: 0, count: graph.nodes.count)
    var treeSizes = [Double](repeating: 1, count: graph.nodes.count)
    for (i, node) in graph.nodes.enumerated() where isNeeded[i] {
      guard case .operation(_, let x) = node else { continue }
      for operand in x { uses[operand] += 1 }
      treeSizes[i] = x.reduce(1) { $0 + treeSizes[$1] }
    }
    let namesShared = roots.reduce(0) { $0 + treeSizes[$1] } > Self.longestTree
    var pieces = [Piece?](repeating: nil, count: graph.nodes.count)
    var definitions: [String] = []
    for i in graph.nodes.indices where isNeeded[i] {
      let piece = self.piece(i, pieces)
      if namesShared, uses[i] > 1, treeSizes[i] > 3 {
        let name = "t" + subscripted(definitions.count + 1)
        definitions.append("\(name) = \(piece.text)")
        pieces[i] = Piece(text: name, level: .atom)
      } else {
        pieces[i] = piece
      }
    }
    let results = roots.map { pieces[$0]!.text }
    let main = results.count == 1 ? results[0] : "(" + results.joined(separator: ", ") + ")"
    return definitions.isEmpty ? main : main + " where " + definitions.joined(separator: ", ")
  }

  private func piece(_ i: Int, _ pieces: [Piece?]) -> Piece {
    switch graph.nodes[i] {
    case .constant(let bits): return number(Double(bitPattern: bits))
    case .input(let index): return Piece(text: inputName(index), level: .atom)
    case .parameter(let index): return Piece(text: "p" + subscripted(index + 1), level: .atom)
    case .operation(let operation, let x): return piece(operation, x.map { pieces[$0]! }, x)
    }
  }

  private func piece(_ operation: Operation, _ x: [Piece], _ numbers: [Int]) -> Piece {
    func infix(_ symbol: String, _ level: Level, right: Level? = nil) -> Piece {
      let text = wrapped(x[0], level) + " " + symbol + " " + wrapped(x[1], right ?? level)
      return Piece(text: text, level: level)
    }
    func call(_ name: String) -> Piece {
      Piece(text: name + "(" + x.map(\.text).joined(separator: ", ") + ")", level: .atom)
    }
    switch operation {
    case .add: return infix("+", .sum)
    case .subtract: return infix("−", .sum, right: .product)
    case .multiply, .gated: return infix("·", .product)
    case .divide: return infix("/", .product, right: .prefix)
    case .negate: return Piece(text: "−" + wrapped(x[0], .prefix), level: .prefix)
    case .power: return call("pow")
    case .maximum: return call("max")
    case .minimum: return call("min")
    case .absoluteValue: return Piece(text: "|" + x[0].text + "|", level: .atom)
    case .squareRoot: return call("√")
    case .normalCDF: return call("Φ")
    case .normalPDF: return call("φ")
    case .less: return infix("<", .comparison, right: .sum)
    case .lessOrEqual: return infix("≤", .comparison, right: .sum)
    case .equal: return infix("=", .comparison, right: .sum)
    case .notEqual: return infix("≠", .comparison, right: .sum)
    case .and: return infix("∧", .and)
    case .or: return infix("∨", .or)
    case .not: return Piece(text: "¬" + wrapped(x[0], .atom), level: .prefix)
    default: return call("\(operation)")
    }
  }

  private func wrapped(_ piece: Piece, _ level: Level) -> String {
    piece.level < level ? "(" + piece.text + ")" : piece.text
  }

  private func number(_ value: Double) -> Piece {
    let magnitude = value.magnitude
    let text =
      magnitude == magnitude.rounded() && magnitude < 1e15 ? String(Int(magnitude)) : String(describing: magnitude)
    return value < 0 ? Piece(text: "−" + text, level: .prefix) : Piece(text: text, level: .atom)
  }

  private func inputName(_ index: Int) -> String {
    formula.inputCount <= 3 ? ["x", "y", "z"][index] : "x" + subscripted(index + 1)
  }

  private func subscripted(_ number: Int) -> String {
    String(String.UnicodeScalarView(String(number).unicodeScalars.map { Unicode.Scalar($0.value - 48 + 0x2080)! }))
  }
}
