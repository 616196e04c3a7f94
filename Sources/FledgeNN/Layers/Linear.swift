import FledgeBasics
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
    withUnsafePointer(to: self) { layer in withExtendedLifetime(x) { Self.apply(layer, to: x.borrowed) } }
  }

  /// The same for a layer and an input that the caller holds. Through a pointer: to pass the layer would copy it, with a
  /// reference for every parameter.
  @inline(__always)
  static func apply(_ layer: UnsafePointer<Linear>, to x: BorrowedTensor) -> Tensor {
    guard let weight = layer.pointee.weight.tensor?.references else { layer.pointee.weight.failUndrawn() }
    let activation = (layer.pointee.activation?.fused).map(Unmanaged.passUnretained)
    if layer.pointee.bias == nil {
      return linear(x, BorrowedTensor(weight), nil, activation: activation)
    }
    guard let bias = layer.pointee.bias?.tensor?.references else { layer.pointee.bias!.failUndrawn() }
    return linear(
      x, BorrowedTensor(weight), BorrowedTensor(bias), activation: activation)
  }

  /// Shows the parameters, in the order of declaration.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor("weight", &weight)
    visitor("bias", &bias)
  }
}
