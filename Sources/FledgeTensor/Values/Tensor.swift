/// An array of numbers of any rank, row-major: a value, so a copy never changes with the original.
///
/// Operations run at once. Inside `valueAndGradient` a result also carries the record of how it was made, and that
/// record is all that backpropagation needs; outside, no record is kept.
public struct Tensor: Sendable {
  package var storage: Storage
  /// Bytes from the start of the storage to the first element: a slice of rows shares its storage.
  package let byteOffset: Int
  /// The lengths of the axes.
  public let shape: Shape
  /// The type of the elements.
  public let dtype: DType
  /// How the value was made, if a gradient may be asked of it.
  package var node: Node?

  package init(storage: Storage, byteOffset: Int = 0, shape: Shape, dtype: DType, node: Node? = nil) {
    self.storage = storage
    self.byteOffset = byteOffset
    self.shape = shape
    self.dtype = dtype
    self.node = node
  }

  /// A tensor with undefined content, for a kernel to fill.
  package init(uninitialized shape: Shape, _ dtype: DType, isLasting: Bool = false) {
    self.init(
      storage: Storage(byteCount: shape.elementCount * dtype.byteCount, isLasting: isLasting), shape: shape,
      dtype: dtype)
  }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The number of elements.
  public var count: Int { shape.elementCount }

  /// Whether a gradient of something may flow through this value.
  public var isTracked: Bool { node != nil }

  /// The same value without its record: a constant.
  public var detached: Tensor {
    if node == nil { return self }
    var result = self
    result.node = nil
    return result
  }

  /// The shape, type and record alone, for a backward product that does not read the value.
  package var withoutValue: Tensor { Tensor(storage: .none, shape: shape, dtype: dtype, node: node) }

  /// The same elements under another shape of the same count, without a record.
  package func viewed(as shape: Shape) -> Tensor {
    Tensor(storage: storage, byteOffset: byteOffset, shape: shape, dtype: dtype)
  }
}
