import FledgeBasics

/// What a vector–Jacobian product knows of the operation that it belongs to.
public struct BackwardContext: ~Copyable {
  let node: OperationNode
  /// The inputs whose gradient is asked for.
  public let wanted: InputSet
  /// Whether the product itself is being recorded, so that it must be made of differentiable operations throughout.
  package let isRecorded: Bool

  init(_ node: consuming OperationNode, wanted: InputSet, isRecorded: Bool) {
    (self.node, self.wanted, self.isRecorded) = (node, wanted, isRecorded)
  }

  /// How many inputs the operation has.
  public var inputCount: Int { node.inputs.count }

  /// Input number `index`: a constant in a first-order pass, with its history where something beyond is tracked.
  ///
  /// Its value must be among the `savedValues`; for the others there are `shape(of:)` and `dtype(of:)`.
  public func input(_ index: Int) -> Tensor {
    requireInput(index)
    let input = operand(index)
    require(
      !input.storage.isPlaceholder,
      "vjp: reads the value of input \(index), which savedValues(wanted:of:) did not name")
    return input
  }

  /// The shape of an input.
  public func shape(of index: Int) -> Shape {
    requireInput(index)
    return node.inputs.withStorage(of: index) { $0.shape }
  }

  /// The type of an input.
  public func dtype(of index: Int) -> DType {
    requireInput(index)
    return node.inputs.withStorage(of: index) { $0.dtype }
  }

  private func requireInput(_ index: Int) {
    let count = inputCount
    require(
      index >= 0 && index < count, "vjp: expected an input from 0 to \(count - 1), got input \(index)")
  }

  /// The result, which must be among the `savedValues`; with its history where something beyond is tracked.
  public var output: Tensor {
    guard let output = savedOutput else {
      fatalError("vjp: reads the value of the output, which savedValues(wanted:of:) did not name")
    }
    return output
  }

  /// An input as it was saved: without its elements where `savedValues` did not name it. For formulas, which enter also
  /// what they do not read.
  func operand(_ index: Int) -> Tensor {
    let input = node.inputs[index]
    return isRecorded ? input : input.detached
  }

  var operands: [Tensor] { (0..<inputCount).map { operand($0) } }

  /// The result, if it was saved.
  var savedOutput: Tensor? { node.output.map { Tensor($0, node: isRecorded ? node : nil) } }

  // Values without their history, borrowed from the node: for a product that is not recorded.

  @inline(__always)
  func withValue<R>(of index: Int, _ body: (Storage) -> R) -> R {
    node.inputs.withStorage(of: index, body)
  }

  @inline(__always)
  func withOutputValue<R>(_ body: (Storage) -> R) -> R { body(node.output!) }
}
