import FledgeKernels

extension Kernel {
  enum Reduction: String {
    case sum, mean, product, max, min
  }

  /// Reduces axes that lie next to each other, `axes`, to one value each; the result lacks them.
  static func reduce(_ x: Tensor, _ axes: Range<Int>, _ reduction: Reduction) -> Tensor {
    if !x.dtype.isFloatingPoint { return reduceIntegers(x, axes, reduction) }
    let outer = x.shape.count(over: ..<axes.lowerBound)
    let axis = x.shape.count(over: axes)
    let inner = x.shape.count(over: axes.upperBound...)
    let result = Tensor(uninitialized: x.shape.reduced(Array(axes), keepingDimensions: false), x.dtype)
    let (float32, float64) =
      switch reduction {
      case .sum: (fledge_sum_f32, fledge_sum_f64)
      case .mean: (fledge_mean_f32, fledge_mean_f64)
      case .product: (fledge_product_f32, fledge_product_f64)
      case .max: (fledge_max_f32, fledge_max_f64)
      case .min: (fledge_min_f32, fledge_min_f64)
      }
    withExtendedLifetime(x) {
      dispatch(
        x.dtype, in: reduction.rawValue,
        float32: { float32(outer, axis, inner, x.pointer(Float.self), result.pointer(Float.self)) },
        float64: { float64(outer, axis, inner, x.pointer(Double.self), result.pointer(Double.self)) })
    }
    return result
  }

  /// The sum of each column of a matrix.
  static func columnSums(_ matrix: Storage) -> Storage {
    let (rows, columns) = (matrix.shape.rows, matrix.shape.columns)
    let result = Storage(Shape(count: columns), matrix.dtype)
    dispatch(
      matrix.dtype, in: "sum",
      float32: { fledge_sum_f32(1, rows, columns, matrix.pointer(Float.self), result.pointer(Float.self)) },
      float64: {
        fledge_sum_f64(1, rows, columns, matrix.pointer(Double.self), result.pointer(Double.self))
      })
    return result
  }
}
