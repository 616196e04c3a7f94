import FledgeBasics

/// The sum over axes that lie next to each other; the result lacks them.
struct Sum: StandardPrimitive {
  let axes: Range<Int>

  var exportedForm: Exported {
    .operator("ReduceSum", attributes: ["axes": .ints(Array(axes)), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.reduce(inputs[0], axes, .sum) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.spread(over: axes, of: context.shape(of: 0))]
  }
}

/// The mean over axes that lie next to each other, added up in Float64; the mean of nothing is NaN.
struct Mean: StandardPrimitive {
  let axes: Range<Int>

  var exportedForm: Exported {
    .operator("ReduceMean", attributes: ["axes": .ints(Array(axes)), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.reduce(inputs[0], axes, .mean) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let shape = context.shape(of: 0)
    let count = shape.count(over: axes)
    return [(gradient / Double(count)).spread(over: axes, of: shape)]
  }
}

/// The product over axes that lie next to each other.
struct ElementProduct: StandardPrimitive {
  let axes: Range<Int>

  var exportedForm: Exported {
    .operator("ReduceProd", attributes: ["axes": .ints(Array(axes)), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.reduce(inputs[0], axes, .product) }

  /// ∂y/∂xᵢ is the product of the factors before and behind xᵢ: right where some are 0, unlike y/xᵢ.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let x = context.input(0)
    let merged = [
      x.shape.count(over: ..<axes.lowerBound), x.shape.count(over: axes),
      x.shape.count(over: axes.upperBound...),
    ]
    let factors = x.reshaped(to: Shape(unchecked: merged))
    let others =
      factors.cumulativeProduct(axis: 1).shifted(by: 1, axis: 1, filling: 1)
      * factors.cumulativeProduct(axis: 1, reversed: true).shifted(by: -1, axis: 1, filling: 1)
    return [others.reshaped(to: x.shape).gated(by: gradient.spread(over: axes, of: x.shape))]
  }
}

extension Tensor {
  /// The sum over `axes` (nil: all), which drop out of the shape or, with `keepingDimensions`, stay with length 1. The sum of
  /// nothing is 0. Partial sums are exact enough for ten million Floats. The sum of integers and masks is int64 and wraps
  /// around.
  public func sum(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "sum") { recorded(Sum(axes: $1), PrimitiveInputs($0)) }
  }

  /// The sum over one axis.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// The mean over `axes` (nil: all), of integers and masks as float32; the mean of nothing is NaN.
  public func mean(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let x = dtype.isFloatingPoint ? self : converted(to: .float64)
    let mean = x.reduced(axes, keepingDimensions, in: "mean") {
      recorded(Mean(axes: $1), PrimitiveInputs($0))
    }
    return dtype.isFloatingPoint ? mean : mean.converted(to: .float32)
  }

  /// The mean over one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    mean(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// The product over `axes` (nil: all); the product of nothing is 1. The gradient is right where factors are 0. The product
  /// of integers and masks is int64 and wraps around.
  public func product(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "product") {
      recorded(ElementProduct(axes: $1), PrimitiveInputs($0))
    }
  }

  /// The product over one axis.
  public func product(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    product(axes: [axis], keepingDimensions: keepingDimensions)
  }
}
