import FledgeBasics

/// The sum over axes that lie next to each other; the result lacks them.
struct Sum: Primitive {
  let axes: Range<Int>

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.reduce(inputs[0], axes, .sum) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [gradient.spread(over: axes, of: call.inputs[0].shape)]
  }
}

/// The mean over axes that lie next to each other, added up in Float64; the mean of nothing is NaN.
struct Mean: Primitive {
  let axes: Range<Int>

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.reduce(inputs[0], axes, .mean) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let shape = call.inputs[0].shape
    let count = shape.count(over: axes)
    return [(gradient / Double(count)).spread(over: axes, of: shape)]
  }
}

/// The largest element over axes that lie next to each other; elements that tie share the gradient equally.
struct Max: Primitive {
  let axes: Range<Int>

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.reduce(inputs[0], axes, .max) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .all, output: true) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let x = call.inputs[0]
    let largest = call.output!.detached.spread(over: axes, of: x.shape)
    let isLargest = x.detached .== largest
    let ties = isLargest.converted(to: x.dtype).sum(axes: Array(axes))
    let share = (gradient / ties).spread(over: axes, of: x.shape)
    return [select(isLargest, share, .zeros([], dtype: x.dtype))]
  }
}

extension Tensor {
  /// Repeats a reduction's result along the axes that it lost.
  fileprivate func spread(over axes: Range<Int>, of shape: Shape) -> Tensor {
    reshaped(to: shape.reduced(Array(axes), keepingDimensions: true)).broadcast(to: shape)
  }

  /// The sum over `axes` (nil: all); the sum of nothing is 0. Partial sums are exact enough for ten million Floats.
  public func sum(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "sum") { recorded(Sum(axes: $1), Operands($0)) }
  }

  /// The mean over `axes` (nil: all); the mean of nothing is NaN.
  public func mean(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "mean") { recorded(Mean(axes: $1), Operands($0)) }
  }

  /// The largest element over `axes` (nil: all); elements that tie share the gradient equally; NaN wins.
  public func max(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "max") { recorded(Max(axes: $1), Operands($0)) }
  }

  /// log Σ exp over `axes` (nil: all), without overflow.
  public func logSumExp(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let reducedAxes = shape.normalized(axes, in: "logSumExp")
    let last = movingLast(reducedAxes)
    let kept = last.shape.dimensions.dropLast(reducedAxes.count)
    let flat = Shape(kept + [last.shape.dimensions.suffix(reducedAxes.count).reduce(1, *)])
    let result = recorded(LogSumExp(), Operands(last.reshaped(to: flat)))
    return result.reshaped(to: shape.reduced(reducedAxes, keepingDimensions: keepingDimensions))
  }

  /// The index of the first largest element along the last axis, Int32; a NaN counts as the largest. No gradient flows.
  public func argMax() -> Tensor {
    require(rank > 0 && shape[-1] > 0, "argMax: wants a last axis with elements, got shape \(shape)")
    return Kernel.argMax(detached)
  }

  /// Reduces any axes with an operation over adjacent ones: others are moved to the end first.
  private func reduced(
    _ axes: [Int]?, _ keepingDimensions: Bool, in operation: String, _ reduce: (Tensor, Range<Int>) -> Tensor
  ) -> Tensor {
    let axes = shape.normalized(axes, in: operation)
    let first = axes.first ?? 0
    let areAdjacent = axes.last.map { $0 - first + 1 == axes.count } ?? true
    let result =
      areAdjacent
      ? reduce(self, first..<(first + axes.count)) : reduce(movingLast(axes), (rank - axes.count)..<rank)
    return keepingDimensions ? result.reshaped(to: shape.reduced(axes, keepingDimensions: true)) : result
  }

  /// `axes` (ascending) moved behind all others.
  func movingLast(_ axes: [Int]) -> Tensor {
    permuted((0..<rank).filter { !axes.contains($0) } + axes)
  }
}
