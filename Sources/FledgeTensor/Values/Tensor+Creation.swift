import FledgeBasics

// Types: literals are Float32; an array of a Swift type keeps it, so [Double] makes float64 and [Int] int64.
extension Tensor {
  /// A tensor of the given shape from its elements in row-major order.
  @_disfavoredOverload
  public init<T: TensorScalar>(shape: Shape, _ elements: some Collection<T>) {
    require(
      elements.count == shape.elementCount,
      "Tensor: shape \(shape) wants \(shape.elementCount) elements, got \(elements.count)")
    self.init(uninitialized: shape, T.dtype)
    // A collection may miscount itself; its elements would then be undefined.
    require(
      fill(from: elements),
      "Tensor: the collection says that it has \(elements.count) elements and gives another number of them")
  }

  /// A vector from its elements; of their own type, or converted to `dtype`.
  @_disfavoredOverload
  public init<T: TensorScalar>(_ elements: [T], dtype: DType? = nil) {
    let vector = Tensor(shape: [elements.count], elements)
    self = dtype.map(vector.converted) ?? vector
  }

  /// A matrix from its rows, all of one length; of their own type, or converted to `dtype`.
  @_disfavoredOverload
  public init<T: TensorScalar>(_ rows: [[T]], dtype: DType? = nil) {
    let columns = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == columns },
      "Tensor: rows of different lengths: \(Set(rows.map(\.count)).sorted())")
    let matrix = Tensor(shape: [rows.count, columns], rows.flatMap { $0 })
    self = dtype.map(matrix.converted) ?? matrix
  }

  /// A scalar, a tensor of rank 0: Float32 unless `dtype` says otherwise. An integer type must hold the number exactly.
  public init(_ value: NumberLiteral, dtype: DType = .float32) {
    self = value.number.filling(.scalar, dtype, in: "Tensor")
  }

  /// A scalar, a tensor of rank 0: Float32 unless `dtype` says otherwise. An integer type must hold the number exactly.
  @_disfavoredOverload
  public init(_ value: Double, dtype: DType = .float32) {
    self = Number.real(value).filling(.scalar, dtype, in: "Tensor")
  }

  /// A scalar, a tensor of rank 0, of the value's own type.
  @_disfavoredOverload
  public init<T: TensorScalar>(_ value: T) {
    self.init(shape: .scalar, CollectionOfOne(value))
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
  public static func ones(_ shape: Shape, dtype: DType = .float32) -> Tensor {
    Number.whole(1).filling(shape, dtype, in: "ones")
  }

  /// Every element 0, in the shape and type of `other`.
  public static func zeros(like other: Tensor) -> Tensor { zeros(other.shape, dtype: other.dtype) }

  /// Every element 1, in the shape and type of `other`.
  public static func ones(like other: Tensor) -> Tensor { ones(other.shape, dtype: other.dtype) }

  /// The number 1 as a scalar, made once.
  static func one(_ dtype: DType) -> Tensor { dtype == .float32 ? one32 : one64 }

  private static let one32 = MemoryPool.shared.serve { Tensor(1, dtype: .float32) }
  private static let one64 = MemoryPool.shared.serve { Tensor(1, dtype: .float64) }

  /// Every element `value`. An integer type must hold it exactly; to bool, what is not 0 is true.
  public static func full(_ shape: Shape, _ value: NumberLiteral, dtype: DType = .float32) -> Tensor {
    value.number.filling(shape, dtype, in: "full")
  }

  /// Every element `value`. An integer type must hold it exactly; to bool, what is not 0 is true.
  @_disfavoredOverload
  public static func full(_ shape: Shape, _ value: Double, dtype: DType = .float32) -> Tensor {
    Number.real(value).filling(shape, dtype, in: "full")
  }

  /// Every element `value`. An integer type must hold it exactly; to bool, what is not 0 is true.
  @_disfavoredOverload
  public static func full(
    _ shape: Shape, _ value: some TensorScalar & Numeric, dtype: DType = .float32
  ) -> Tensor {
    Number(value).filling(shape, dtype, in: "full")
  }

  /// The n×n matrix with 1 on its diagonal and 0 elsewhere.
  public static func identity(_ n: Int, dtype: DType = .float32) -> Tensor {
    require(n >= 0, "identity: expected a size of 0 or more, got \(n)")
    return .oneHot(.range(n, dtype: .int64), classes: n, dtype: dtype)
  }

  /// I_y for labels in an array: the (m, classes) matrix whose row i has a 1 in column labels[i].
  public static func oneHot(_ labels: [Int], classes: Int, dtype: DType = .float32) -> Tensor {
    oneHot(Tensor(labels.map(Int64.init)), classes: classes, dtype: dtype)
  }

  /// I_y: for labels of shape (m), the (m, classes) matrix whose row i has a 1 in column labels[i].
  public static func oneHot(_ labels: Tensor, classes: Int, dtype: DType = .float32) -> Tensor {
    require(classes >= 0, "oneHot: expected 0 classes or more, got \(classes)")
    let labels = labels.checkedLabels(classes: classes, in: "oneHot")
    let result = Tensor.zeros([labels.count, classes], dtype: dtype)
    func setOnes<T: TensorScalar & ExpressibleByIntegerLiteral>(_ type: T.Type, _ one: T) {
      let elements = result.pointer(T.self)
      labels.withElements(as: Int32.self) { labels in
        for (row, label) in labels.enumerated() { elements[row * classes + Int(label)] = one }
      }
    }
    switch dtype {
    case .float32: setOnes(Float.self, 1)
    case .float64: setOnes(Double.self, 1)
    case .int32: setOnes(Int32.self, 1)
    case .int64: setOnes(Int64.self, 1)
    case .uint8, .bool: setOnes(UInt8.self, 1)
    }
    return result.watched(.composite("OneHot", attributes: ["depth": .int(classes)]), [labels])
  }
}
