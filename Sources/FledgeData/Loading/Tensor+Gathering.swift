import FledgeBasics
import FledgeKernels
import FledgeTensor

// Rows (n, …) by number, written into a tensor that was just made, from one of its rows on. Rows are in range, and there is room.
extension Tensor {
  /// Copies rows of whatever type as they are.
  // Safe: the memory is the result's, from its row `first` on, and used during the call.
  func copyRows(_ rows: UnsafeBufferPointer<Int32>, into result: Tensor, from first: Int) {
    let size = result.rowBytes
    result.withRows(from: first) { memory in
      withBytes { fledge_gather_rows(rows.count, size, $0.baseAddress, rows.baseAddress, memory) }
    }
  }

  /// Writes rows in the type of the result, multiplied by `scale`.
  // Safe: as above.
  func gatherRows(_ rows: UnsafeBufferPointer<Int32>, scale: Double, into result: Tensor, from first: Int) {
    if dtype == result.dtype && scale == 1 {
      copyRows(rows, into: result, from: first)
    } else if dtype == .uint8 {
      gatherPixels(rows, scale: scale, into: result, from: first)
    } else {
      let gathered = gatherRows(Tensor(Array(rows))).converted(to: result.dtype)
      let scaled = scale == 1 ? gathered : gathered * scale
      result.withRows(from: first) { memory in
        scaled.withBytes {
          UnsafeMutableRawBufferPointer(start: memory, count: $0.count).copyMemory(from: $0)
        }
      }
    }
  }

  // Safe: as above.
  private func gatherPixels(
    _ rows: UnsafeBufferPointer<Int32>, scale: Double, into result: Tensor, from first: Int
  ) {
    let columns = shape.count(over: 1...)
    result.withRows(from: first) { memory in
      withElements(as: UInt8.self) { pixels in
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

  // Safe: the row is one of the tensor's.
  private func withRows(from first: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
    withMemory { body($0 + first * rowBytes) }
  }

  /// The bytes of a row of (n, …).
  private var rowBytes: Int { shape.count(over: 1...) * dtype.byteCount }
}
