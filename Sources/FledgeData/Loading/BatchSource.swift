import FledgeKernels
import FledgeTensor

/// Makes the batches of one epoch: gathers rows by number and turns them into scaled floating point on the way.
struct BatchSource: Sendable {
  private let loader: DataLoader
  private let order: [Int32]
  /// The number of batches.
  let count: Int

  init(_ loader: DataLoader, epoch: Int) {
    self.loader = loader
    order = loader.order(ofEpoch: epoch)
    count = loader.batchesPerEpoch
  }

  func batch(_ index: Int) -> Batch {
    let buffer = emptyBatch(index)
    fill(buffer, index)
    return buffer
  }

  /// A batch of the right shapes with undefined content.
  func emptyBatch(_ index: Int) -> Batch {
    let shape = inputShape(ofBatch: index)
    return Batch(
      inputs: Tensor(uninitialized: shape, loader.dtype), labels: Tensor(uninitialized: [shape[0]], .int32))
  }

  func inputShape(ofBatch index: Int) -> Shape {
    Shape([examples(ofBatch: index).count] + loader.dataset.inputs.shape.dimensions.dropFirst())
  }

  /// Writes batch `index` into `buffer`, which has its shapes and whose memory nobody else reads.
  func fill(_ buffer: Batch, _ index: Int) {
    let dataset = loader.dataset
    let examples = examples(ofBatch: index)
    order.withUnsafeBufferPointer { order in
      let rows = UnsafeBufferPointer(rebasing: order[examples])
      guard let first = rows.baseAddress else { return }
      buffer.labels.withMemory { labels in
        dataset.labels.withBytes { fledge_gather_rows(rows.count, 4, $0.baseAddress, first, labels) }
      }
      gatherInputs(dataset, rows, into: buffer.inputs)
    }
  }

  private func examples(ofBatch index: Int) -> Range<Int> {
    let start = index * loader.batchSize
    return start..<min(start + loader.batchSize, loader.dataset.count)
  }

  private func gatherInputs(_ dataset: Dataset, _ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let columns = dataset.inputSize
    guard let first = rows.baseAddress else { return }
    if dataset.inputs.dtype == .uint8 {
      dataset.inputs.withElements(as: UInt8.self) { pixels in
        result.withMemory { memory in
          if result.dtype == .float32 {
            fledge_gather_rows_u8_f32(
              rows.count, columns, pixels.baseAddress, first, Float(dataset.scale), 0,
              memory.assumingMemoryBound(to: Float.self))
          } else {
            fledge_gather_rows_u8_f64(
              rows.count, columns, pixels.baseAddress, first, dataset.scale, 0,
              memory.assumingMemoryBound(to: Double.self))
          }
        }
      }
      return
    }
    var gathered = dataset.inputs.gatherRows(Tensor(Array(rows))).converted(to: result.dtype)
    if dataset.scale != 1 { gathered = gathered * dataset.scale }
    gathered.withBytes { source in
      result.withMemory { $0.copyMemory(from: source.baseAddress!, byteCount: source.count) }
    }
  }
}
