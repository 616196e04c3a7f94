import Synchronization

/// How a value was made: the operation, its inputs with their own nodes, and a level one above the highest of theirs.
///
/// Every call that asks for gradients opens a scope with a number higher than those before it and starts from leaves
/// of that scope. A node remembers the lowest and the highest scope among the leaves it depends on: that tells a
/// backward pass, without a walk, whether a value depends on its leaves and on anything beyond them.
// Sendable: what changes after initialisation (`inputs`, `output`, `gradient`) is touched only by the first-order pass
// of the node's first scope, after that call's closure has returned, and by `deinit`.
package final class Node: @unchecked Sendable {
  let level: Int
  let firstScope: Int
  let lastScope: Int
  /// nil for a leaf. In the eyes of a scope further out, the leaf of a nested call is the identity.
  let primitive: (any Primitive)?
  /// With their nodes; values only where the backward product reads them. A leaf of a nested call has the tracked
  /// value that it stands for.
  var inputs: [Tensor]
  /// The result without its node (else the node would hold itself), if the backward product reads it.
  private var output: Tensor?
  /// The sum of the gradients that have come in, during a first-order pass.
  var gradient: Tensor?

  init(_ primitive: some Primitive, _ inputs: [Tensor], output: Tensor) {
    var (level, first, last) = (0, Int.max, 0)
    var wanted = Inputs.none
    for index in inputs.indices {
      guard let node = inputs[index].node else { continue }
      wanted.insert(Inputs(index))
      level = max(level, node.level)
      first = min(first, node.firstScope)
      last = max(last, node.lastScope)
    }
    let reads = primitive.reads(wanted: wanted, of: inputs)
    self.level = level + 1
    self.firstScope = first
    self.lastScope = last
    self.primitive = primitive
    self.inputs = inputs
    for index in inputs.indices where !reads.inputs.contains(index) {
      self.inputs[index] = inputs[index].withoutValue
    }
    self.output = reads.output ? output : nil
  }

  /// A leaf of `scope` for `value`, which may itself be tracked by a scope further out.
  init(leafOf scope: Int, standingFor value: Tensor) {
    primitive = nil
    level = (value.node?.level ?? 0) + 1
    firstScope = min(value.node?.firstScope ?? scope, scope)
    lastScope = scope
    inputs = value.node == nil ? [] : [value.withoutValue]
  }

  func isLeaf(of scope: Int) -> Bool { primitive == nil && lastScope == scope }

  /// The number of a new scope.
  static func openScope() -> Int { scopes.add(1, ordering: .relaxed).newValue }
  private static let scopes = Atomic<Int>(0)

  /// The call as a first-order pass of `scope` sees it: constants.
  func constants(wantedBy scope: Int) -> Call {
    var wanted = Inputs.none
    for index in inputs.indices where inputs[index].node?.firstScope == scope { wanted.insert(Inputs(index)) }
    return Call(inputs, output: output, wanted: wanted, isRecorded: false)
  }

  /// The call with its history, for a product that will be differentiated again.
  func history(wanted: Inputs) -> Call {
    return Call(
      inputs, output: output.map { Tensor($0.storage, node: self) }, wanted: wanted, isRecorded: true)
  }

  /// Lets go of everything that the node kept.
  func release() {
    inputs = []
    output = nil
  }

  /// Releases a chain of any length in a loop: a node that nobody else holds hands over its inputs before it goes.
  deinit {
    guard !inputs.isEmpty else { return }
    var pending: [Node] = []
    Self.moveNodes(of: &inputs, to: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { Self.moveNodes(of: &node.inputs, to: &pending) }
    }
  }

  private static func moveNodes(of inputs: inout [Tensor], to pending: inout [Node]) {
    for index in inputs.indices { if let node = inputs[index].node { pending.append(node) } }
    inputs = []
  }
}
