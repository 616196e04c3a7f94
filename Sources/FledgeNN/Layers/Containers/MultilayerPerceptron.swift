import FledgeBasics
import FledgeFormula
import FledgeTensor

/// The fully connected network of any depth: Z₁ = X, Z_{i+1} = σ(Z_i·W_i + b_i), and no activation after the last layer.
///
/// Two sizes make softmax regression, three the two-layer network σ(XW₁)W₂.
public struct MultilayerPerceptron: DescribedLayer {
  /// "multilayer-perceptron.1".
  public static let kind = "multilayer-perceptron.1"

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

  /// σ, the activation after every layer but the last; the identity where there is none.
  public var activation: Activation { layers.first?.activation ?? .identity }

  /// x (m, inputs) to the logits (m, classes). Pictures (m, rows, columns) of as many pixels become vectors first.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    if takesPictures(x.shape) { return self(Flatten()(x)) }
    return layers.fold(x) { z, layer in layer(z) }
  }

  private func takesPictures(_ input: Shape) -> Bool {
    input.rank > 2 && input.count(over: 1...) == layers.first?.weight.shape[0]
  }

  /// (m, inputs) to (m, classes).
  public func outputShape(for input: Shape) throws -> Shape {
    let vectors = try inputShape(input)
    return try naming("layers") { try Sequential(layers).outputShape(for: vectors) }
  }

  /// The layers under the names that `visit` shows.
  public func innerLayers(for input: Shape) throws -> [InnerLayer] {
    let vectors = try inputShape(input)
    return try naming("layers") { try Sequential(layers).innerLayers(for: vectors) }.map {
      InnerLayer("layers.\($0.name)", $0.layer, input: $0.input)
    }
  }

  /// None but the layers' own.
  public func floatingPointOperations(for input: Shape) -> Double { 0 }

  /// What reaches the first layer. Throws for layers from a file that are no such network.
  private func inputShape(_ input: Shape) throws -> Shape {
    guard let first = layers.first, first.weight.shape.rank == 2, layers.last?.activation == nil,
      layers.dropLast().allSatisfy({ $0.activation?.name == first.activation?.name })
    else {
      throw ShapeMismatch(
        expected: "layers with one activation, and none after the last", found: "\(layers.count) others")
    }
    return takesPictures(input) ? try Flatten().outputShape(for: input) : input
  }

  /// Shows the layers under their numbers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("layers", &layers)
  }
}

extension MultilayerPerceptron {
  /// The sizes and the activation, and the summary.
  public var description: String {
    let sizes = layers.map { $0.weight.shape[0] } + (layers.last.map { [$0.weight.shape[1]] } ?? [])
    return
      "MultilayerPerceptron(\(sizes), activation: \(layers.first?.activation?.name ?? "identity"))\n\(summary)"
  }
}
