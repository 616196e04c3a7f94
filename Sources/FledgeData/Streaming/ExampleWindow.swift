import FledgeTensor

/// Examples in memory that follow one another in an epoch: all of them, or a window of those in a file.
struct ExampleWindow: Sendable {
  /// The place of the first in the epoch.
  let start: Int
  /// (n, …), as they are stored.
  let inputs: Tensor
  /// (n, …).
  let targets: Tensor
  /// (n); nil: all count the same.
  let weights: Tensor?
  /// Which rows of these tensors come one after the other.
  let order: [Int32]
  /// The numbers of the rows in the store; nil: their places in the tensors.
  let numbers: [Int32]?

  /// The place behind the last in the epoch.
  var end: Int { start + order.count }

  /// The number in the store of the example at a place of the window's order.
  func number(_ place: Int) -> Int32 {
    let row = order[place]
    return numbers.map { $0[Int(row)] } ?? row
  }

  /// Window `number` of an order of the examples of `dataset`; nil if its rows cannot be read.
  init?(_ number: Int, of order: BlockOrder, _ dataset: Dataset) {
    let store = dataset.store
    let (places, rowOrder) = order.content(ofWindow: number)
    let ranges = dataset.rows.map { rows in places.flatMap { Self.runs(rows[$0]) } } ?? places
    guard let inputs = store.inputs.rows(ranges), let targets = store.targets.rows(ranges) else { return nil }
    (start, self.order) = (order.start(ofWindow: number), rowOrder)
    (self.inputs, self.targets) = (inputs, targets)
    numbers = ranges.flatMap { $0.map(Int32.init) }
    weights = store.weights.map { $0.gatherRows(Tensor(ranges.flatMap { $0.map(Int32.init) })) }
  }

  init(all dataset: Dataset, _ inputs: Tensor, _ targets: Tensor, order: [Int32]) {
    (start, numbers) = (0, nil)
    (self.inputs, self.targets, weights, self.order) = (inputs, targets, dataset.store.weights, order)
  }

  /// Rows that follow one another in the store, as ranges.
  private static func runs(_ rows: ArraySlice<Int32>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for row in rows.map(Int.init) {
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }
}
