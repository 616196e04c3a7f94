extension Graph {
  /// Builds the terms that `roots` need anew in `target`, with some terms replaced: `replacement` gives the expression
  /// that stands for term i, or nil.
  func rebuild(_ roots: [Int], into target: Graph, _ replacement: (Int) -> Expression?) -> [Int] {
    let end = (roots.max() ?? -1) + 1
    var isNeeded = [Bool](repeating: false, count: end)
    for root in roots { isNeeded[root] = true }
    var replacements: [Int: Expression] = [:]
    for i in (0..<end).reversed() where isNeeded[i] {
      if let other = replacement(i) {
        replacements[i] = other
      } else if case .apply(_, let operands) = terms[i] {
        for operand in operands { isNeeded[operand] = true }
      }
    }
    var images = [Int](repeating: -1, count: end)
    for i in 0..<end where isNeeded[i] {
      if let other = replacements[i] {
        images[i] = target.insert(other)
      } else if case .apply(let instruction, let operands) = terms[i] {
        images[i] = target.apply(instruction, operands.map { images[$0] })
      } else {
        images[i] = target.insert(expressions[i])
      }
    }
    return roots.map { images[$0] }
  }

  /// Which terms the roots need, themselves included.
  func reachable(from roots: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: terms.count)
    for root in roots { isNeeded[root] = true }
    for i in terms.indices.reversed() where isNeeded[i] {
      if case .apply(_, let operands) = terms[i] { for operand in operands { isNeeded[operand] = true } }
    }
    return isNeeded
  }
}
