/// A tensor that the caller holds for as long as this is used.
///
/// The two references of a tensor are counted whenever it is copied out of an array or a model, and for the smallest
/// networks that costs more than the arithmetic. These are not counted.
package struct BorrowedTensor {
  let storage: Unmanaged<Storage>
  let node: Unmanaged<Node>?

  // Not from the tensor where it comes from another module: it would be copied on the way.
  package init(_ references: (storage: Unmanaged<Storage>, node: Unmanaged<Node>?)) {
    (storage, node) = references
  }

  @inline(__always)
  init(_ tensor: borrowing Tensor) {
    storage = .passUnretained(tensor.storage)
    node = tensor.node.map(Unmanaged.passUnretained)
  }

  /// The tensor, held.
  var tensor: Tensor { Tensor(storage.takeUnretainedValue(), node: node?.takeUnretainedValue()) }

  var isTracked: Bool { node != nil }

  var dtype: DType { storage._withUnsafeGuaranteedRef { $0.dtype } }

  package func hasShape(of other: BorrowedTensor) -> Bool {
    storage._withUnsafeGuaranteedRef { storage in
      other.storage._withUnsafeGuaranteedRef { storage.shape == $0.shape }
    }
  }
}
