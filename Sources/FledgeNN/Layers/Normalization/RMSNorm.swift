import FledgeBasics
import FledgeTensor

/// x/√(mean x² + ε)·γ over the last axes of each example: layer norm without centring (Zhang and Sennrich, 2019).
public struct RMSNorm: UndecayedLayer, DescribedLayer {
  /// "rms-norm.1".
  public static let kind = "rms-norm.1"

  /// γ, of the normalised shape, unless the layer has none.
  public var scale: Parameter?
  /// The lengths of the axes that are normalised together, the last ones of an input.
  public let shape: Shape
  /// ε, which is added to the mean square.
  public let epsilon: Double
  private var point = WatchPoint()

  /// A layer for inputs whose last axes have the lengths `shape`.
  public init(_ shape: Shape, epsilon: Double = 1e-5, affine: Bool = true) {
    require(shape.rank >= 1, "RMSNorm: expected one axis or more to normalise, got a scalar's shape")
    require(epsilon >= 0, "RMSNorm: expected an epsilon of 0 or more, got \(epsilon)")
    (self.shape, self.epsilon) = (shape, epsilon)
    if affine { scale = Parameter(shape, .ones) }
  }

  /// A layer for inputs whose last axis has so many features.
  public init(_ features: Int, epsilon: Double = 1e-5, affine: Bool = true) {
    self.init(Shape([features]), epsilon: epsilon, affine: affine)
  }

  /// x (…, shape), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { normalized(x) } }

  private func normalized(_ x: Tensor) -> Tensor {
    let axes = LastAxes(shape).indices(of: x, in: "RMSNorm")
    let square = x.squared.mean(axes: axes, keepingDimensions: true)
    guard let scale else { return NormalizationFormulas.byRoot(x, square, parameters: [epsilon]) }
    return NormalizationFormulas.scaledByRoot(x, square, scale.value, parameters: [epsilon])
  }

  /// (…, shape), as the input.
  public func outputShape(for input: Shape) throws -> Shape {
    try LastAxes(shape).checked(input, parameters: [scale?.shape], epsilon: epsilon)
  }

  /// The mean square, two operations an element, and two to normalise.
  public func floatingPointOperations(for input: Shape) -> Double { 4 * Double(input.elementCount) }

  /// Shows the parameter.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("scale", &scale)
  }
}

extension RMSNorm {
  /// The call that makes such a layer: `RMSNorm((64))`.
  public var description: String {
    "RMSNorm(\(shape)" + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)")
      + (scale == nil ? ", affine: false)" : ")")
  }
}
