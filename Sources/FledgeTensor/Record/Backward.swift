/// Backpropagation: ∂ℓ/∂leaf for the leaves of one scope, by walking the record of ℓ from its highest level down.
///
/// A node's turn comes when every value computed from it has had its own, for those are all of higher levels; so its
/// gradient is complete, and one vector–Jacobian product hands it on to its inputs. A loop, never a recursion.
struct Backward {
  /// The scope whose leaves want a gradient.
  let scope: Int

  /// The gradients of `loss`, which has one element, for the leaves that it depends on. The loss leaves the scope: it keeps
  /// its record only if a scope further out tracks it.
  func run(from loss: inout Tensor) -> LeafGradients {
    guard let root = loss.node else { return LeafGradients(scope: scope) }
    let seed = loss.rank == 0 ? Tensor.one(loss.dtype) : .ones(loss.shape, dtype: loss.dtype)
    if root.firstScope < scope {
      return LeafGradients(scope: scope, tracked: withHistory(root, seed))
    }
    loss.node = nil
    // A root of a later scope only is the leak of a nested call that has ended: none of our leaves is in it.
    if root.firstScope == scope {
      root.gradient = seed.storage
      if !root.isLeaf(of: scope) {
        var queue = LevelQueue()
        queue.push(computed(consume root))
        firstOrder(&queue)
      }
    }
    return LeafGradients(scope: scope)
  }

  /// Nothing beyond this scope is tracked: the products run on constants, and a node is released once it is done.
  /// Nodes that depend on our leaves are just those whose first scope is ours; later ones belong to nested calls.
  private func firstOrder(_ queue: inout LevelQueue) {
    while var node = queue.pop() {
      let call = Call(node, wanted: node.inputs(wantedBy: scope), isRecorded: false)
      var shares = node.vjp(Tensor(node.gradient.take().unsafelyUnwrapped), call)
      for index in 0..<node.inputCount {
        // The node that holds it stays, so that its references need not be counted.
        guard let input = node.unmanagedNode(of: index),
          input._withUnsafeGuaranteedRef({ $0.firstScope == scope }), let share = shares.takeValue(index)
        else { continue }
        if input._withUnsafeGuaranteedRef({ $0.receive(share) && !$0.isLeaf(of: scope) }) {
          queue.push(computed(input.takeUnretainedValue()))
        }
      }
      // One that nobody else holds goes by itself.
      if !isKnownUniquelyReferenced(&node) { node.release() }
    }
  }

  /// Whatever depends on our leaves and is none of them was computed.
  @inline(__always)
  private func computed(_ node: Node) -> ComputedNode { unsafeDowncast(node, to: ComputedNode.self) }

  /// Something further out is tracked: the products run on tracked values, so that the gradients can be
  /// differentiated in their turn. Other calls may walk these nodes too, so nothing is written on them.
  private func withHistory(_ root: Node, _ seed: Tensor) -> [ObjectIdentifier: Tensor] {
    let reaching = nodesReachingLeaves(from: root)
    var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(root): seed]
    for node in reaching.ascending.reversed() {
      guard !node.isLeaf(of: scope), let node = node as? ComputedNode else { continue }
      guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
      var wanted = Inputs.none
      for index in 0..<node.inputCount {
        if let target = node.node(of: index), reaching.contains(target) { wanted.insert(Inputs(index)) }
      }
      var shares = node.vjp(gradient, Call(node, wanted: wanted, isRecorded: true))
      for index in 0..<node.inputCount where wanted.contains(index) {
        guard let share = shares.take(index), let target = node.node(of: index) else { continue }
        let key = ObjectIdentifier(target)
        gradients[key] = gradients[key].map { $0 + share } ?? share
      }
    }
    return gradients
  }

  private struct Reaching {
    var ascending: [Node] = []
    var identifiers: Set<ObjectIdentifier> = []
    func contains(_ node: Node) -> Bool { identifiers.contains(ObjectIdentifier(node)) }
    func containsInput(of node: Node) -> Bool {
      guard let node = node as? ComputedNode else { return false }
      return (0..<node.inputCount).contains { node.node(of: $0).map(contains) ?? false }
    }
  }

  /// The nodes between the root and our leaves, by ascending level.
  private func nodesReachingLeaves(from root: Node) -> Reaching {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    var found: [Node] = []
    var pending = [root]
    while let node = pending.popLast() {
      found.append(node)
      guard let node = node as? ComputedNode else { continue }
      for index in 0..<node.inputCount {
        if let next = node.node(of: index), next.lastScope >= scope,
          seen.insert(ObjectIdentifier(next)).inserted
        {
          pending.append(next)
        }
      }
    }
    found.sort { $0.level < $1.level }
    var reaching = Reaching()
    for node in found {
      if node.isLeaf(of: scope) || reaching.containsInput(of: node) {
        reaching.ascending.append(node)
        reaching.identifiers.insert(ObjectIdentifier(node))
      }
    }
    return reaching
  }
}

/// What a backward pass has found for the leaves of its scope.
package struct LeafGradients {
  let scope: Int
  /// Gradients that a scope further out tracks; a first-order pass leaves its own on the leaves.
  private let tracked: [ObjectIdentifier: Tensor]?
  /// How many of the leaves asked for so far were reached.
  package private(set) var reachedCount = 0
  package var anyReached: Bool { reachedCount > 0 }

  init(scope: Int, tracked: [ObjectIdentifier: Tensor]? = nil) {
    (self.scope, self.tracked) = (scope, tracked)
  }

  /// The gradient for a leaf, which is asked for once: a constant, except for what a call further out tracks; zeros if
  /// the leaf was not reached.
  package mutating func take(for leaf: borrowing Tensor) -> Tensor {
    guard let node = leaf.node, node.isLeaf(of: scope) else {
      fatalError(
        "gradient: expected a value that the gradient was asked for, got another of shape \(leaf.shape)")
    }
    if let value = node.gradient.take() {
      reachedCount += 1
      return Tensor(value)
    }
    if let value = tracked?[ObjectIdentifier(node)] {
      reachedCount += 1
      return value.leaving(scope)
    }
    return .zeros(leaf.shape, dtype: leaf.dtype)
  }
}
