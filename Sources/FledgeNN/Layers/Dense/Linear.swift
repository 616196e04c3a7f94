import FledgeBasics
import FledgeFormula
import FledgeTensor

/// σ(x·W + b): the fully connected layer.
public struct Linear: Layer {
  /// W, of shape (inputs, outputs).
  public var weight: Parameter
  /// b, of shape (outputs), unless the layer has none.
  public var bias: Parameter?
  /// σ, unless it is the identity.
  public let activation: Activation?

  /// A layer from `inputs` to `outputs` numbers, to be drawn by `initialized(seed:)`.
  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, activation: Activation? = nil,
    initializer: Initializer = .kaimingUniform
  ) {
    require(
      inputs >= 0 && outputs >= 0, "Linear: expected sizes of 0 or more, got \(inputs) and \(outputs)")
    weight = Parameter([inputs, outputs], initializer)
    self.bias = bias ? Parameter([outputs], .zeros) : nil
    self.activation = activation
  }

  /// x (…, inputs) to (…, outputs), bias and activation fused into the product.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    linear(x, weight, bias, activation: activation?.fused)
  }

  /// Shows the parameters, in the order of declaration.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("weight", &weight)
    visitor("bias", &bias)
  }
}
