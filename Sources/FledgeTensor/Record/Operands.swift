/// The inputs x₀, x₁, … of an operation. The first three stand in place: there are seldom more, and then no list is needed.
///
/// Memory and record of each stand apart, so that either can be read without touching the other's reference count.
package struct Operands: Sendable {
  package let count: Int
  let (storage0, storage1, storage2): (Storage?, Storage?, Storage?)
  let (node0, node1, node2): (Node?, Node?, Node?)
  let others: [Tensor]?

  init() {
    (count, others) = (0, nil)
    (storage0, storage1, storage2) = (nil, nil, nil)
    (node0, node1, node2) = (nil, nil, nil)
  }

  package init(_ x: Tensor) {
    (count, others) = (1, nil)
    (storage0, storage1, storage2) = (x.storage, nil, nil)
    (node0, node1, node2) = (x.node, nil, nil)
  }

  package init(_ x: Tensor, _ y: Tensor) {
    (count, others) = (2, nil)
    (storage0, storage1, storage2) = (x.storage, y.storage, nil)
    (node0, node1, node2) = (x.node, y.node, nil)
  }

  package init(_ x: Tensor, _ y: Tensor, _ z: Tensor) {
    (count, others) = (3, nil)
    (storage0, storage1, storage2) = (x.storage, y.storage, z.storage)
    (node0, node1, node2) = (x.node, y.node, z.node)
  }

  package init(_ list: [Tensor]) {
    count = list.count
    let (x, y, z) = (list.first, list.dropFirst().first, list.dropFirst(2).first)
    (storage0, storage1, storage2) = (x?.storage, y?.storage, z?.storage)
    (node0, node1, node2) = (x?.node, y?.node, z?.node)
    others = count > 3 ? Array(list[3...]) : nil
  }
}

extension Operands {
  var areTracked: Bool {
    node0 != nil || node1 != nil || node2 != nil || others?.contains(where: \.isTracked) ?? false
  }

  @inline(__always)
  func storage(_ index: Int) -> Storage {
    switch index {
    case 0: storage0!
    case 1: storage1!
    case 2: storage2!
    default: others![index - 3].storage
    }
  }

  /// The record of an input, if it is tracked.
  @inline(__always)
  func node(_ index: Int) -> Node? {
    switch index {
    case 0: node0
    case 1: node1
    case 2: node2
    default: others![index - 3].node
    }
  }

  /// The same with the shape, type and record alone of those that are not in `kept`.
  func keepingValues(_ kept: Inputs) -> Operands {
    Operands(enumerated().map { kept.contains($0) ? $1 : $1.withoutValue })
  }
}

extension Operands: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
  package subscript(index: Int) -> Tensor { Tensor(storage(index), node: node(index)) }
}

extension Operands: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Tensor...) { self.init(elements) }
}

/// What a backward product gives: for each input its share of the gradient, if it wants one.
package struct Shares {
  private var first: Tensor?
  private var second: Tensor?
  private var third: Tensor?
  private var others: [Tensor?]?

  @inline(__always)
  package init(
    _ first: consuming Tensor?, _ second: consuming Tensor? = nil, _ third: consuming Tensor? = nil
  ) {
    self.first = consume first
    self.second = consume second
    self.third = consume third
    others = nil
  }

  package init(_ list: [Tensor?]) {
    first = list.count > 0 ? list[0] : nil
    second = list.count > 1 ? list[1] : nil
    third = list.count > 2 ? list[2] : nil
    others = list.count > 3 ? Array(list[3...]) : nil
  }

  /// The share of an input, which is asked for once.
  mutating func take(_ index: Int) -> Tensor? {
    switch index {
    case 0: first.take()
    case 1: second.take()
    case 2: third.take()
    default: others![index - 3].take()
    }
  }
}

extension Shares: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Tensor?...) { self.init(elements) }
}
