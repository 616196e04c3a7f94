extension Formula.Expression: Hashable {
  /// Whether both are built alike: the same instructions on the same operands. Takes time in proportion to the number of
  /// different subexpressions, at any depth.
  public static func == (a: Self, b: Self) -> Bool {
    if a.body === b.body { return true }
    if a.body.hash != b.body.hash { return false }
    let graph = Graph(simplifies: false)
    return graph.insert(a) == graph.insert(b)
  }

  /// Feeds the structure to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(body.hash) }
}
