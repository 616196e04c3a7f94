import FledgeBasics
import FledgeTensor

/// Makes the batches of one epoch: gathers rows by number and turns them into scaled floating point on the way.
struct BatchSource: Sendable {
  let store: Dataset.Store
  let dataset: Dataset
  let examples: Examples
  let exampleCount: Int
  let batchSize: Int
  let dtype: DType
  let epoch: Int
  let mixup: Mixup?
  /// The number of batches.
  let count: Int

  /// The examples in the order of the epoch.
  enum Examples: Sendable {
    case all(ExampleWindow)
    case inFile(WindowReader)
  }

  /// Whether a batch is made of its examples by functions, which make their own tensors.
  var isTransformed: Bool { !store.transforms.isEmpty || mixup != nil }

  /// Batch `index`; nil if its examples cannot be read.
  func batch(_ index: Int) -> Batch? {
    var (buffer, numbers) = (emptyBatch(index), [Int32]())
    let isTransformed = !store.transforms.isEmpty
    let isWhole = fill(&buffer, index) { window, places in
      if isTransformed { numbers += places.map(window.number) }
    }
    guard isWhole else { return nil }
    let batch = isTransformed ? transformed(buffer, numbers) : buffer
    return mixup.map { $0.mixed(batch, classes: dataset.classes, epoch: epoch, index: index) } ?? batch
  }

  /// A batch of the right shapes with undefined content.
  func emptyBatch(_ index: Int) -> Batch {
    let count = places(ofBatch: index).count
    func rows(like shape: Shape, _ dtype: DType) -> Tensor {
      Tensor(uninitialized: Shape([count] + shape.dimensions.dropFirst()), dtype)
    }
    var batch = Batch(
      inputs: rows(like: store.inputs.shape, dtype),
      targets: rows(like: store.targets.shape, store.targets.dtype),
      weights: store.weights.map { rows(like: $0.shape, $0.dtype) })
    batch.hasClasses = dataset.hasClasses
    return batch
  }

  /// The number of examples in batch `index`.
  func size(ofBatch index: Int) -> Int { places(ofBatch: index).count }

  /// Writes batch `index` into `buffer`, which has its shapes and whose memory no other tensor shares; false if its examples cannot be
  /// read. `note` is told which windows the examples stand in, and at which places of their order.
  func fill(
    _ buffer: inout Batch, _ index: Int, note: (ExampleWindow, Range<Int>) -> Void = { _, _ in }
  ) -> Bool {
    let places = places(ofBatch: index)
    var place = places.lowerBound
    buffer.start = place
    while place < places.upperBound {
      guard let window = window(holding: place) else { return false }
      let end = min(places.upperBound, window.end)
      let inWindow = place - window.start..<end - window.start
      fill(buffer, from: place - places.lowerBound, window, inWindow)
      note(window, inWindow)
      place = end
    }
    return true
  }

  /// Writes rows of a window into a batch, from its example `first` on.
  private func fill(_ buffer: Batch, from first: Int, _ window: ExampleWindow, _ places: Range<Int>) {
    // Safe: pointers are used within a call of the kernels, while tensors and order are held; rows are in range.
    window.order.withUnsafeBufferPointer { order in
      let rows = UnsafeBufferPointer(rebasing: order[places])
      window.targets.copyRows(rows, into: buffer.targets, from: first)
      window.weights?.copyRows(rows, into: buffer.weights!, from: first)
      window.inputs.gatherRows(rows, scale: store.scale, into: buffer.inputs, from: first)
    }
  }

  private func window(holding place: Int) -> ExampleWindow? {
    switch examples {
    case .all(let window): window
    case .inFile(let reader): reader.window(holding: place)
    }
  }

  /// The places of the examples of a batch in the epoch.
  private func places(ofBatch index: Int) -> Range<Int> {
    let start = index * batchSize
    return start..<(start + min(batchSize, exampleCount - start))
  }

  /// Examples with these numbers in the store, changed by functions.
  private func transformed(_ batch: Batch, _ numbers: [Int32]) -> Batch {
    let examples = concurrentMap(numbers.count) { [dataset, epoch] place in
      let example = Example(inputs: batch.inputs.row(place), target: batch.targets.row(place))
      return dataset.transformed(example, row: numbers[place], epoch: epoch)
    }
    for (place, example) in examples.enumerated() {
      let first = examples[0]
      require(
        example.inputs.shape == first.inputs.shape && example.target.shape == first.target.shape
          && example.inputs.dtype == first.inputs.dtype && example.target.dtype == first.target.dtype,
        "Dataset.transformed: expected examples of one type and shape, example \(batch.start + place) of the epoch came out "
          + "as \(example.inputs.dtype) \(example.inputs.shape) with a target \(example.target.dtype) "
          + "\(example.target.shape), the first of its batch as \(first.inputs.dtype) \(first.inputs.shape) with "
          + "\(first.target.dtype) \(first.target.shape)")
    }
    var result = batch
    result.inputs = Tensor.stacked(examples.map(\.inputs.detached))
    result.targets = Tensor.stacked(examples.map(\.target.detached))
    // A transform may make distributions of classes.
    result.hasClasses =
      batch.hasClasses && result.targets.shape == batch.targets.shape
      && result.targets.dtype == batch.targets.dtype
    return result
  }
}

extension Tensor {
  /// Row `index` of (n, …), as (…).
  fileprivate func row(_ index: Int) -> Tensor {
    self[index..<index + 1].reshaped(to: Shape(Array(shape.dimensions.dropFirst())))
  }
}
