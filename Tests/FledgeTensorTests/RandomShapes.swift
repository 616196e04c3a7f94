import Fledge

extension Random {
  /// A whole number of `range`.
  mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// One of the elements.
  mutating func choice<T>(_ elements: [T]) -> T { elements[integer(0...(elements.count - 1))] }

  /// A shape of at most `rank` axes, some of them of length 0 or 1.
  mutating func shape(rank: ClosedRange<Int>) -> Shape {
    Shape((0..<integer(rank)).map { _ in choice([0, 1, 1, 2, 3, 4, 5, 7]) })
  }

  /// A shape that broadcasts to `shape`: leading axes missing, some others of length 1.
  mutating func shape(broadcastingTo shape: Shape) -> Shape {
    let missing = integer(0...shape.rank)
    return Shape(shape.dimensions.dropFirst(missing).map { integer(0...2) == 0 ? 1 : $0 })
  }
}
