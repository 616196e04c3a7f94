/// The elastic wobble: a smooth field of displacements, quadratic splines over random ones at the nodes of a grid.
struct Sway {
  private static let cells: Float = 3
  private static let nodesPerRow = 5
  private var nodes = [SIMD2<Float>](repeating: .zero, count: nodesPerRow * nodesPerRow)

  mutating func shake(with random: inout SplitMix, strength: Float) {
    for i in nodes.indices { nodes[i] = SIMD2(random.bell(), random.bell()) * strength }
  }

  /// Where the field moves a point whose coordinates run from −1 to 1.
  func moved(_ point: SIMD2<Float>) -> SIMD2<Float> {
    // 1.3: knots may wander out of the box, and the grid goes with them.
    let last = SIMD2(repeating: Sway.cells - 0.001)
    let cells = ((point + 1.3) * (Sway.cells / 2.6)).clamped(lowerBound: .zero, upperBound: last)
    let column = Int(cells.x)
    let row = Int(cells.y)
    let across = Sway.weights(cells.x - Float(column))
    let down = Sway.weights(cells.y - Float(row))
    var sum = point
    for j in 0..<3 {
      let first = (row + j) * Sway.nodesPerRow + column
      let line = nodes[first] * across[0] + nodes[first + 1] * across[1] + nodes[first + 2] * across[2]
      sum += line * down[j]
    }
    return sum
  }

  /// The three quadratic splines that are not zero at `t` of a cell.
  private static func weights(_ t: Float) -> SIMD3<Float> {
    SIMD3(0.5 * (1 - t) * (1 - t), 0.75 - (t - 0.5) * (t - 0.5), 0.5 * t * t)
  }
}
