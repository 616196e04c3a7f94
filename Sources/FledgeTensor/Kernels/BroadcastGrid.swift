/// How a formula's inputs lie over the output's elements: blocks of (rows, columns) in which each input either
/// advances or repeats along rows and along columns.
///
/// Adjacent axes along which every input behaves alike are merged, so tensors of one shape are a single row, and a
/// bias over a matrix is a grid with one repeated row.
struct BroadcastGrid {
  private(set) var rows = 1
  private(set) var columns: Int
  private(set) var rowStrides: [Int]
  private(set) var columnStrides: [Int]
  /// Lengths of the merged axes outside the grid, and each input's steps along them.
  private var outer: [Int] = []
  private var outerStrides: [[Int]] = []

  init(of shape: Shape, inputs: [Shape]) {
    let count = shape.elementCount
    columns = count
    rowStrides = [Int](repeating: 0, count: inputs.count)
    columnStrides = inputs.map { $0 == shape ? 1 : 0 }
    if inputs.allSatisfy({ $0 == shape || $0.elementCount == 1 }) { return }

    var lengths: [Int] = []
    var advances: [[Bool]] = []
    for axis in 0..<shape.rank where shape[axis] != 1 {
      let pattern = inputs.map { input in
        let own = axis - (shape.rank - input.rank)
        return own >= 0 && input[own] != 1
      }
      if pattern == advances.last {
        lengths[lengths.count - 1] *= shape[axis]
      } else {
        lengths.append(shape[axis])
        advances.append(pattern)
      }
    }
    var strides = lengths.map { _ in [Int](repeating: 0, count: inputs.count) }
    for input in inputs.indices {
      var step = 1
      for axis in lengths.indices.reversed() where advances[axis][input] {
        strides[axis][input] = step
        step *= lengths[axis]
      }
    }
    columns = lengths.popLast() ?? 1
    columnStrides = strides.popLast() ?? columnStrides
    rows = lengths.popLast() ?? 1
    rowStrides = strides.popLast() ?? rowStrides
    outer = lengths
    outerStrides = strides
  }

  /// Calls `body` with each input's first element and the output's, for every grid, in order.
  func forEachBlock(_ body: (_ inputs: [Int], _ output: Int) -> Void) {
    var offsets = [Int](repeating: 0, count: rowStrides.count)
    if outer.isEmpty { return body(offsets, 0) }
    guard !outer.contains(0) else { return }
    var position = [Int](repeating: 0, count: outer.count)
    var output = 0
    while true {
      body(offsets, output)
      output += rows * columns
      var axis = outer.count - 1
      while axis >= 0 {
        position[axis] += 1
        for input in offsets.indices { offsets[input] += outerStrides[axis][input] }
        if position[axis] < outer[axis] { break }
        for input in offsets.indices { offsets[input] -= outer[axis] * outerStrides[axis][input] }
        position[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
