import FledgeTensor

/// A described layer of any type where one type is asked for, as by a trainer. It adds nothing to the paths of parameters.
public struct AnyLayer: Layer {
  /// The layer.
  public var layer: any DescribedLayer

  /// The same layer.
  public init(_ layer: any DescribedLayer) { self.layer = layer }

  /// What the layer gives.
  public func callAsFunction(_ x: Tensor) -> Tensor { layer(x) }

  /// Shows what the layer shows, where it stands: parameters stay uniquely held while an optimiser changes them.
  public mutating func visit(_ visitor: inout some ModuleVisitor) { layer.visit(&visitor) }

  /// The layer's own.
  public var description: String { layer.description }
}
