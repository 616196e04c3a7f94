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
  /// The inputs with their nodes; values only where the backward product reads them. A leaf of a nested call has the
  /// tracked value that it stands for. The first three stand in place, as in `Operands`.
  @exclusivity(unchecked) private(set) final var inputCount: Int
  @exclusivity(unchecked) private final var first: Tensor?
  @exclusivity(unchecked) private final var second: Tensor?
  @exclusivity(unchecked) private final var third: Tensor?
  @exclusivity(unchecked) private final var others: [Tensor]?
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
    first = value.node == nil ? nil : value.withoutValue
    inputCount = value.node == nil ? 0 : 1
  }

  fileprivate init(_ inputs: __shared Operands, above summary: Summary, keeping kept: Inputs) {
    isLeaf = false
    level = summary.level + 1
    firstScope = summary.firstScope
    lastScope = summary.lastScope
    inputCount = inputs.count
    first = kept.contains(0) ? inputs.first : inputs.first?.withoutValue
    second = kept.contains(1) ? inputs.second : inputs.second?.withoutValue
    third = kept.contains(2) ? inputs.third : inputs.third?.withoutValue
    if let list = inputs.others {
      others = list.indices.map { kept.contains($0 + 3) ? list[$0] : list[$0].withoutValue }
    }
  }

  final func input(_ index: Int) -> Tensor {
    switch index {
    case 0: first.unsafelyUnwrapped
    case 1: second.unsafelyUnwrapped
    case 2: third.unsafelyUnwrapped
    default: others.unsafelyUnwrapped[index - 3]
    }
  }

  /// The node of an input, if it is tracked.
  final func node(of index: Int) -> Node? {
    switch index {
    case 0: first.unsafelyUnwrapped.node
    case 1: second.unsafelyUnwrapped.node
    case 2: third.unsafelyUnwrapped.node
    default: others.unsafelyUnwrapped[index - 3].node
    }
  }

  /// The backward product. In the eyes of a scope further out, the leaf of a nested call is the identity.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares { Shares(gradient) }

  final func isLeaf(of scope: Int) -> Bool { isLeaf && lastScope == scope }

  /// The inputs that depend on leaves of `scope` and on nothing further out.
  final func inputs(wantedBy scope: Int) -> Inputs {
    var wanted = Inputs.none
    for index in 0..<inputCount where node(of: index)?.firstScope == scope {
      wanted.insert(Inputs(index))
    }
    return wanted
  }

  /// The number of a new scope.
  static func openScope() -> Int { scopes.add(1, ordering: .relaxed).newValue }
  private static let scopes = Atomic<Int>(0)

  /// Lets go of everything that the node kept.
  final func release() {
    letGoOfInputs()
    output = nil
  }

  /// Releases a chain of any length in a loop: a node that nobody else holds hands over its inputs before it goes.
  deinit {
    guard inputCount > 0 else { return }
    var pending: [Node] = []
    moveNodes(to: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { node.moveNodes(to: &pending) }
    }
  }

  private final func moveNodes(to pending: inout [Node]) {
    for index in 0..<inputCount { if let node = node(of: index) { pending.append(node) } }
    letGoOfInputs()
  }

  private final func letGoOfInputs() {
    inputCount = 0
    (first, second, third, others) = (nil, nil, nil, nil)
  }
}

extension Node {
  /// What the nodes of some inputs amount to.
  struct Summary {
    private(set) var tracked = Inputs.none
    private(set) var level = 0
    private(set) var firstScope = Int.max
    private(set) var lastScope = 0

    init(of inputs: __shared Operands) {
      if let node = inputs.first?.node { add(node, 0) }
      if let node = inputs.second?.node { add(node, 1) }
      if let node = inputs.third?.node { add(node, 2) }
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

  init(_ primitive: P, _ inputs: __shared Operands, _ summary: Summary, output: Storage) {
    let reads = primitive.reads(wanted: summary.tracked, of: inputs)
    self.primitive = primitive
    super.init(inputs, above: summary, keeping: reads.inputs)
    if reads.output { self.output = output }
  }

  override func vjp(_ gradient: Tensor, _ call: Call) -> Shares { primitive.vjp(gradient, call) }
}
