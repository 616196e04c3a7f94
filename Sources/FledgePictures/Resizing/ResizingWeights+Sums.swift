extension ResizingWeights {
  private static var half: Int32 { 1 << (bits - 1) }

  /// Makes each of `lines` lines of pixels as long as there are windows.
  // Safe: windows lie within the old length, of which the samples are whole lines, and weights have the length of their window; as many
  // samples are written as there are windows, channels and lines.
  func resizedPixels(_ samples: [UInt8], lines: Int, channels: Int) -> [UInt8] {
    let (lineLength, count) = (samples.count / lines, lines * windows.count * channels)
    return [UInt8](unsafeUninitializedCapacity: count) { result, written in
      samples.withUnsafeBufferPointer { samples in
        weights.withUnsafeBufferPointer { weights in
          for line in 0..<lines {
            for (pixels, start) in windows {
              let first = line * lineLength + pixels.lowerBound * channels
              for channel in 0..<channels {
                var sum = Self.half
                for index in 0..<pixels.count {
                  sum &+= Int32(samples[first + index * channels + channel]) &* weights[start + index]
                }
                result[written] = UInt8(clamping: sum >> Self.bits)
                written += 1
              }
            }
          }
        }
      }
    }
  }

  /// Makes as many rows as there are windows of rows of `width` samples.
  // Safe: as for `resizedPixels`; a sum belongs to each sample of a row.
  func resizedRows(_ samples: [UInt8], width: Int) -> [UInt8] {
    var sums = [Int32](repeating: 0, count: width)
    return [UInt8](unsafeUninitializedCapacity: windows.count * width) { result, written in
      samples.withUnsafeBufferPointer { samples in
        sums.withUnsafeMutableBufferPointer { sums in
          for (rows, start) in windows {
            for index in 0..<width { sums[index] = Self.half }
            for (row, weight) in zip(rows, weights[start...]) {
              for index in 0..<width { sums[index] &+= Int32(samples[row * width + index]) &* weight }
            }
            for index in 0..<width { result[written + index] = UInt8(clamping: sums[index] >> Self.bits) }
            written += width
          }
        }
      }
    }
  }
}
