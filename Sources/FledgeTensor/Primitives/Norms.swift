import FledgeBasics

/// (Σ |x|ᵖ)^(1/p) over axes that lie next to each other, for a finite p other than 1; its gradient at 0 is 0.
struct Norm: StandardPrimitive {
  let p: Double
  let axes: Range<Int>

  var exportedForm: Exported {
    .composite("ReduceLp", attributes: ["p": .float(p), "axes": .ints(Array(axes)), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let magnitudes = abs(inputs[0].detached)
    let sum = powers(magnitudes).sum(axes: Array(axes))
    let (tiny, huge) =
      sum.dtype == .float32
      ? (Double(Float.leastNormalMagnitude), Double(Float.greatestFiniteMagnitude))
      : (Double.leastNormalMagnitude, Double.greatestFiniteMagnitude)
    // Below this, powers that count may have vanished.
    let least = tiny / .ulpOfOne
    if sum.elements(as: Double.self).allSatisfy({ $0 >= least && $0 <= huge }) { return root(of: sum) }
    // Again, with the largest magnitude as the unit.
    let unit = magnitudes.max(axes: Array(axes)).clamped(tiny, huge)
    let scaled = magnitudes / unit.spread(over: axes, of: magnitudes.shape)
    return unit * root(of: powers(scaled).sum(axes: Array(axes)))
  }

  private func powers(_ x: Tensor) -> Tensor { p == 2 ? x.squared : pow(x, p) }

  private func root(of x: Tensor) -> Tensor { p == 2 ? sqrt(x) : pow(x, 1 / p) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .all, output: true)
  }

  /// g·sign(x)·(|x|/y)^(p − 1); for p = 2 that is g·x/y.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let (x, y) = (context.input(0), context.output)
    let zero = Tensor.zeros([], dtype: x.dtype)
    let isZero = y.detached .== zero
    // Where y is 0 every x is: divided by 1 it stays so, and passes nothing on.
    let divisor = select(isZero, Tensor.one(x.dtype), y).spread(over: axes, of: x.shape)
    let share = gradient.spread(over: axes, of: x.shape)
    let slope: Tensor
    if p == 2 {
      slope = x / divisor
    } else {
      // Where x is 0 its power is not: a power below 1 has an infinite slope there.
      let isBelow = x.detached .< zero
      let isAbove = x.detached .> zero
      let base = select(isBelow, -x, select(isAbove, x, Tensor.one(x.dtype))) / divisor
      let magnitude = pow(base, p - 1)
      slope = select(isBelow, -magnitude, select(isAbove, magnitude, zero))
    }
    return [select(isZero.spread(over: axes, of: x.shape), zero, slope.gated(by: share))]
  }
}

extension Tensor {
  /// (Σ |x|ᵖ)^(1/p) over `axes` (nil: all): for p = 2, the default, the Euclidean length, for 1 the sum of the magnitudes, for
  /// infinity the largest of them. p > 0. Magnitudes whose powers overflow do no harm. The gradient at 0 is 0. The norm of
  /// nothing is 0; of integers and masks it is float32.
  public func norm(_ p: Double = 2, axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    require(p > 0, "norm: expected p > 0, got \(p)")
    let x = dtype.isFloatingPoint ? self : converted(to: .float32)
    if p == 1 { return abs(x).sum(axes: axes, keepingDimensions: keepingDimensions) }
    let count = shape.normalized(axes, in: "norm").reduce(1) { $0 * shape[$1] }
    if count == 0 { return x.sum(axes: axes, keepingDimensions: keepingDimensions) }
    if p == .infinity { return abs(x).max(axes: axes, keepingDimensions: keepingDimensions) }
    return x.reduced(axes, keepingDimensions, in: "norm") {
      recorded(Norm(p: p, axes: $1), PrimitiveInputs($0))
    }
  }

  /// The norm over one axis.
  public func norm(_ p: Double = 2, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    norm(p, axes: [axis], keepingDimensions: keepingDimensions)
  }
}
