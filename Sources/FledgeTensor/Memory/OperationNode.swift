/// The node of a value that an operation computed: the operation, and its inputs with their own nodes.
package class OperationNode: Node, @unchecked Sendable {
  /// With their nodes; values only where the vector–Jacobian product reads them.
  // Safe: they change only when the last reference to the node goes, which nothing else can then read.
  @exclusivity(unchecked) private(set) final var inputs: PrimitiveInputs
  /// The inputs that are tracked.
  private final let tracked: InputSet
  /// The result, if the vector–Jacobian product reads it; not as a tensor with its node, for then the node would hold itself.
  final let output: Storage?

  init(_ inputs: consuming PrimitiveInputs, above summary: Summary, isLeaf: Bool, output: Storage?) {
    tracked = summary.tracked
    self.output = output
    self.inputs = inputs
    super.init(
      level: summary.level + 1, firstScope: summary.firstScope, lastScope: summary.lastScope, isLeaf: isLeaf)
  }

  /// The cotangents of the inputs, given that of the result.
  func vjp(_ cotangent: consuming Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    fatalError("an operation without a vector–Jacobian product")
  }

  /// The inputs that depend on leaves of `scope` and on nothing further out.
  final func inputs(wantedBy scope: Int) -> InputSet {
    if firstScope == scope && lastScope == scope { return tracked }
    var wanted = InputSet.none
    inputs.forEachNode { node, index in if node.firstScope == scope { wanted.insert(InputSet(index)) } }
    return wanted
  }

  /// Releases a chain of any length in a loop: a node that nothing else holds hands over its inputs before it goes.
  deinit {
    guard inputs.mayHoldLastNode() else { return }
    var pending: [Node] = []
    moveNodes(to: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { (node as? OperationNode)?.moveNodes(to: &pending) }
    }
  }

  private final func moveNodes(to pending: inout [Node]) {
    inputs.forEachNode { node, _ in pending.append(node) }
    inputs = PrimitiveInputs()
  }

  /// What the nodes of some inputs amount to.
  struct Summary {
    var tracked = InputSet.none
    var level = 0
    var firstScope = Self.beyondEveryScope
    var lastScope = 0
    private static let beyondEveryScope = 1 << 62

    init(of inputs: borrowing PrimitiveInputs) {
      var (tracked, level, firstScope, lastScope) = (InputSet.none, 0, Self.beyondEveryScope, 0)
      inputs.forEachNode { node, index in
        tracked.insert(InputSet(index))
        if node.level > level { level = node.level }
        if node.firstScope < firstScope { firstScope = node.firstScope }
        if node.lastScope > lastScope { lastScope = node.lastScope }
      }
      (self.tracked, self.level, self.firstScope, self.lastScope) = (tracked, level, firstScope, lastScope)
    }
  }
}

extension Node {
  /// This node as that of an operation; it must not be a leaf of constants.
  // Safe: a node is an `OperationNode` unless it was made by `Node(leafOf:)`, and those are leaves of their scope.
  @inline(__always)
  final var asOperation: OperationNode { unsafeDowncast(self, to: OperationNode.self) }

  /// Of a leaf that stands for a tracked value, the node of that value, which is its only input; nil for one of a constant.
  final var original: Node? { (self as? OperationNode)?.inputs.withNode(of: 0) { $0 } }
}
