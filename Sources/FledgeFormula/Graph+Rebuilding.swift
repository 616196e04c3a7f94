extension Graph {
  /// Builds the nodes that `roots` need anew in `target`, with some nodes replaced: `replacement` gives the expression
  /// that stands for node i, or nil.
  func rebuild(_ roots: [Int], into target: Graph, _ replacement: (Int) -> Expression?) -> [Int] {
    let end = (roots.max() ?? -1) + 1
    var isNeeded = [Bool](repeating: false, count: end)
    for root in roots { isNeeded[root] = true }
    var replacements: [Int: Expression] = [:]
    for i in (0..<end).reversed() where isNeeded[i] {
      if let other = replacement(i) {
        replacements[i] = other
      } else if case .operation(_, let operands) = nodes[i] {
        for operand in operands { isNeeded[operand] = true }
      }
    }
    var images = [Int](repeating: -1, count: end)
    for i in 0..<end where isNeeded[i] {
      if let other = replacements[i] {
        images[i] = target.insert(other)
      } else if case .operation(let operation, let operands) = nodes[i] {
        images[i] = target.apply(operation, operands.map { images[$0] })
      } else {
        images[i] = target.insert(expressions[i])
      }
    }
    return roots.map { images[$0] }
  }

  /// Which nodes the roots need, themselves included.
  func reachable(from roots: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    for root in roots { isNeeded[root] = true }
    for i in nodes.indices.reversed() where isNeeded[i] {
      if case .operation(_, let operands) = nodes[i] { for operand in operands { isNeeded[operand] = true } }
    }
    return isNeeded
  }
}
