/// A class for each kind of primitive: so the primitive stands in the node itself.
final class PrimitiveNode<P: Primitive>: OperationNode, @unchecked Sendable {
  private let primitive: P

  init(_ primitive: consuming P, _ inputs: consuming PrimitiveInputs, output: Storage) {
    let summary = Summary(of: inputs)
    let saved = primitive.savedValues(wanted: summary.tracked, of: inputs)
    if saved.inputs != .all { inputs.keepValues(saved.inputs) }
    self.primitive = primitive
    super.init(inputs, above: summary, isLeaf: false, output: saved.output ? output : nil)
  }

  fileprivate init(_ identity: P, leafOf scope: Int, standingFor value: Tensor) {
    var inputs = PrimitiveInputs(value)
    inputs.keepValues(.none)
    var summary = Summary(of: inputs)
    summary.firstScope = min(summary.firstScope, scope)
    summary.lastScope = scope
    primitive = identity
    super.init(inputs, above: summary, isLeaf: true, output: nil)
  }

  override func vjp(_ cotangent: consuming Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    primitive.vjp(cotangent, context)
  }
}

/// y = x.
private struct Identity: StandardPrimitive {
  var exportedForm: Exported { .operator("Identity") }
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] }
  func vjp(_ cotangent: Tensor, _ context: borrowing BackwardContext) -> Cotangents { [cotangent] }
}

extension Node {
  /// A leaf of `scope` for `value`, which may itself be tracked by a scope further out: in the eyes of that scope, the
  /// leaf is the identity.
  static func leaf(of scope: Int, standingFor value: Tensor) -> Node {
    if value.node == nil { return Node(leafOf: scope) }
    return PrimitiveNode(Identity(), leafOf: scope, standingFor: value)
  }
}
