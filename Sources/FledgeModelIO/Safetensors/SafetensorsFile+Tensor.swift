import FledgeFiles
import FledgeTensor

extension Safetensors.ElementType {
  /// The type of a tensor that holds such elements: half precision becomes Float32, exactly. `nil` for types that no
  /// tensor can hold.
  public var dtype: DType? {
    switch self {
    case .f32, .f16, .bf16: .float32
    case .f64: .float64
    case .i32: .int32
    case .i64: .int64
    case .u8: .uint8
    case .bool: .bool
    default: nil
    }
  }

  /// The type under which a tensor's elements are stored.
  public init(_ dtype: DType) {
    self =
      switch dtype {
      case .float32: .f32
      case .float64: .f64
      case .int32: .i32
      case .int64: .i64
      case .uint8: .u8
      case .bool: .bool
      }
  }
}

extension SafetensorsFile {
  /// Reads one tensor; BF16 and F16 become Float32.
  ///
  /// Throws `FileError` if no tensor can hold the element type, a truth value is neither 0 nor 1, there is not the
  /// memory for it, or the file cannot be read.
  public func tensor(_ entry: Entry) throws -> Tensor {
    guard let dtype = entry.elementType.dtype else {
      let readable = Safetensors.ElementType.allCases.filter { $0.dtype != nil }.map(\.rawValue)
      throw entry.error(
        path: path, expected: "one of \(readable.joined(separator: " "))",
        found: "\(entry.elementType.rawValue), which Fledge does not read")
    }
    let isHalf = entry.elementType.bitCount == 16
    let (byteCount, overflow) = entry.byteCount.multipliedReportingOverflow(by: isHalf ? 2 : 1)
    // A file of a page on disk can be terabytes long by its size.
    guard !overflow && byteCount < SystemMemory.byteCount else {
      throw entry.error(path: path, expected: "a tensor that fits into memory", found: "shape \(entry.shape)")
    }
    if isHalf { return try halfPrecisionTensor(entry) }
    var tensor = Tensor(uninitialized: Shape(entry.shape), dtype)
    try tensor.withMutableBytes { buffer in
      try read(entry, into: buffer)
      if dtype == .bool, let index = buffer.firstIndex(where: { $0 > 1 }) {
        throw entry.error(
          path: path, expected: "0 or 1 for each truth value", found: "\(buffer[index]) for number \(index)")
      }
    }
    return tensor
  }

  private func halfPrecisionTensor(_ entry: Entry) throws -> Tensor {
    let bytes = try bytes(of: entry)
    let isBrain = entry.elementType == .bf16
    var tensor = Tensor(uninitialized: Shape(entry.shape), .float32)
    tensor.withMutableElements(as: Float.self) { elements in
      for index in elements.indices {
        let bits = UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8
        elements[index] = isBrain ? Float(brainBits: bits) : Float(halfBits: bits)
      }
    }
    return tensor
  }
}
