/// Backpropagation: ∂ℓ/∂leaf for the leaves of one scope, by walking the record of ℓ from its highest level down.
///
/// A node's turn comes when every value computed from it has had its own, for those are all of higher levels; so its
/// gradient is complete, and one vector–Jacobian product hands it on to its inputs. A loop, never a recursion.
struct Backward {
  /// The scope whose leaves want a gradient.
  let scope: Int

  /// Leaves the gradient of `loss`, which has one element, on the node of each leaf that it depends on.
  func run(from loss: Tensor, to leaves: [Tensor]) {
    guard let root = loss.node else { return }
    let seed = loss.rank == 0 ? Tensor.one(loss.dtype) : .ones(loss.shape, dtype: loss.dtype)
    if root.firstScope < scope {
      withHistory(root, seed, leaves)
    } else if root.firstScope == scope {
      firstOrder(root, seed)
    }
    // A root of a later scope only is the leak of a nested call that has ended: none of our leaves is in it.
  }

  /// Nothing beyond this scope is tracked: the products run on constants, and a node is released once it is done.
  /// Nodes that depend on our leaves are just those whose first scope is ours; later ones belong to nested calls.
  private func firstOrder(_ root: Node, _ seed: Tensor) {
    var queue = LevelQueue()
    root.gradient = seed
    if !root.isLeaf(of: scope) { queue.push(root) }
    while let node = queue.pop() {
      let gradient = node.gradient.take().unsafelyUnwrapped
      var shares = node.vjp(
        gradient, Call(node, wanted: node.inputs(wantedBy: scope), isRecorded: false))
      for index in 0..<node.inputCount {
        guard let target = node.node(of: index), target.firstScope == scope,
          let share = shares.take(index)
        else { continue }
        if var sum = target.gradient.take() {
          sum.accumulate(share)
          target.gradient = sum
        } else {
          target.gradient = share
          if !target.isLeaf(of: scope) { queue.push(target) }
        }
      }
      node.release()
    }
  }

  /// Something further out is tracked: the products run on tracked values, so that the gradients can be
  /// differentiated in their turn. Other calls may walk these nodes too, so nothing is written on any but our leaves.
  private func withHistory(_ root: Node, _ seed: Tensor, _ leaves: [Tensor]) {
    let reaching = nodesReachingLeaves(from: root)
    var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(root): seed]
    for node in reaching.ascending.reversed() {
      if node.isLeaf(of: scope) { continue }
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
    for leaf in leaves { leaf.node!.gradient = gradients[ObjectIdentifier(leaf.node!)] }
  }

  private struct Reaching {
    var ascending: [Node] = []
    var identifiers: Set<ObjectIdentifier> = []
    func contains(_ node: Node) -> Bool { identifiers.contains(ObjectIdentifier(node)) }
  }

  /// The nodes between the root and our leaves, by ascending level.
  private func nodesReachingLeaves(from root: Node) -> Reaching {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    var found: [Node] = []
    var pending = [root]
    while let node = pending.popLast() {
      found.append(node)
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
      if node.isLeaf(of: scope)
        || (0..<node.inputCount).contains(where: { node.node(of: $0).map(reaching.contains) ?? false })
      {
        reaching.ascending.append(node)
        reaching.identifiers.insert(ObjectIdentifier(node))
      }
    }
    return reaching
  }
}
