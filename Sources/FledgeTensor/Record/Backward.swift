/// Backpropagation: ∂ℓ/∂leaf for the leaves of one scope, by walking the record of ℓ from its highest level down.
///
/// A node's turn comes when every value computed from it has had its own, for those are all of higher levels; so its
/// gradient is complete, and one vector–Jacobian product hands it on to its inputs. A loop, never a recursion.
struct Backward {
  /// The scope whose leaves want a gradient.
  let scope: Int

  /// The gradients of `loss`, which has one element, for `leaves`; nil where a leaf does not reach it.
  func gradients(of loss: Tensor, for leaves: [Tensor]) -> [Tensor?] {
    guard let root = loss.node else { return leaves.map { _ in nil } }
    let seed = Tensor.ones(loss.shape, dtype: loss.dtype)
    if root.firstScope < scope { return withHistory(root, seed, leaves) }
    // A root of a later scope only would be the leak of a nested call that has ended: none of our leaves is in it.
    guard root.firstScope == scope else { return leaves.map { _ in nil } }
    return firstOrder(root, seed, leaves)
  }

  /// Nothing beyond this scope is tracked: the products run on constants, and a node is released once it is done.
  /// Nodes that depend on our leaves are just those whose first scope is ours; later ones belong to nested calls.
  private func firstOrder(_ root: Node, _ seed: Tensor, _ leaves: [Tensor]) -> [Tensor?] {
    var queue = LevelQueue()
    root.gradient = seed
    queue.push(root)
    while let node = queue.pop() {
      if node.isLeaf(of: scope) { continue }
      let gradient = node.gradient.take()!
      var shares = node.primitive?.vjp(gradient, node.constants(wantedBy: scope)) ?? [gradient]
      for index in node.inputs.indices {
        guard let target = node.inputs[index].node, target.firstScope == scope,
          let share = shares[index].take()
        else { continue }
        if target.gradient == nil {
          target.gradient = share
          queue.push(target)
        } else {
          target.gradient!.accumulate(share)
        }
      }
      node.release()
    }
    return leaves.map { $0.node!.gradient.take() }
  }

  /// Something further out is tracked: the products run on tracked values, so that the gradients can be
  /// differentiated in their turn. Other calls may walk these nodes too, so nothing is written on them.
  private func withHistory(_ root: Node, _ seed: Tensor, _ leaves: [Tensor]) -> [Tensor?] {
    let reaching = nodesReachingLeaves(from: root)
    var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(root): seed]
    for node in reaching.ascending.reversed() {
      if node.isLeaf(of: scope) { continue }
      guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
      var wanted = Inputs.none
      for (index, input) in node.inputs.enumerated() {
        if let target = input.node, reaching.contains(target) { wanted.insert(Inputs(index)) }
      }
      let shares = node.primitive?.vjp(gradient, node.history(wanted: wanted)) ?? [gradient]
      for (index, share) in shares.enumerated() {
        guard wanted.contains(index), let share, let target = node.inputs[index].node else { continue }
        let key = ObjectIdentifier(target)
        gradients[key] = gradients[key].map { $0 + share } ?? share
      }
    }
    return leaves.map { gradients[ObjectIdentifier($0.node!)] }
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
      for input in node.inputs {
        if let next = input.node, next.lastScope >= scope, seen.insert(ObjectIdentifier(next)).inserted {
          pending.append(next)
        }
      }
    }
    found.sort { $0.level < $1.level }
    var reaching = Reaching()
    for node in found {
      if node.isLeaf(of: scope) || node.inputs.contains(where: { $0.node.map(reaching.contains) ?? false }) {
        reaching.ascending.append(node)
        reaching.identifiers.insert(ObjectIdentifier(node))
      }
    }
    return reaching
  }
}
