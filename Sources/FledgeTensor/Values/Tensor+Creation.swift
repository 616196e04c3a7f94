import FledgeBasics
import FledgeKernels

extension Tensor {
  /// A tensor of the given shape from its elements in row-major order.
  public init<T: TensorScalar>(shape: Shape, _ elements: some Collection<T>) {
    require(
      elements.count == shape.elementCount,
      "Tensor: shape \(shape) wants \(shape.elementCount) elements, got \(elements.count)")
    self.init(uninitialized: shape, T.dtype)
    let buffer = UnsafeMutableBufferPointer(start: pointer(T.self), count: elements.count)
    _ = buffer.initialize(from: elements)
  }

  /// A vector from its elements.
  public init<T: TensorScalar>(_ elements: [T]) {
    self.init(shape: [elements.count], elements)
  }

  /// A matrix from its rows, all of one length.
  public init<T: TensorScalar>(_ rows: [[T]]) {
    let columns = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == columns },
      "Tensor: rows of different lengths: \(Set(rows.map(\.count)).sorted())")
    self.init(shape: [rows.count, columns], rows.flatMap { $0 })
  }

  /// A scalar: a tensor of rank 0.
  public init(_ value: Double, dtype: DType = .float32) {
    self = .full(.scalar, value, dtype: dtype)
  }

  /// Every element 0.
  public static func zeros(_ shape: Shape, dtype: DType = .float32) -> Tensor {
    zeros(shape, dtype: dtype, isLasting: false)
  }

  /// Every element 0; what is lasting takes no memory that a training step has just freed and will need again.
  package static func zeros(_ shape: Shape, dtype: DType, isLasting: Bool) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype, isLasting: isLasting)
    result.address.initializeMemory(as: UInt8.self, repeating: 0, count: result.byteCount)
    return result
  }

  /// Every element 1.
  public static func ones(_ shape: Shape, dtype: DType = .float32) -> Tensor { full(shape, 1, dtype: dtype) }

  /// The number 1 as a scalar, made once.
  static func one(_ dtype: DType) -> Tensor { dtype == .float32 ? one32 : one64 }

  private static let one32 = MemoryPool.shared.serve { Tensor(1, dtype: .float32) }
  private static let one64 = MemoryPool.shared.serve { Tensor(1, dtype: .float64) }

  /// Every element `value`.
  public static func full(_ shape: Shape, _ value: Double, dtype: DType = .float32) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype)
    let count = result.count
    switch dtype {
    case .float32: result.pointer(Float.self).initialize(repeating: Float(value), count: count)
    case .float64: result.pointer(Double.self).initialize(repeating: value, count: count)
    case .int32: result.pointer(Int32.self).initialize(repeating: Int32(value), count: count)
    case .int64: result.pointer(Int64.self).initialize(repeating: Int64(value), count: count)
    case .uint8: result.pointer(UInt8.self).initialize(repeating: UInt8(value), count: count)
    case .bool: result.pointer(Bool.self).initialize(repeating: value != 0, count: count)
    }
    return result
  }

  /// The numbers 0, 1, …, count − 1 as a vector.
  public static func range(_ count: Int, dtype: DType = .float32) -> Tensor {
    Tensor((0..<count).map(Double.init)).converted(to: dtype)
  }

  /// The n×n matrix with 1 on its diagonal and 0 elsewhere.
  public static func identity(_ n: Int, dtype: DType = .float32) -> Tensor {
    .oneHot(.range(n, dtype: .int32), classes: n, dtype: dtype)
  }

  /// I_y: for labels of shape (m), the (m, classes) matrix whose row i has a 1 in column labels[i].
  public static func oneHot(_ labels: Tensor, classes: Int, dtype: DType = .float32) -> Tensor {
    let labels = labels.checkedLabels(classes: classes, in: "oneHot")
    var result = Tensor.zeros([labels.count, classes], dtype: .float64)
    result.withMutableElements(as: Double.self) { ones in
      labels.withElements(as: Int32.self) { labels in
        for (row, label) in labels.enumerated() { ones[row * classes + Int(label)] = 1 }
      }
    }
    return result.converted(to: dtype)
  }
}
