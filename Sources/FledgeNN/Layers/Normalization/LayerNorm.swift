import FledgeBasics
import FledgeTensor

/// (x − μ)/√(σ² + ε)·γ + β over the last axes of each example, by itself: the same in training and evaluation (Ba, Kiros and Hinton, 2016).
public struct LayerNorm: UndecayedLayer, DescribedLayer {
  /// "layer-norm.1".
  public static let kind = "layer-norm.1"

  /// γ, of the normalised shape, unless the layer has none.
  public var scale: Parameter?
  /// β, of the normalised shape, unless the layer has none.
  public var shift: Parameter?
  /// The lengths of the axes that are normalised together, the last ones of an input.
  public let shape: Shape
  /// ε, which is added to the variance.
  public let epsilon: Double
  private var point = WatchPoint()

  /// A layer for inputs whose last axes have the lengths `shape`; without `bias` there is no β, and without `affine` no γ either.
  public init(_ shape: Shape, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true) {
    require(shape.rank >= 1, "LayerNorm: expected one axis or more to normalise, got a scalar's shape")
    require(epsilon >= 0, "LayerNorm: expected an epsilon of 0 or more, got \(epsilon)")
    (self.shape, self.epsilon) = (shape, epsilon)
    if affine {
      scale = Parameter(shape, .ones)
      shift = bias ? Parameter(shape, .zeros) : nil
    }
  }

  /// A layer for inputs whose last axis has so many features.
  public init(_ features: Int, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true) {
    self.init(Shape([features]), epsilon: epsilon, affine: affine, bias: bias)
  }

  /// x (…, shape), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { normalized(x) } }

  private func normalized(_ x: Tensor) -> Tensor {
    let axes = LastAxes(shape).indices(of: x, in: "LayerNorm")
    let (mean, variance) = x.moments(axes: axes)
    return x.normalized(
      mean: mean, variance: variance, epsilon: epsilon, scale: scale?.value, shift: shift?.value)
  }

  /// (…, shape), as the input.
  public func outputShape(for input: Shape) throws -> Shape {
    try LastAxes(shape).checked(input, parameters: [scale?.shape, shift?.shape], epsilon: epsilon)
  }

  /// The mean and the variance, three operations an element, and four to normalise.
  public func floatingPointOperations(for input: Shape) -> Double { 7 * Double(input.elementCount) }

  /// Shows the parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("scale", &scale)
    visitor("shift", &shift)
  }
}

extension LayerNorm {
  /// The call that makes such a layer: `LayerNorm((64))`.
  public var description: String {
    "LayerNorm(\(shape)" + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)")
      + (scale == nil ? ", affine: false)" : shift == nil ? ", bias: false)" : ")")
  }
}
