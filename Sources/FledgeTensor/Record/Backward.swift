/// Backpropagation: ∂ℓ/∂leaf for the leaves of one scope, by walking the record of ℓ from its highest level down.
///
/// A node's turn comes when every value computed from it has had its own, for those are all of higher levels; so its
/// gradient is complete, and one vector–Jacobian product hands it on to its inputs. A loop, never a recursion.
struct Backward {
  /// The scope whose leaves want a gradient.
  let scope: Int
  /// a + b for cotangents that meet.
  let sum: Accumulation

  struct Accumulation: Sendable {
    /// Of tracked ones.
    let recorded: @Sendable (_ a: Tensor, _ b: Tensor) -> Tensor
    /// Of constants, in the memory of a where nothing else reads it.
    let constant: @Sendable (_ a: consuming Storage, _ b: Storage) -> Storage
  }

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
      root.cotangent = seed.storage
      if !root.isLeaf(of: scope) {
        var queue = LevelQueue()
        queue.push((consume root).asOperation)
        firstOrder(&queue)
      }
    }
    return LeafGradients(scope: scope)
  }

  /// Nothing beyond this scope is tracked: the products run on constants, and a node that nothing else holds is released
  /// once it is done. Nodes that depend on our leaves are just those whose first scope is ours; later ones belong to nested
  /// calls, which may still read any node on another thread: so a node is never changed but for its cotangent.
  private func firstOrder(_ queue: inout LevelQueue) {
    while let next = queue.pop() {
      let wanted = next.inputs(wantedBy: scope)
      let context = BackwardContext(next, wanted: wanted, isRecorded: false)
      var cotangents = context.node.vjp(Tensor(context.node.cotangent.take()!), context)
      for index in 0..<context.inputCount {
        context.node.inputs.withNode(of: index) { input in
          guard let input, input.firstScope == scope, let cotangent = cotangents.takeValue(index) else {
            return
          }
          if let sum = input.cotangent.take() {
            input.cotangent = self.sum.constant(sum, cotangent)
          } else {
            input.cotangent = cotangent
            if !input.isLeaf(of: scope) { queue.push(input.asOperation) }
          }
        }
      }
    }
  }

  /// Something further out is tracked: the products run on tracked values, so that the gradients can be
  /// differentiated in their turn. Other calls may walk these nodes too, so nothing is written on them.
  private func withHistory(_ root: Node, _ seed: Tensor) -> [ObjectIdentifier: Tensor] {
    let reaching = nodesReachingLeaves(from: root)
    var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(root): seed]
    for node in reaching.ascending.reversed() {
      guard !node.isLeaf(of: scope), let node = node as? OperationNode else { continue }
      guard let cotangent = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
      var wanted = InputSet.none
      node.inputs.forEachNode { target, index in
        if reaching.contains(target) { wanted.insert(InputSet(index)) }
      }
      var cotangents = node.vjp(cotangent, BackwardContext(node, wanted: wanted, isRecorded: true))
      node.inputs.forEachNode { target, index in
        guard wanted.contains(index), let cotangent = cotangents.take(index) else { return }
        let key = ObjectIdentifier(target)
        gradients[key] = gradients[key].map { sum.recorded($0, cotangent) } ?? cotangent
      }
    }
    return gradients
  }

  private struct Reaching {
    var ascending: [Node] = []
    var identifiers: Set<ObjectIdentifier> = []
    func contains(_ node: Node) -> Bool { identifiers.contains(ObjectIdentifier(node)) }
    func containsInput(of node: Node) -> Bool {
      guard let node = node as? OperationNode else { return false }
      var isFound = false
      node.inputs.forEachNode { input, _ in isFound = isFound || contains(input) }
      return isFound
    }
  }

  /// The nodes between the root and our leaves, by ascending level.
  private func nodesReachingLeaves(from root: Node) -> Reaching {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    var found: [Node] = []
    var pending = [root]
    while let node = pending.popLast() {
      found.append(node)
      guard let node = node as? OperationNode else { continue }
      node.inputs.forEachNode { next, _ in
        if next.lastScope >= scope, seen.insert(ObjectIdentifier(next)).inserted { pending.append(next) }
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
