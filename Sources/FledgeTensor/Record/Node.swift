import Synchronization

/// What a tracked value carries: its place among the scopes and levels, and room for its gradient. This class itself is a
/// leaf; an `Operation` is a value that was computed.
///
/// Every call that asks for gradients opens a scope with a number higher than those before it and starts from leaves
/// of that scope. A node remembers the lowest and the highest scope among the leaves it depends on: that tells a
/// backward pass, without a walk, whether a value depends on its leaves and on anything beyond them.
// Sendable: what changes after initialisation (`gradient`, and an operation's inputs and output) is touched only by the
// first-order pass of the node's first scope, after that call's closure has returned, and by `deinit`. None of it is
// accessed twice at once, so the run-time checks of exclusive access would only cost.
package class Node: @unchecked Sendable {
  /// One above the highest level among the inputs; 1 for a leaf of constants.
  final let level: Int
  final let firstScope: Int
  final let lastScope: Int
  private final let isLeaf: Bool
  /// The sum of the gradients that have come in, during a first-order pass.
  @exclusivity(unchecked) final var gradient: Storage?

  /// A leaf of `scope`, standing for a constant.
  init(leafOf scope: Int) { (level, firstScope, lastScope, isLeaf) = (1, scope, scope, true) }

  fileprivate init(above summary: Summary, isLeaf: Bool) {
    self.isLeaf = isLeaf
    level = summary.level + 1
    (firstScope, lastScope) = (summary.firstScope, summary.lastScope)
  }

  /// A leaf of `scope` for `value`, which may itself be tracked by a scope further out: in the eyes of that scope, the
  /// leaf is the identity.
  static func leaf(of scope: Int, standingFor value: Tensor) -> Node {
    if value.node == nil { return Node(leafOf: scope) }
    return Operation(Identity(), leafOf: scope, standingFor: value)
  }

  /// Adds a share to the gradient; true for the first one.
  @inline(__always)
  final func receive(_ share: consuming Storage) -> Bool {
    if let sum = gradient.take() {
      gradient = Tensor.accumulated(sum, share)
      return false
    }
    gradient = share
    return true
  }

  @inline(__always)
  final func isLeaf(of scope: Int) -> Bool { isLeaf && lastScope == scope }

  /// The number of a new scope.
  static func openScope() -> Int { scopes.add(1, ordering: .relaxed).newValue }
  private static let scopes = Atomic<Int>(0)
}

/// How a value was made: the operation, and its inputs with their own nodes.
package class ComputedNode: Node, @unchecked Sendable {
  /// With their nodes; values only where the backward product reads them.
  @exclusivity(unchecked) private final var inputs: Operands
  private final let tracked: Inputs
  /// The result, if the backward product reads it; not as a tensor with its node, for then the node would hold itself.
  @exclusivity(unchecked) fileprivate(set) final var output: Storage?

  fileprivate init(_ inputs: consuming Operands, above summary: Summary, isLeaf: Bool, output: Storage?) {
    tracked = summary.tracked
    self.output = output
    self.inputs = inputs
    super.init(above: summary, isLeaf: isLeaf)
  }

  final var inputCount: Int { inputs.count }

  final func input(_ index: Int) -> Tensor { inputs[index] }

  /// The value of an input, without its history.
  final func storage(of index: Int) -> Storage { inputs.storage(index) }

  /// The node of an input, if it is tracked.
  final func node(of index: Int) -> Node? { inputs.node(index) }

  /// The same two without counting a reference: good while this node is held and not released.
  @inline(__always)
  final func unmanagedStorage(of index: Int) -> Unmanaged<Storage> { inputs.unmanagedStorage(index) }

  @inline(__always)
  final func unmanagedNode(of index: Int) -> Unmanaged<Node>? { inputs.unmanagedNode(index) }

  /// The backward product.
  func vjp(_ gradient: consuming Tensor, _ call: Call) -> Shares {
    fatalError("an operation without a backward product")
  }

  /// The inputs that depend on leaves of `scope` and on nothing further out.
  final func inputs(wantedBy scope: Int) -> Inputs {
    if firstScope == scope && lastScope == scope { return tracked }
    var wanted = Inputs.none
    for index in 0..<inputs.count where node(of: index)?.firstScope == scope {
      wanted.insert(Inputs(index))
    }
    return wanted
  }

  /// Lets go of everything that the node kept.
  final func release() {
    inputs = Operands()
    output = nil
  }

  /// Releases a chain of any length in a loop: a node that nobody else holds hands over its inputs before it goes.
  deinit {
    guard inputs.mayHoldLastNode() else { return }
    var pending: [Node] = []
    moveNodes(to: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { (node as? ComputedNode)?.moveNodes(to: &pending) }
    }
  }

  private final func moveNodes(to pending: inout [Node]) {
    for index in 0..<inputs.count { if let node = node(of: index) { pending.append(node) } }
    inputs = Operands()
  }
}

/// What the nodes of some inputs amount to.
private struct Summary {
  var tracked = Inputs.none
  var level = 0
  var firstScope = Int.max
  var lastScope = 0

  init(of inputs: borrowing Operands) {
    if let node = inputs.node0 { add(node, 0) }
    if let node = inputs.node1 { add(node, 1) }
    if let node = inputs.node2 { add(node, 2) }
    guard let others = inputs.others else { return }
    for index in others.indices { if let node = others[index].node { add(node, index + 3) } }
  }

  private mutating func add(_ node: Node, _ index: Int) {
    tracked.insert(Inputs(index))
    level = max(level, node.level)
    firstScope = min(firstScope, node.firstScope)
    lastScope = max(lastScope, node.lastScope)
  }
}

/// A class for each kind of operation: so the operation stands in the node itself.
final class Operation<P: Primitive>: ComputedNode, @unchecked Sendable {
  private let primitive: P

  init(_ primitive: consuming P, _ inputs: consuming Operands, output: Storage) {
    let summary = Summary(of: inputs)
    let reads = primitive.reads(wanted: summary.tracked, of: inputs)
    if reads.inputs != .all { inputs.keepValues(reads.inputs) }
    self.primitive = primitive
    super.init(inputs, above: summary, isLeaf: false, output: reads.output ? output : nil)
  }

  fileprivate init(_ identity: P, leafOf scope: Int, standingFor value: Tensor) {
    var inputs = Operands(value)
    inputs.keepValues(.none)
    var summary = Summary(of: inputs)
    summary.firstScope = min(summary.firstScope, scope)
    summary.lastScope = scope
    primitive = identity
    super.init(inputs, above: summary, isLeaf: true, output: nil)
  }

  override func vjp(_ gradient: consuming Tensor, _ call: Call) -> Shares { primitive.vjp(gradient, call) }
}

/// y = x.
private struct Identity: Primitive {
  func forward(_ inputs: borrowing Operands) -> Tensor { inputs[0] }
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares { Shares(gradient) }
}
