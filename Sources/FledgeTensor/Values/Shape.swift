/// The lengths of a tensor's axes, outermost first. The shape of a scalar is empty.
public struct Shape: Sendable, Hashable {
  /// The length of each axis.
  public let dimensions: [Int]

  /// A shape from the lengths of its axes, each 0 or more.
  public init(_ dimensions: [Int]) {
    require(dimensions.allSatisfy { $0 >= 0 }, "Shape: lengths must not be negative, got \(dimensions)")
    self.dimensions = dimensions
  }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of elements: the product of the lengths, 1 for a scalar.
  public var elementCount: Int { dimensions.reduce(1, *) }

  /// The length of an axis; negative axes count from the end.
  public subscript(axis: Int) -> Int { dimensions[axis < 0 ? axis + rank : axis] }

  /// `axis` as a number from 0 to rank − 1; negative axes count from the end.
  package func normalized(_ axis: Int, in operation: String) -> Int {
    let result = axis < 0 ? axis + rank : axis
    require(
      result >= 0 && result < rank,
      "\(operation): axis \(axis) is out of range for shape \(self) of rank \(rank)")
    return result
  }

  /// Ascending, distinct axes from 0 to rank − 1; nil means all of them.
  package func normalized(_ axes: [Int]?, in operation: String) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    let result = axes.map { normalized($0, in: operation) }.sorted()
    require(
      zip(result, result.dropFirst()).allSatisfy { $0 != $1 }, "\(operation): axes \(axes) name an axis twice"
    )
    return result
  }

  /// The shape with `axes` shortened to length 1, or left out.
  package func reduced(_ axes: [Int], keepingDimensions keep: Bool) -> Shape {
    var result = dimensions
    for axis in axes.reversed() {
      if keep { result[axis] = 1 } else { result.remove(at: axis) }
    }
    return Shape(unchecked: result)
  }

  /// The shape that `self` and `other` broadcast to: aligned at the last axis, each pair of lengths equal or one of them 1.
  package func broadcast(with other: Shape) -> Shape? {
    if self == other { return self }
    let (long, short) = rank >= other.rank ? (self, other) : (other, self)
    var result = long.dimensions
    let lead = long.rank - short.rank
    for axis in 0..<short.rank {
      let (a, b) = (result[lead + axis], short.dimensions[axis])
      if a == 1 { result[lead + axis] = b } else if b != 1 && a != b { return nil }
    }
    return Shape(unchecked: result)
  }

  /// The axes of `self` along which a tensor of the shape `other`, broadcast to `self`, repeats its values.
  package func repeatedAxes(of other: Shape) -> [Int] {
    let lead = rank - other.rank
    return (0..<rank).filter { $0 < lead || (other.dimensions[$0 - lead] == 1 && dimensions[$0] != 1) }
  }

  /// Elements to step over for one step along each axis of a contiguous tensor.
  package var strides: [Int] {
    var result = dimensions
    var step = 1
    for axis in result.indices.reversed() {
      result[axis] = step
      step *= dimensions[axis]
    }
    return result
  }

  package init(unchecked dimensions: [Int]) { self.dimensions = dimensions }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape from the lengths of its axes.
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
  /// The lengths in round brackets: `(2, 3)`.
  public var description: String { "(" + dimensions.map(String.init).joined(separator: ", ") + ")" }
}
