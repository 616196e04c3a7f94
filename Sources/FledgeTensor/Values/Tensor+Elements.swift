import FledgeBasics
import FledgeKernels

extension Tensor {
  /// The elements in row-major order, as `T` where the tensor's own type is another.
  ///
  /// An integer type must hold each of them exactly (`converted(to:)` rounds and clamps first); as Bool, what is not 0 is
  /// true.
  public func elements<T: TensorScalar>(as type: T.Type = T.self) -> [T] {
    if dtype == T.dtype { return withElements(as: T.self) { Array($0) } }
    switch T.dtype {
    case .int32: requireExact(Int32.self)
    case .int64: requireExact(Int64.self)
    case .uint8: requireExact(UInt8.self)
    case .float32, .float64, .bool: break
    }
    return detached.converted(to: T.dtype).withElements(as: T.self) { Array($0) }
  }

  /// The one element of a tensor that has just one.
  public var item: Double {
    requireOneElement()
    return switch dtype {
    case .float32: withElements(as: Float.self) { Double($0[0]) }
    case .float64: withElements(as: Double.self) { $0[0] }
    default: elements(as: Double.self)[0]
    }
  }

  /// The one element of a tensor that has just one, as `T`; an integer type must hold it exactly.
  public func item<T: TensorScalar>(as type: T.Type) -> T {
    requireOneElement()
    return elements(as: T.self)[0]
  }

  private func requireOneElement() {
    require(count == 1, "item: wants a tensor with one element, got shape \(shape)")
  }

  private func requireExact<T: FixedWidthInteger & TensorScalar>(_ type: T.Type) {
    func check<S: TensorScalar>(_ exactly: (S) -> T?) {
      withElements(as: S.self) { elements in
        for (index, element) in elements.enumerated() where exactly(element) == nil {
          fatalError(
            "elements: element \(index) is \(element), which is no \(T.dtype); converted(to:) rounds and clamps"
          )
        }
      }
    }
    switch dtype {
    case .float32: check { (x: Float) in T(exactly: x) }
    case .float64: check { (x: Double) in T(exactly: x) }
    case .int32: check { (x: Int32) in T(exactly: x) }
    case .int64: check { (x: Int64) in T(exactly: x) }
    case .uint8: check { (x: UInt8) in T(exactly: x) }
    case .bool: break
    }
  }

  /// The same numbers in another type. To integers: rounded towards zero and clamped, NaN to 0; to bool: not 0.
  /// A gradient flows between the floating-point types.
  public func converted(to dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    if dtype.isFloatingPoint && self.dtype.isFloatingPoint {
      return recorded(Convert(dtype: dtype), PrimitiveInputs(self))
    }
    return Kernel.convert(self, to: dtype).watched(Convert(dtype: dtype).exportedForm, [self])
  }

  /// Labels as Int32, each checked to lie in 0..<classes.
  package func checkedLabels(classes: Int, in operation: String) -> Tensor {
    require(
      !dtype.isFloatingPoint && dtype != .bool,
      "\(operation): labels must be integers, got \(dtype); class numbers are made by Tensor([…] as [Int])")
    require(rank == 1, "\(operation): labels must have shape (rows), got \(shape)")
    // The kernels name rows by 32 bits.
    let limit = Swift.min(classes, Int(Int32.max))
    func check<T: TensorScalar & BinaryInteger>(_ type: T.Type) {
      withElements(as: T.self) { labels in
        for (row, label) in labels.enumerated() where label < 0 || label >= limit {
          require(
            false, "\(operation): the target of row \(row) is \(label), expected 0 to \(limit - 1)")
        }
      }
    }
    switch dtype {
    case .int64: check(Int64.self)
    case .uint8: check(UInt8.self)
    default: check(Int32.self)
    }
    return converted(to: .int32)
  }
}

extension Tensor: Equatable {
  /// Whether type, shape and every element are equal (a NaN equals nothing). The record plays no part.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.dtype == b.dtype, a.shape == b.shape else { return false }
    func same<T: TensorScalar>(_ type: T.Type) -> Bool {
      a.withElements(as: T.self) { x in b.withElements(as: T.self) { y in x.elementsEqual(y) } }
    }
    switch a.dtype {
    case .float32: return same(Float.self)
    case .float64: return same(Double.self)
    case .int32: return same(Int32.self)
    case .int64: return same(Int64.self)
    case .uint8: return same(UInt8.self)
    case .bool: return same(Bool.self)
    }
  }
}
