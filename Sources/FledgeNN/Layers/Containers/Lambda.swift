import FledgeTensor

/// A function as a layer, for what needs no parameters: `Lambda("transpose") { $0.transposed() }`. A file
/// cannot describe it.
public struct Lambda: Layer {
  /// For messages and summaries.
  public let name: String
  private let function: @Sendable (Tensor) -> Tensor
  private var point = WatchPoint()

  /// A layer that applies `function`, which is made of tensor operations if it is to be differentiated.
  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    (self.name, self.function) = (name, function)
  }

  /// The function of x.
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { function(x) } }

  /// Shows nothing: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) { visitor(&point) }
}

extension Lambda {
  /// `Lambda("transpose")`.
  public var description: String { "Lambda(\"\(name)\")" }
}
