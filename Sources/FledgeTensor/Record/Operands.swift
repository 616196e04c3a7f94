/// The inputs x₀, x₁, … of an operation. The first three stand in place: there are seldom more, and then no list is needed.
package struct Operands: Sendable {
  package let count: Int
  package let first: Tensor?
  package let second: Tensor?
  package let third: Tensor?
  package let others: [Tensor]?

  package init(_ x: Tensor) { (count, first, second, third, others) = (1, x, nil, nil, nil) }

  package init(_ x: Tensor, _ y: Tensor, _ z: Tensor? = nil) {
    (count, first, second, third, others) = (z == nil ? 2 : 3, x, y, z, nil)
  }

  package init(_ list: [Tensor]) {
    count = list.count
    first = count > 0 ? list[0] : nil
    second = count > 1 ? list[1] : nil
    third = count > 2 ? list[2] : nil
    others = count > 3 ? Array(list[3...]) : nil
  }
}

extension Operands: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Tensor {
    switch index {
    case 0: first.unsafelyUnwrapped
    case 1: second.unsafelyUnwrapped
    case 2: third.unsafelyUnwrapped
    default: others.unsafelyUnwrapped[index - 3]
    }
  }
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

  package init(_ first: Tensor?, _ second: Tensor? = nil, _ third: Tensor? = nil) {
    (self.first, self.second, self.third) = (first, second, third)
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
