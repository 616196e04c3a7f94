import Synchronization

/// How a value was made: the operation, its inputs with their own nodes, and a level one above the highest of theirs.
/// This class itself is a leaf; `Operation` is a node with an operation.
///
/// Every call that asks for gradients opens a scope with a number higher than those before it and starts from leaves
/// of that scope. A node remembers the lowest and the highest scope among the leaves it depends on: that tells a
/// backward pass, without a walk, whether a value depends on its leaves and on anything beyond them.
// Sendable: what changes after initialisation (`inputs`, `output`, `gradient`) is touched only by the first-order pass
// of the node's first scope, after that call's closure has returned, and by `deinit`. None of it is accessed twice at
// once, so the run-time checks of exclusive access would only cost.
package class Node: @unchecked Sendable {
  final let level: Int
  final let firstScope: Int
  final let lastScope: Int
  private final let isLeaf: Bool
  /// With their nodes; values only where the backward product reads them. A leaf of a nested call has the tracked
  /// value that it stands for.
  @exclusivity(unchecked) private final var inputs: Operands
  private final let tracked: Inputs
  /// The result, if the backward product reads it; not as a tensor with its node, for then the node would hold itself.
  @exclusivity(unchecked) fileprivate(set) final var output: Storage?
  /// The sum of the gradients that have come in, during a first-order pass.
  @exclusivity(unchecked) final var gradient: Tensor?

  /// A leaf of `scope` for `value`, which may itself be tracked by a scope further out.
  init(leafOf scope: Int, standingFor value: __shared Tensor) {
    isLeaf = true
    level = (value.node?.level ?? 0) + 1
    firstScope = min(value.node?.firstScope ?? scope, scope)
    lastScope = scope
    inputs = value.node == nil ? Operands() : Operands(value.withoutValue)
    tracked = value.node == nil ? .none : Inputs(0)
  }

  fileprivate init(_ inputs: consuming Operands, above summary: Summary) {
    isLeaf = false
    level = summary.level + 1
    firstScope = summary.firstScope
    lastScope = summary.lastScope
    tracked = summary.tracked
    self.inputs = inputs
  }

  final var inputCount: Int { inputs.count }

  final func input(_ index: Int) -> Tensor { inputs[index] }

  /// The value of an input, without its history.
  final func storage(of index: Int) -> Storage { inputs.storage(index) }

  /// The node of an input, if it is tracked.
  final func node(of index: Int) -> Node? { inputs.node(index) }

  /// The backward product. In the eyes of a scope further out, the leaf of a nested call is the identity.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares { Shares(gradient) }

  final func isLeaf(of scope: Int) -> Bool { isLeaf && lastScope == scope }

  /// The inputs that depend on leaves of `scope` and on nothing further out.
  final func inputs(wantedBy scope: Int) -> Inputs {
    if firstScope == scope && lastScope == scope { return tracked }
    var wanted = Inputs.none
    for index in 0..<inputs.count where node(of: index)?.firstScope == scope {
      wanted.insert(Inputs(index))
    }
    return wanted
  }

  /// The number of a new scope.
  static func openScope() -> Int { scopes.add(1, ordering: .relaxed).newValue }
  private static let scopes = Atomic<Int>(0)

  /// Lets go of everything that the node kept.
  final func release() {
    inputs = Operands()
    output = nil
  }

  /// Releases a chain of any length in a loop: a node that nobody else holds hands over its inputs before it goes.
  deinit {
    guard inputs.count > 0 else { return }
    var pending: [Node] = []
    moveNodes(to: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { node.moveNodes(to: &pending) }
    }
  }

  private final func moveNodes(to pending: inout [Node]) {
    for index in 0..<inputs.count { if let node = node(of: index) { pending.append(node) } }
    inputs = Operands()
  }
}

extension Node {
  /// What the nodes of some inputs amount to.
  fileprivate struct Summary {
    private(set) var tracked = Inputs.none
    private(set) var level = 0
    private(set) var firstScope = Int.max
    private(set) var lastScope = 0

    init(of inputs: __shared Operands) {
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
}

/// A node whose value an operation made. A class for each operation: so the operation stands in the node itself.
final class Operation<P: Primitive>: Node, @unchecked Sendable {
  private let primitive: P

  init(_ primitive: P, _ inputs: consuming Operands, output: Storage) {
    let summary = Summary(of: inputs)
    let reads = primitive.reads(wanted: summary.tracked, of: inputs)
    self.primitive = primitive
    if reads.inputs != .all { inputs = inputs.keepingValues(reads.inputs) }
    super.init(inputs, above: summary)
    if reads.output { self.output = output }
  }

  override func vjp(_ gradient: Tensor, _ call: Call) -> Shares { primitive.vjp(gradient, call) }
}
