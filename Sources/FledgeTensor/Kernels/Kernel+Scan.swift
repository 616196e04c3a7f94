extension Kernel {
  /// Sums along one axis, from its start or its end on; Float32 is added up in Float64.
  static func cumulativeSum(_ x: Tensor, axis: Int, reversed: Bool) -> Tensor {
    switch x.dtype {
    case .float32:
      scan(x, axis, reversed, from: 0.0, as: Float.self) {
        $0 += Double($1); return Float($0)
      }
    case .float64:
      scan(x, axis, reversed, from: 0.0, as: Double.self) {
        $0 += $1; return $0
      }
    default:
      scan(x.converted(to: .int64), axis, reversed, from: Int64(0), as: Int64.self) {
        $0 &+= $1; return $0
      }
    }
  }

  /// Products along one axis, from its start or its end on; Float32 is multiplied in Float64.
  static func cumulativeProduct(_ x: Tensor, axis: Int, reversed: Bool) -> Tensor {
    switch x.dtype {
    case .float32:
      scan(x, axis, reversed, from: 1.0, as: Float.self) {
        $0 *= Double($1); return Float($0)
      }
    case .float64:
      scan(x, axis, reversed, from: 1.0, as: Double.self) {
        $0 *= $1; return $0
      }
    default:
      scan(x.converted(to: .int64), axis, reversed, from: Int64(1), as: Int64.self) {
        $0 &*= $1; return $0
      }
    }
  }

  /// hᵢ = aᵢ·hᵢ₋₁ + bᵢ along one axis, from h₋₁ = 0 on, or from its end back.
  static func linearRecurrence(_ a: Tensor, _ b: Tensor, axis: Int, reversed: Bool) -> Tensor {
    let result = Tensor(uninitialized: a.shape, a.dtype)
    func run<T: TensorScalar & BinaryFloatingPoint>(_ type: T.Type) {
      let (from, add, to) = (a.pointer(T.self), b.pointer(T.self), result.pointer(T.self))
      forEachLane(of: a.shape, axis, reversed) { places in
        var state: T = 0
        for place in places {
          state = from[place] * state + add[place]
          to[place] = state
        }
      }
    }
    withExtendedLifetime((a, b)) {
      dispatch(a.dtype, in: "linearRecurrence", float32: { run(Float.self) }, float64: { run(Double.self) })
    }
    return result
  }

  /// Runs `step`, which changes a state and gives the next element, along each lane of an axis.
  @inline(__always)
  private static func scan<T: TensorScalar, State>(
    _ x: Tensor, _ axis: Int, _ reversed: Bool, from start: State, as type: T.Type,
    _ step: (inout State, T) -> T
  ) -> Tensor {
    let result = Tensor(uninitialized: x.shape, x.dtype)
    withExtendedLifetime(x) {
      let (from, to) = (x.pointer(T.self), result.pointer(T.self))
      forEachLane(of: x.shape, axis, reversed) { places in
        var state = start
        for place in places { to[place] = step(&state, from[place]) }
      }
    }
    return result
  }

  /// The places of the elements along an axis, in order or from the end back, for each index of the other axes.
  @inline(__always)
  static func forEachLane(
    of shape: Shape, _ axis: Int, _ reversed: Bool = false, _ body: (StrideTo<Int>) -> Void
  ) {
    let block = shape.block(around: axis)
    for outer in 0..<block.outer {
      for inner in 0..<block.inner {
        let first = outer * block.axis * block.inner + inner
        let end = first + block.axis * block.inner
        body(
          reversed
            ? stride(from: end - block.inner, to: first - block.inner, by: -block.inner)
            : stride(from: first, to: end, by: block.inner))
      }
    }
  }
}
