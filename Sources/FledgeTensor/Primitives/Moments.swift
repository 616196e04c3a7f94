import FledgeBasics

extension Tensor {
  /// The mean square distance from the mean over `axes` (nil: all): Σ (x − x̄)² / n, or with `unbiased` / (n − 1), Bessel's
  /// correction (PyTorch's default; NumPy's is the former). Of too few elements NaN. Of integers and masks float32.
  public func variance(
    axes: [Int]? = nil, unbiased: Bool = false, keepingDimensions: Bool = false
  ) -> Tensor {
    let axes = shape.normalized(axes, in: "variance")
    return centred(over: axes).squared.sum(axes: axes, keepingDimensions: keepingDimensions)
      / degreesOfFreedom(axes, unbiased)
  }

  /// The mean over `axes` and the mean square distance from it, both with lengths of 1 there; the mean is taken once.
  package func moments(axes: [Int]) -> (mean: Tensor, variance: Tensor) {
    let axes = shape.normalized(axes, in: "moments")
    let mean = mean(axes: axes, keepingDimensions: true)
    let squares = (self - mean).squared.sum(axes: axes, keepingDimensions: true)
    return (mean, squares / degreesOfFreedom(axes, false))
  }

  /// The variance over one axis.
  public func variance(axis: Int, unbiased: Bool = false, keepingDimensions: Bool = false) -> Tensor {
    variance(axes: [axis], unbiased: unbiased, keepingDimensions: keepingDimensions)
  }

  /// The square root of the variance over `axes` (nil: all). Where all elements are equal it is 0, and so is its gradient.
  public func standardDeviation(
    axes: [Int]? = nil, unbiased: Bool = false, keepingDimensions: Bool = false
  ) -> Tensor {
    let axes = shape.normalized(axes, in: "standardDeviation")
    return centred(over: axes).norm(axes: axes, keepingDimensions: keepingDimensions)
      / degreesOfFreedom(axes, unbiased).squareRoot()
  }

  /// The standard deviation over one axis.
  public func standardDeviation(
    axis: Int, unbiased: Bool = false, keepingDimensions: Bool = false
  ) -> Tensor {
    standardDeviation(axes: [axis], unbiased: unbiased, keepingDimensions: keepingDimensions)
  }

  private func centred(over axes: [Int]) -> Tensor {
    let x = dtype.isFloatingPoint ? self : converted(to: .float32)
    return x - x.mean(axes: axes, keepingDimensions: true)
  }

  private func degreesOfFreedom(_ axes: [Int], _ unbiased: Bool) -> Double {
    let count = axes.reduce(1) { $0 * shape[$1] }
    return Double(unbiased ? Swift.max(count - 1, 0) : count)
  }
}
