/// The inputs x₀, x₁, … of an operation. The first three stand in place: there are seldom more, and then no list is needed.
///
/// Memory and record of each stand apart, so that either can be read without touching the other's reference count; and the
/// list as a whole is handed on, never copied.
package struct Operands: ~Copyable, Sendable {
  package let count: Int
  private(set) var (storage0, storage1, storage2): (Storage?, Storage?, Storage?)
  private(set) var (node0, node1, node2): (Node?, Node?, Node?)
  private(set) var others: [Tensor]?

  init() { count = 0 }

  package init(_ x: Tensor) {
    count = 1
    (storage0, node0) = (x.storage, x.node)
  }

  package init(_ x: Tensor, _ y: Tensor) {
    count = 2
    (storage0, node0) = (x.storage, x.node)
    (storage1, node1) = (y.storage, y.node)
  }

  package init(_ x: Tensor, _ y: Tensor, _ z: Tensor) {
    count = 3
    (storage0, node0) = (x.storage, x.node)
    (storage1, node1) = (y.storage, y.node)
    (storage2, node2) = (z.storage, z.node)
  }

  /// The inputs that there are, each counted once.
  @inline(__always)
  init(_ x: BorrowedTensor, _ y: BorrowedTensor?, _ z: BorrowedTensor?) {
    count = z != nil ? 3 : y != nil ? 2 : 1
    (storage0, node0) = (x.storage.takeUnretainedValue(), x.node?.takeUnretainedValue())
    (storage1, node1) = (y?.storage.takeUnretainedValue(), y?.node?.takeUnretainedValue())
    (storage2, node2) = (z?.storage.takeUnretainedValue(), z?.node?.takeUnretainedValue())
  }

  package init(_ list: [Tensor]) {
    count = list.count
    if count > 0 { (storage0, node0) = (list[0].storage, list[0].node) }
    if count > 1 { (storage1, node1) = (list[1].storage, list[1].node) }
    if count > 2 { (storage2, node2) = (list[2].storage, list[2].node) }
    if count > 3 { others = Array(list[3...]) }
  }
}

extension Operands {
  package subscript(index: Int) -> Tensor { Tensor(storage(index), node: node(index)) }

  var tensors: [Tensor] { (0..<count).map { self[$0] } }

  var areTracked: Bool {
    node0 != nil || node1 != nil || node2 != nil || others?.contains(where: \.isTracked) ?? false
  }

  @inline(__always)
  func storage(_ index: Int) -> Storage { unmanagedStorage(index).takeUnretainedValue() }

  /// The record of an input, if it is tracked.
  @inline(__always)
  func node(_ index: Int) -> Node? { unmanagedNode(index)?.takeUnretainedValue() }

  /// The memory of an input without counting a reference: good while the list is.
  @inline(__always)
  func unmanagedStorage(_ index: Int) -> Unmanaged<Storage> {
    switch index {
    case 0: .passUnretained(storage0!)
    case 1: .passUnretained(storage1!)
    case 2: .passUnretained(storage2!)
    default: .passUnretained(others![index - 3].storage)
    }
  }

  /// The same of its record.
  @inline(__always)
  func unmanagedNode(_ index: Int) -> Unmanaged<Node>? {
    switch index {
    case 0: node0.map(Unmanaged.passUnretained)
    case 1: node1.map(Unmanaged.passUnretained)
    case 2: node2.map(Unmanaged.passUnretained)
    default: others![index - 3].node.map(Unmanaged.passUnretained)
    }
  }

  /// Whether a node may go with this list: one that nothing else holds, or one that is in it twice. Of a long list it is
  /// taken for granted.
  mutating func mayHoldLastNode() -> Bool {
    if others != nil { return true }
    if node0 != nil && (node0 === node1 || node0 === node2) || node1 != nil && node1 === node2 { return true }
    return node0 != nil && isKnownUniquelyReferenced(&node0)
      || node1 != nil && isKnownUniquelyReferenced(&node1)
      || node2 != nil && isKnownUniquelyReferenced(&node2)
  }

  /// Lets go of the values, but not of the shapes, types and records, of those that are not in `kept`.
  mutating func keepValues(_ kept: Inputs) {
    if !kept.contains(0) { storage0 = storage0?.withoutValue }
    if !kept.contains(1) { storage1 = storage1?.withoutValue }
    if !kept.contains(2) { storage2 = storage2?.withoutValue }
    others = others?.enumerated().map { index, input in
      kept.contains(index + 3) ? input : Tensor(input.storage.withoutValue, node: input.node)
    }
  }
}

/// What a backward product gives: for each input its share of the gradient, if it wants one. The shares of the first three
/// inputs stand in place as long as they are constants, as in every first-order pass.
package struct Shares {
  private var (storage0, storage1, storage2): (Storage?, Storage?, Storage?)
  /// All of them, where there are more or some are tracked.
  private var list: [Tensor?]?

  package init() {}

  package init(_ share: consuming Tensor) { self.init([share]) }

  package init(_ list: [Tensor?]) {
    if list.count <= 3 && list.allSatisfy({ $0 == nil || !$0!.isTracked }) {
      for index in list.indices { if let share = list[index] { set(index, share.storage) } }
    } else {
      self.list = list
    }
  }

  /// Sets the share of one of the first three inputs, a constant.
  @inline(__always)
  mutating func set(_ index: Int, _ share: consuming Storage) {
    switch index {
    case 0: storage0 = share
    case 1: storage1 = share
    default: storage2 = share
    }
  }

  /// The share of an input, which is asked for once.
  mutating func take(_ index: Int) -> Tensor? {
    if list != nil { return list![index].take() }
    return takeValue(index).map { Tensor($0) }
  }

  /// The same for a share that is a constant.
  @inline(__always)
  mutating func takeValue(_ index: Int) -> Storage? {
    if list != nil { return list![index].take()?.storage }
    return switch index {
    case 0: storage0.take()
    case 1: storage1.take()
    default: storage2.take()
    }
  }
}

extension Shares: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Tensor?...) { self.init(elements) }
}
