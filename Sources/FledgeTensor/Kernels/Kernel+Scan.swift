import FledgeKernels

extension Kernel {
  /// Sums along one axis, from its start or its end on, added up in Float64; of integers and masks in Int64, which wraps.
  static func cumulativeSum(_ x: Tensor, axis: Int, reversed: Bool) -> Tensor {
    if !x.dtype.isFloatingPoint { return scanIntegers(x, axis, reversed, from: 0) { $0 &+ $1 } }
    return scan(x, axis, reversed, "cumulativeSum", fledge_cumulative_sum_f32, fledge_cumulative_sum_f64)
  }

  /// Products along one axis, from its start or its end on, multiplied in Float64; of integers and masks in Int64, which
  /// wraps.
  static func cumulativeProduct(_ x: Tensor, axis: Int, reversed: Bool) -> Tensor {
    if !x.dtype.isFloatingPoint { return scanIntegers(x, axis, reversed, from: 1) { $0 &* $1 } }
    return scan(
      x, axis, reversed, "cumulativeProduct", fledge_cumulative_product_f32, fledge_cumulative_product_f64)
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

  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  private typealias ScanKernel<T> = (Int, Int, Int, Bool, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void

  private static func scan(
    _ x: Tensor, _ axis: Int, _ reversed: Bool, _ operation: String, _ float32: ScanKernel<Float>,
    _ float64: ScanKernel<Double>
  ) -> Tensor {
    let (outer, length, inner) = x.shape.block(around: axis)
    let result = Tensor(uninitialized: x.shape, x.dtype)
    withExtendedLifetime(x) {
      dispatch(
        x.dtype, in: operation,
        float32: {
          float32(outer, length, inner, reversed, x.pointer(Float.self), result.pointer(Float.self))
        },
        float64: {
          float64(outer, length, inner, reversed, x.pointer(Double.self), result.pointer(Double.self))
        })
    }
    return result
  }

  @inline(__always)
  private static func scanIntegers(
    _ x: Tensor, _ axis: Int, _ reversed: Bool, from start: Int64, _ step: (Int64, Int64) -> Int64
  ) -> Tensor {
    let wide = x.converted(to: .int64)
    let result = Tensor(uninitialized: x.shape, .int64)
    withExtendedLifetime(wide) {
      let (from, to) = (wide.pointer(Int64.self), result.pointer(Int64.self))
      forEachLane(of: x.shape, axis, reversed) { places in
        var state = start
        for place in places {
          state = step(state, from[place])
          to[place] = state
        }
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
