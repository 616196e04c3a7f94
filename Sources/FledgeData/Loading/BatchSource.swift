import FledgeBasics
import FledgeKernels
import FledgeTensor

/// Makes the batches of one epoch: gathers rows by number and turns them into scaled floating point on the way.
struct BatchSource: Sendable {
  private let store: Dataset.Store
  private let dataset: Dataset
  /// The rows of the store in the order of the epoch.
  private let order: [Int32]
  private let batchSize: Int
  private let dtype: DType
  private let epoch: Int
  /// The number of batches.
  let count: Int

  /// `count` batches of the examples of `dataset`, taken in an order of epoch number `epoch`; the last may have fewer than
  /// `batchSize`.
  init(_ dataset: Dataset, order: [Int32], batchSize: Int, count: Int, dtype: DType, epoch: Int) {
    (self.dataset, self.batchSize, self.count, self.epoch) = (dataset, batchSize, count, epoch)
    store = dataset.store
    self.dtype = store.keepsInputType ? store.inputs.dtype : dtype
    self.order = dataset.rows.map { rows in order.map { rows[Int($0)] } } ?? order
  }

  /// Whether each example goes through a function, which makes its own tensors.
  var isTransformed: Bool { !store.transforms.isEmpty }

  func batch(_ index: Int) -> Batch {
    var buffer = emptyBatch(index)
    fill(&buffer, index)
    return isTransformed ? transformed(buffer, index) : buffer
  }

  /// A batch of the right shapes with undefined content.
  func emptyBatch(_ index: Int) -> Batch {
    let count = examples(ofBatch: index).count
    func rows(like tensor: Tensor, _ dtype: DType) -> Tensor {
      Tensor(uninitialized: Shape([count] + tensor.shape.dimensions.dropFirst()), dtype)
    }
    var batch = Batch(
      inputs: rows(like: store.inputs, dtype), targets: rows(like: store.targets, store.targets.dtype),
      weights: store.weights.map { rows(like: $0, $0.dtype) })
    batch.hasClasses = dataset.hasClasses
    return batch
  }

  /// The number of examples in batch `index`.
  func size(ofBatch index: Int) -> Int { examples(ofBatch: index).count }

  /// Writes batch `index` into `buffer`, which has its shapes and whose memory no other tensor shares.
  func fill(_ buffer: inout Batch, _ index: Int) {
    let examples = examples(ofBatch: index)
    buffer.start = examples.lowerBound
    // Safe: pointers are used within a call of the kernels, while tensors and order are held; rows are in range.
    order.withUnsafeBufferPointer { order in
      let rows = UnsafeBufferPointer(rebasing: order[examples])
      copyRows(of: store.targets, rows, into: buffer.targets)
      if let weights = store.weights { copyRows(of: weights, rows, into: buffer.weights!) }
      gatherInputs(rows, into: buffer.inputs)
    }
  }

  private func examples(ofBatch index: Int) -> Range<Int> {
    let start = index * batchSize
    return start..<(start + min(batchSize, order.count - start))
  }

  private func transformed(_ batch: Batch, _ index: Int) -> Batch {
    let examples = order[examples(ofBatch: index)].enumerated().map { place, row in
      let example = Example(inputs: batch.inputs.row(place), target: batch.targets.row(place))
      return dataset.transformed(example, row: row, epoch: epoch)
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

  // Safe: the rows are those that `fill` took from the order, in range; the memory is the buffer's, of the tensor's size.
  private func gatherInputs(_ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let isAsStored = store.inputs.dtype == result.dtype && store.scale == 1
    if isAsStored {
      copyRows(of: store.inputs, rows, into: result)
    } else if store.inputs.dtype == .uint8 {
      gatherPixels(rows, into: result)
    } else {
      let gathered = store.inputs.gatherRows(Tensor(Array(rows))).converted(to: result.dtype)
      let scaled = store.scale == 1 ? gathered : gathered * store.scale
      result.withMemory { memory in
        scaled.withBytes {
          UnsafeMutableRawBufferPointer(start: memory, count: $0.count).copyMemory(from: $0)
        }
      }
    }
  }

  private func gatherPixels(_ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let (columns, scale) = (store.inputs.shape.count(over: 1...), store.scale)
    result.withMemory { memory in
      store.inputs.withElements(as: UInt8.self) { pixels in
        if result.dtype == .float32 {
          let result = memory.assumingMemoryBound(to: Float.self)
          fledge_gather_rows_u8_f32(
            rows.count, columns, pixels.baseAddress, rows.baseAddress, Float(scale), 0, result)
        } else {
          let result = memory.assumingMemoryBound(to: Double.self)
          fledge_gather_rows_u8_f64(
            rows.count, columns, pixels.baseAddress, rows.baseAddress, scale, 0, result)
        }
      }
    }
  }

  /// Copies rows of whatever type as they are.
  // Safe: as for `gatherInputs`.
  private func copyRows(of source: Tensor, _ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let size = result.byteCount / max(rows.count, 1)
    result.withMemory { memory in
      source.withBytes { fledge_gather_rows(rows.count, size, $0.baseAddress, rows.baseAddress, memory) }
    }
  }
}

extension Tensor {
  /// Row `index` of (n, …), as (…).
  fileprivate func row(_ index: Int) -> Tensor {
    self[index..<index + 1].reshaped(to: Shape(Array(shape.dimensions.dropFirst())))
  }
}
