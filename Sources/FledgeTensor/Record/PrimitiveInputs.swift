import FledgeBasics

/// The inputs x₀, x₁, … of an operation. The first three stand in place: there are seldom more, and then no list is
/// allocated. The inputs as a whole are handed on, never copied.
public struct PrimitiveInputs: ~Copyable, Sendable {
  /// How many there are.
  public let count: Int
  private var first: Tensor?
  private var second: Tensor?
  private var third: Tensor?
  private var rest: [Tensor]?
  /// Whether a node may be here twice. Of a long list it is taken for granted.
  private let mayRepeatNode: Bool

  init() { (count, mayRepeatNode) = (0, false) }

  package init(_ x: Tensor) {
    (count, mayRepeatNode) = (1, false)
    first = x
  }

  package init(_ x: Tensor, _ y: Tensor) {
    (count, mayRepeatNode) = (2, x.node != nil && x.node === y.node)
    (first, second) = (x, y)
  }

  package init(_ x: Tensor, _ y: Tensor, _ z: Tensor?) {
    count = z == nil ? 2 : 3
    mayRepeatNode =
      x.node != nil && (x.node === y.node || x.node === z?.node) || y.node != nil && y.node === z?.node
    (first, second, third) = (x, y, z)
  }

  package init(_ list: [Tensor]) {
    (count, mayRepeatNode) = (list.count, list.count > 1)
    if count > 0 { first = list[0] }
    if count > 1 { second = list[1] }
    if count > 2 { third = list[2] }
    if count > 3 { rest = Array(list[3...]) }
  }
}

extension PrimitiveInputs {
  /// Input number `index`, from 0.
  public subscript(index: Int) -> Tensor {
    switch index {
    case 0 where first != nil: return first!
    case 1 where second != nil: return second!
    case 2 where third != nil: return third!
    default:
      require(index >= 3 && index < count, "inputs: expected an index in 0..<\(count), got \(index)")
      return rest![index - 3]
    }
  }

  /// All of them.
  public var tensors: [Tensor] { (0..<count).map { self[$0] } }

  /// Whether any of them is tracked.
  package var areTracked: Bool {
    first?.node != nil || second?.node != nil || third?.node != nil
      || rest?.contains(where: \.isTracked) ?? false
  }

  // What follows hands out references without counting them: they are borrowed from the list.

  @inline(__always)
  func withStorage<R>(of index: Int, _ body: (Storage) -> R) -> R {
    switch index {
    case 0: body(first!.storage)
    case 1: body(second!.storage)
    case 2: body(third!.storage)
    default: body(rest![index - 3].storage)
    }
  }

  /// The node of an input, if it is tracked.
  @inline(__always)
  func withNode<R>(of index: Int, _ body: (Node?) -> R) -> R {
    switch index {
    case 0: body(first?.node)
    case 1: body(second?.node)
    case 2: body(third?.node)
    default: body(rest![index - 3].node)
    }
  }

  /// Calls `body` with the node of each tracked input and its number.
  @inline(__always)
  func forEachNode(_ body: (Node, Int) -> Void) {
    if let node = first?.node { body(node, 0) }
    if let node = second?.node { body(node, 1) }
    if let node = third?.node { body(node, 2) }
    guard let rest else { return }
    for index in rest.indices { if let node = rest[index].node { body(node, index + 3) } }
  }

  /// Whether releasing these inputs could release a node's last reference: that of a node which nothing else holds, or
  /// which is here twice.
  mutating func mayHoldLastNode() -> Bool {
    mayRepeatNode || first != nil && first!.holdsLastNode() || second != nil && second!.holdsLastNode()
      || third != nil && third!.holdsLastNode()
  }

  /// Lets go of the values, but not of the shapes, types and records, of those that are not in `kept`.
  mutating func keepValues(_ kept: InputSet) {
    if first != nil, !kept.contains(0) { first!.dropValue() }
    if second != nil, !kept.contains(1) { second!.dropValue() }
    if third != nil, !kept.contains(2) { third!.dropValue() }
    guard rest != nil else { return }
    for index in rest!.indices where !kept.contains(index + 3) { rest![index].dropValue() }
  }
}

extension Tensor {
  fileprivate mutating func dropValue() { storage = storage.withoutValue }

  fileprivate mutating func holdsLastNode() -> Bool { node != nil && isKnownUniquelyReferenced(&node) }
}
