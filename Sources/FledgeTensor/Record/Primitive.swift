/// A differentiable operation: its value and its vector–Jacobian product, side by side.
///
/// With y = f(x₀, x₁, …) and a loss ℓ, `forward` computes y and `vjp` turns ∂ℓ/∂y into ∂ℓ/∂xᵢ. The product is written
/// with tensor operations, so it can be differentiated in its turn.
package protocol Primitive: Sendable {
  /// y from x₀, x₁, …; looks at no record and leaves none.
  func forward(_ inputs: borrowing Operands) -> Tensor

  /// Which values `vjp` will read, given which inputs want a gradient. The others are not kept.
  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads

  /// ∂ℓ/∂xᵢ for each wanted input, nil for the others; `gradient` is ∂ℓ/∂y and has the shape of y.
  func vjp(_ gradient: consuming Tensor, _ call: Call) -> Shares
}

extension Primitive {
  package func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .all) }
}

/// A set of the inputs of an operation, by number. From number 31 on (a long concatenation) they are in it together.
package struct Inputs: OptionSet, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package init(_ index: Int) { self.init(rawValue: 1 << UInt32(min(index, 31))) }

  package static let all = Inputs(rawValue: .max)
  package static let none: Inputs = []
  @inline(__always)
  package func contains(_ index: Int) -> Bool { rawValue >> UInt32(min(index, 31)) & 1 == 1 }
}

/// The values that a backward product reads.
package struct Reads {
  var inputs: Inputs
  var output = false
}

/// What a backward product knows of the call that it belongs to.
package struct Call {
  // A call lives within the turn of its node.
  private unowned(unsafe) let node: ComputedNode
  /// The inputs whose gradient is asked for.
  package let wanted: Inputs
  /// Whether the product itself is being recorded, so that it must be made of differentiable operations throughout.
  package let isRecorded: Bool

  init(_ node: __shared ComputedNode, wanted: Inputs, isRecorded: Bool) {
    (self.node, self.wanted, self.isRecorded) = (node, wanted, isRecorded)
  }

  /// The inputs: constants in a first-order pass, with their history where something beyond is tracked. Only the shape
  /// and type of those that `reads` did not name.
  package var inputs: CallInputs { CallInputs(node: node, areTracked: isRecorded) }

  /// The value of an input without its history, for a product that is not recorded. The node holds it.
  @inline(__always)
  func value(_ index: Int) -> Unmanaged<Storage> { node.unmanagedStorage(of: index) }

  /// The value of the result without its history, if `reads` named it.
  @inline(__always)
  var outputValue: Unmanaged<Storage>? { node.output.map(Unmanaged.passUnretained) }

  /// The result, if `reads` named it.
  package var output: Tensor? { node.output.map { Tensor($0, node: isRecorded ? node : nil) } }
}

/// The inputs of a call as its backward product sees them: the node's own, with or without their records.
package struct CallInputs: RandomAccessCollection {
  fileprivate unowned(unsafe) let node: ComputedNode
  fileprivate let areTracked: Bool

  package var startIndex: Int { 0 }
  package var endIndex: Int { node.inputCount }
  package subscript(index: Int) -> Tensor {
    areTracked ? node.input(index) : Tensor(node.storage(of: index))
  }
}

extension Tensor {
  /// The result of `primitive` on `inputs`, with the node that made it if any input is tracked.
  @inline(__always)
  package static func recorded<P: Primitive>(_ primitive: P, _ inputs: consuming Operands) -> Tensor {
    var result = primitive.forward(inputs)
    if inputs.areTracked { result.record(primitive, inputs) }
    return result
  }

  package func recorded(_ primitive: some Primitive, _ inputs: consuming Operands) -> Tensor {
    Tensor.recorded(primitive, inputs)
  }

  /// Leaves the node of the operation on its result.
  @inline(__always)
  mutating func record<P: Primitive>(_ primitive: consuming P, _ inputs: consuming Operands) {
    node = Operation(primitive, inputs, output: storage)
  }
}
