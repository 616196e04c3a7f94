/// Which leaves a visit showed, in which order, as one number: two visits can be compared without keeping a list.
package struct LeafSequence: Equatable {
  private var sum: UInt = 0

  package init() {}

  /// Adds a leaf.
  @inline(__always)
  mutating func append(_ node: Node) { sum = sum &* 31 &+ UInt(bitPattern: ObjectIdentifier(node)) }

  /// Adds a parameter that is no leaf: the sequence is then equal to none without it.
  package mutating func appendStranger() { sum = sum &* 31 &+ 1 }
}
