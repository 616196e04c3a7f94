/// An array of numbers of any rank, row-major: a value, so a copy never changes with the original.
///
/// Operations run at once. Inside `valueAndGradient` a result also carries the record of how it was made, and that
/// record is all that backpropagation needs; outside, no record is kept.
public struct Tensor: Sendable {
  // Two references and no more: whatever handles tensors copies them all the time.
  package var storage: Storage
  /// How the value was made, if a gradient may be asked of it.
  package var node: Node?

  package init(_ storage: Storage, node: Node? = nil) {
    self.storage = storage
    self.node = node
  }

  /// A tensor with undefined content, for a kernel to fill.
  package init(uninitialized shape: Shape, _ dtype: DType, isLasting: Bool = false) {
    self.init(Storage(shape, dtype, isLasting: isLasting))
  }

  /// The lengths of the axes.
  public var shape: Shape { storage.shape }

  /// The type of the elements.
  public var dtype: DType { storage.dtype }

  /// Whether another tensor has the same shape.
  package func hasShape(of other: Tensor) -> Bool { storage.shape == other.storage.shape }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The number of elements.
  public var count: Int { shape.elementCount }

  /// Whether a gradient of something may flow through this value.
  public var isTracked: Bool { node != nil }

  /// The same value without its record: a constant.
  public var detached: Tensor { Tensor(storage) }

  /// The same elements under another shape of the same count, without a record.
  package func viewed(as shape: Shape) -> Tensor { Tensor(Storage(viewing: storage, as: shape)) }
}
