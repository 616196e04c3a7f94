import FledgeBasics
import FledgeFormula
import FledgeTensor

/// The fully connected network of any depth: Z₁ = X, Z_{i+1} = σ(Z_i·W_i + b_i), and no activation after the last layer.
///
/// Two sizes make softmax regression, three the two-layer network σ(XW₁)W₂.
public struct MultilayerPerceptron: Layer {
  /// The linear layers, first to last; all but the last have the activation.
  public var layers: [Linear]

  /// A network with layers of the given sizes, inputs first and classes last.
  public init(
    _ sizes: [Int], activation: Activation = .relu, bias: Bool = true,
    initializer: Initializer = .kaimingUniform
  ) {
    require(sizes.count >= 2, "MultilayerPerceptron: expected at least 2 sizes, got \(sizes)")
    layers = sizes.indices.dropLast().map { index in
      Linear(
        sizes[index], sizes[index + 1], bias: bias, activation: index == sizes.count - 2 ? nil : activation,
        initializer: initializer)
    }
  }

  /// σ, the activation after every layer but the last.
  public var activation: Activation { layers[0].activation ?? .identity }

  /// x (m, inputs) to the logits (m, classes).
  public func callAsFunction(_ x: Tensor) -> Tensor { layers.reduce(x) { z, layer in layer(z) } }

  /// Shows the layers under their numbers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("layers", &layers)
  }
}
