/// Which leaves a visit showed, in which order, as one number: two visits can be compared without keeping a list.
package struct LeafSequence: Equatable {
  private var sum: UInt = 0

  package init() {}

  /// Adds the leaf of a parameter that is one.
  @inline(__always)
  package mutating func append(_ leaf: borrowing Tensor) {
    if let node = leaf.node { sum = sum &* 31 &+ UInt(bitPattern: ObjectIdentifier(node)) }
  }

  /// Adds a parameter that is no leaf: the sequence is then equal to none without it.
  package mutating func appendStranger() { sum = sum &* 31 &+ 1 }
}
