import FledgeBasics

// What masks and counts need; a tensor that is not a mask counts as one that holds where an element is not 0.
extension Tensor {
  /// How many elements over `axes` (nil: all) are not 0, or hold: int64.
  public func countNonzero(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    detached.converted(to: .bool).sum(axes: axes, keepingDimensions: keepingDimensions)
  }

  /// How many elements over one axis are not 0, or hold: int64.
  public func countNonzero(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    countNonzero(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// A mask: where any element over `axes` (nil: all) holds; of nothing false.
  public func any(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    countNonzero(axes: axes, keepingDimensions: keepingDimensions).converted(to: .bool)
  }

  /// A mask: where any element over one axis holds.
  public func any(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    any(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// A mask: where every element over `axes` (nil: all) holds; of nothing true.
  public func all(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    detached.converted(to: .bool).product(axes: axes, keepingDimensions: keepingDimensions).converted(
      to: .bool)
  }

  /// A mask: where every element over one axis holds.
  public func all(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    all(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// The indices of the elements that are not 0, or hold, in row-major order: Int32 (n, rank), one row for each.
  public func nonzeroIndices() -> Tensor {
    require(
      shape.dimensions.allSatisfy { $0 <= Int(Int32.max) },
      "nonzeroIndices: expected axes of at most \(Int32.max) indices, got shape \(shape)")
    let strides = shape.strides
    var (indices, count): ([Int32], Int) = ([], 0)
    detached.converted(to: .bool).withElements(as: Bool.self) { holds in
      for place in holds.indices where holds[place] {
        count += 1
        for axis in strides.indices { indices.append(Int32(place / strides[axis] % shape[axis])) }
      }
    }
    return Tensor(shape: Shape([count, rank]), indices)
  }
}
