import FledgeBasics

/// The lengths of a tensor's axes, outermost first. The shape of a scalar is empty.
public struct Shape: Sendable, Hashable {
  /// The number of axes.
  public let rank: Int

  // Four lengths stand in place (1 where there is no axis), so that copying a tensor of an ordinary rank touches no
  // reference count for its shape.
  private let length0, length1, length2, length3: Int
  private let further: [Int]?

  /// A shape from the lengths of its axes, each 0 or more.
  public init(_ dimensions: [Int]) {
    require(dimensions.allSatisfy { $0 >= 0 }, "Shape: lengths must not be negative, got \(dimensions)")
    self.init(unchecked: dimensions)
  }

  /// The same for lengths that are known not to be negative. A shape too large to hold anything is refused, empty or
  /// not, so that no product of some of its lengths overflows.
  package init(unchecked dimensions: [Int]) {
    var count = 1
    for length in dimensions where length > 1 {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      if overflows || product > Self.mostElements { Self.refuse(dimensions) }
      count = product
    }
    rank = dimensions.count
    length0 = rank > 0 ? dimensions[0] : 1
    length1 = rank > 1 ? dimensions[1] : 1
    length2 = rank > 2 ? dimensions[2] : 1
    length3 = rank > 3 ? dimensions[3] : 1
    further = rank > 4 ? Array(dimensions[4...]) : nil
  }

  /// The shape of a single number.
  package static let scalar = Shape(unchecked: [])

  /// The shape of a matrix.
  package init(rows: Int, columns: Int) {
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    if overflows || count > Self.mostElements { Self.refuse([rows, columns]) }
    (rank, length0, length1, length2, length3, further) = (2, rows, columns, 1, 1, nil)
  }

  /// The shape of a vector.
  package init(count: Int) {
    (rank, length0, length1, length2, length3, further) = (1, count, 1, 1, 1, nil)
  }

  /// Far more than any memory holds, and few enough that their bytes can be counted.
  private static let mostElements = 1 << 48

  private static func refuse(_ dimensions: [Int]) -> Never {
    let shape = abbreviated(dimensions)
    fatalError("Shape: \(shape) has more elements than the 2⁴⁸ that a tensor may have")
  }

  /// The length of each axis.
  public var dimensions: [Int] { (0..<rank).map { self[$0] } }

  /// Whether rank and all lengths agree.
  public static func == (a: Shape, b: Shape) -> Bool {
    a.rank == b.rank && a.length0 == b.length0 && a.length1 == b.length1 && a.length2 == b.length2
      && a.length3 == b.length3 && (a.rank <= 4 || a.further == b.further)
  }

  /// The number of elements: the product of the lengths, 1 for a scalar.
  public var elementCount: Int {
    let count = length0 * length1 * length2 * length3
    return further.map { $0.reduce(count, *) } ?? count
  }

  /// The lengths of a matrix.
  package var rows: Int { length0 }
  package var columns: Int { length1 }

  /// The length of the last axis, 1 for a scalar.
  package var last: Int { rank == 2 ? length1 : rank == 0 ? 1 : self[-1] }

  /// The length of an axis; negative axes count from the end.
  public subscript(axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    require(index >= 0 && index < rank, "Shape: axis \(axis) is out of range for \(self)")
    return switch index {
    case 0: length0
    case 1: length1
    case 2: length2
    case 3: length3
    default: further![index - 4]
    }
  }

  /// The number of elements over some adjacent axes: the product of their lengths.
  package func count(over axes: some RangeExpression<Int>) -> Int {
    axes.relative(to: 0..<rank).reduce(1) { $0 * self[$1] }
  }

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
      let (a, b) = (result[lead + axis], short[axis])
      if a == 1 { result[lead + axis] = b } else if b != 1 && a != b { return nil }
    }
    return Shape(unchecked: result)
  }

  /// The axes of `self` along which a tensor of the shape `other`, broadcast to `self`, repeats its values.
  package func repeatedAxes(of other: Shape) -> [Int] {
    let lead = rank - other.rank
    return (0..<rank).filter { $0 < lead || (other[$0 - lead] == 1 && self[$0] != 1) }
  }

  /// Elements to step over for one step along each axis of a contiguous tensor.
  package var strides: [Int] {
    var result = dimensions
    var step = 1
    for axis in result.indices.reversed() {
      result[axis] = step
      step *= self[axis]
    }
    return result
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape from the lengths of its axes.
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
  /// The lengths in round brackets: `(2, 3)`.
  public var description: String { Self.abbreviated(dimensions) }

  /// Of very many lengths the first and last three.
  private static func abbreviated(_ dimensions: [Int]) -> String {
    func list(_ lengths: some Collection<Int>) -> String { lengths.map(String.init).joined(separator: ", ") }
    if dimensions.count <= 16 { return "(" + list(dimensions) + ")" }
    return "(" + list(dimensions.prefix(3)) + ", …, " + list(dimensions.suffix(3))
      + "): \(dimensions.count) axes"
  }
}
