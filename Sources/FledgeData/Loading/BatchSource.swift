import FledgeKernels
import FledgeTensor

/// Makes the batches of one epoch: gathers rows by number and turns them into scaled floating point on the way.
struct BatchSource: Sendable {
  private let dataset: Dataset
  private let order: [Int32]
  private let batchSize: Int
  private let dtype: DType
  /// The number of batches.
  let count: Int

  /// `count` batches of the examples of `dataset` in the given order; the last may have fewer than `batchSize`.
  init(_ dataset: Dataset, order: [Int32], batchSize: Int, count: Int, dtype: DType) {
    (self.dataset, self.order, self.batchSize) = (dataset, order, batchSize)
    (self.count, self.dtype) = (count, dtype)
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
      inputs: Tensor(uninitialized: shape, dtype), labels: Tensor(uninitialized: [shape[0]], .int32))
  }

  func inputShape(ofBatch index: Int) -> Shape {
    Shape([examples(ofBatch: index).count] + dataset.inputs.shape.dimensions.dropFirst())
  }

  /// Writes batch `index` into `buffer`, which has its shapes and whose memory no other tensor shares.
  func fill(_ buffer: Batch, _ index: Int) {
    let examples = examples(ofBatch: index)
    // Safe: pointers are used within a call of the kernels, while tensors and order are held; rows are in range.
    order.withUnsafeBufferPointer { order in
      let rows = UnsafeBufferPointer(rebasing: order[examples])
      copyRows(of: dataset.labels, rows, into: buffer.labels)
      gatherInputs(rows, into: buffer.inputs)
    }
  }

  private func examples(ofBatch index: Int) -> Range<Int> {
    let start = index * batchSize
    return start..<(start + min(batchSize, dataset.count - start))
  }

  private func gatherInputs(_ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    if dataset.inputs.dtype == .uint8 {
      gatherPixels(rows, into: result)
    } else if dataset.inputs.dtype == result.dtype && dataset.scale == 1 {
      copyRows(of: dataset.inputs, rows, into: result)
    } else {
      let gathered = dataset.inputs.gatherRows(Tensor(Array(rows))).converted(to: result.dtype)
      let scaled = dataset.scale == 1 ? gathered : gathered * dataset.scale
      result.withMemory { memory in
        scaled.withBytes {
          UnsafeMutableRawBufferPointer(start: memory, count: $0.count).copyMemory(from: $0)
        }
      }
    }
  }

  private func gatherPixels(_ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let (columns, scale) = (dataset.inputSize, dataset.scale)
    result.withMemory { memory in
      dataset.inputs.withElements(as: UInt8.self) { pixels in
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
  // Safe: pointers are used within a call of the kernels, while tensors and order are held; rows are in range.
  private func copyRows(of source: Tensor, _ rows: UnsafeBufferPointer<Int32>, into result: Tensor) {
    let size = result.byteCount / max(rows.count, 1)
    result.withMemory { memory in
      source.withBytes { fledge_gather_rows(rows.count, size, $0.baseAddress, rows.baseAddress, memory) }
    }
  }
}
