/// Elements in order, NaN behind all numbers.
private protocol Ordered: TensorScalar {
  static func precedes(_ a: Self, _ b: Self) -> Bool
}

extension Ordered where Self: Comparable {
  fileprivate static func precedes(_ a: Self, _ b: Self) -> Bool { a < b || (b != b && a == a) }
}
extension Float: Ordered {}
extension Double: Ordered {}
extension Int32: Ordered {}
extension Int64: Ordered {}
extension UInt8: Ordered {}
extension Bool: Ordered {
  fileprivate static func precedes(_ a: Bool, _ b: Bool) -> Bool { !a && b }
}

// Results are Int32 indices: an axis has at most as many elements as Int32 can count.
extension Kernel {
  /// The index of the first largest element along one axis, which has elements; a NaN counts as the largest.
  static func argMax(_ x: Tensor, axis: Int) -> Tensor {
    if x.dtype.isFloatingPoint && axis == x.rank - 1 { return argMax(x) }
    return switch x.dtype {
    case .float32: argExtremum(x, axis, Float.self) { Float.precedes($1, $0) }
    case .float64: argExtremum(x, axis, Double.self) { Double.precedes($1, $0) }
    case .int32: argExtremum(x, axis, Int32.self) { $0 > $1 }
    case .int64: argExtremum(x, axis, Int64.self) { $0 > $1 }
    case .uint8: argExtremum(x, axis, UInt8.self) { $0 > $1 }
    case .bool: argExtremum(x, axis, Bool.self) { $0 && !$1 }
    }
  }

  /// The index of the first smallest element along one axis, which has elements; a NaN counts as the smallest.
  static func argMin(_ x: Tensor, axis: Int) -> Tensor {
    switch x.dtype {
    case .float32: argExtremum(x, axis, Float.self) { $0 < $1 || ($0.isNaN && !$1.isNaN) }
    case .float64: argExtremum(x, axis, Double.self) { $0 < $1 || ($0.isNaN && !$1.isNaN) }
    case .int32: argExtremum(x, axis, Int32.self) { $0 < $1 }
    case .int64: argExtremum(x, axis, Int64.self) { $0 < $1 }
    case .uint8: argExtremum(x, axis, UInt8.self) { $0 < $1 }
    case .bool: argExtremum(x, axis, Bool.self) { !$0 && $1 }
    }
  }

  /// The order of the elements along one axis: result[j] is the index of the one that comes in place j. Elements that are
  /// equal keep their order; NaN is the largest.
  static func argSort(_ x: Tensor, axis: Int, descending: Bool) -> Tensor {
    switch x.dtype {
    case .float32: argSort(x, axis, descending, Float.self)
    case .float64: argSort(x, axis, descending, Double.self)
    case .int32: argSort(x, axis, descending, Int32.self)
    case .int64: argSort(x, axis, descending, Int64.self)
    case .uint8: argSort(x, axis, descending, UInt8.self)
    case .bool: argSort(x, axis, descending, Bool.self)
    }
  }

  @inline(__always)
  private static func argExtremum<T: TensorScalar>(
    _ x: Tensor, _ axis: Int, _ type: T.Type, _ isBetter: (T, T) -> Bool
  ) -> Tensor {
    let result = Tensor(uninitialized: x.shape.reduced([axis], keepingDimensions: false), .int32)
    withExtendedLifetime(x) {
      let from = x.pointer(T.self)
      var to = result.pointer(Int32.self)
      forEachLane(of: x.shape, axis) { places in
        var (best, index, number) = (T?.none, 0, 0)
        for place in places {
          if best.map({ isBetter(from[place], $0) }) ?? true { (best, index) = (from[place], number) }
          number += 1
        }
        to.pointee = Int32(index)
        to += 1
      }
    }
    return result
  }

  private static func argSort<T: Ordered>(
    _ x: Tensor, _ axis: Int, _ descending: Bool, _ type: T.Type
  ) -> Tensor {
    let result = Tensor(uninitialized: x.shape, .int32)
    withExtendedLifetime(x) {
      let (from, to) = (x.pointer(T.self), result.pointer(Int32.self))
      forEachLane(of: x.shape, axis) { places in
        let lane = places.map { from[$0] }
        let order = lane.indices.sorted { i, j in
          let (a, b) = descending ? (lane[j], lane[i]) : (lane[i], lane[j])
          return T.precedes(a, b) || (i < j && !T.precedes(b, a))
        }
        for (place, index) in zip(places, order) { to[place] = Int32(index) }
      }
    }
    return result
  }
}
