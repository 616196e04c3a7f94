import Fledge
import TestSupport
import Testing

/// A row-major array in plain Swift, element by element: the reference that tensors are compared with.
struct PlainArray {
  let shape: [Int]
  private(set) var values: [Double] = []

  init(_ tensor: Tensor) {
    shape = tensor.shape.dimensions
    values = tensor.elements(as: Double.self)
  }

  /// The element at each index, computed by `element`.
  init(_ shape: [Int], _ element: ([Int]) -> Double) {
    self.shape = shape
    for index in Self.indices(of: shape) { values.append(element(index)) }
  }

  /// Every index of an array of this shape, in row-major order.
  static func indices(of shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, length in
      prefixes.flatMap { prefix in (0..<length).map { prefix + [$0] } }
    }
  }

  /// The element at an index, broadcast: leading axes may be missing here and axes of length 1 repeat.
  subscript(index: [Int]) -> Double {
    let own = index.suffix(shape.count)
    let place = zip(shape, own).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }
    return values[place]
  }

  /// The shape to which all of these broadcast.
  static func broadcastShape(_ arrays: [PlainArray]) -> [Int] {
    let rank = arrays.map(\.shape.count).max() ?? 0
    return (0..<rank).map { axis in
      let lengths = arrays.compactMap { array in
        let own = axis - (rank - array.shape.count)
        return own >= 0 ? array.shape[own] : nil
      }
      return lengths.first { $0 != 1 } ?? 1
    }
  }

  /// `reduce` over the elements along `axes`; they stay as axes of length 1 if `keep`.
  func reduced(_ axes: [Int], keep: Bool, _ reduce: ([Double]) -> Double) -> PlainArray {
    let axes = Set(axes)
    let kept = shape.indices.filter { !axes.contains($0) }
    let outer = shape.enumerated().map { axes.contains($0) ? 1 : $1 }
    let inner = shape.enumerated().map { axes.contains($0) ? $1 : 1 }
    let full = PlainArray(outer) { index in
      reduce(Self.indices(of: inner).map { step in self[zip(index, step).map { $0 + $1 }] })
    }
    return keep ? full : PlainArray(kept.map { shape[$0] }) { full.values[full.place(of: $0, kept)] }
  }

  private func place(of index: [Int], _ kept: [Int]) -> Int {
    var full = [Int](repeating: 0, count: shape.count)
    for (axis, position) in zip(kept, index) { full[axis] = position }
    return zip(shape, full).reduce(0) { $0 * $1.0 + $1.1 }
  }
}

/// Expects a tensor to have the reference's shape and, to a tolerance relative to its largest element, its values.
func expectClose(
  _ tensor: Tensor, _ reference: PlainArray, within tolerance: Double, _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let expected = Tensor(shape: Shape(reference.shape), reference.values)
  expectClose(tensor, expected, within: tolerance, name, sourceLocation: sourceLocation)
}

/// What rounding allows for one operation in this type.
func tolerance(_ dtype: DType) -> Double { dtype == .float64 ? 1e-13 : 2e-6 }
