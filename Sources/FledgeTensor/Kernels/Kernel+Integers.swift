import FledgeBasics
import FledgeKernels

extension Kernel {
  /// Sums and products of integers and masks in Int64, which wrap around; extrema in their own type.
  static func reduceIntegers(_ x: Tensor, _ axes: Range<Int>, _ reduction: Reduction) -> Tensor {
    switch reduction {
    case .sum: return reduceIntegers(x, axes, FLEDGE_INTEGER_SUM)
    case .product: return fold(x.converted(to: .int64), axes, from: Int64(1)) { $0 &* $1 }
    case .max, .min:
      require(
        x.shape.count(over: axes) > 0,
        "\(reduction.rawValue): there is none of no integers, got shape \(x.shape)")
      return reduceIntegers(x, axes, reduction == .max ? FLEDGE_INTEGER_LARGEST : FLEDGE_INTEGER_SMALLEST)
    case .mean: preconditionFailure(of: "mean", x.dtype)
    }
  }

  private static func reduceIntegers(
    _ x: Tensor, _ axes: Range<Int>, _ reduction: fledge_integer_reduction
  ) -> Tensor {
    let shape = x.shape.reduced(Array(axes), keepingDimensions: false)
    let result = Tensor(uninitialized: shape, reduction == FLEDGE_INTEGER_SUM ? .int64 : x.dtype)
    withExtendedLifetime(x) {
      fledge_integer_reduce(
        reduction, x.dtype.kernelType, x.shape.count(over: ..<axes.lowerBound), x.shape.count(over: axes),
        x.shape.count(over: axes.upperBound...), x.address, result.address)
    }
    return result
  }

  /// Combines the elements along axes that lie next to each other, one after the other; the result lacks the axes.
  @inline(__always)
  private static func fold<T: TensorScalar>(
    _ x: Tensor, _ axes: Range<Int>, from start: T, _ step: (T, T) -> T
  ) -> Tensor {
    let lengths = [x.shape.count(over: ..<axes.lowerBound), x.shape.count(over: axes)]
    let merged = Shape(unchecked: lengths + [x.shape.count(over: axes.upperBound...)])
    let result = Tensor(uninitialized: x.shape.reduced(Array(axes), keepingDimensions: false), T.dtype)
    withExtendedLifetime(x) {
      let from = x.pointer(T.self)
      var to = result.pointer(T.self)
      forEachLane(of: merged, 1) { places in
        to.pointee = places.reduce(start) { step($0, from[$1]) }
        to += 1
      }
    }
    return result
  }
}
