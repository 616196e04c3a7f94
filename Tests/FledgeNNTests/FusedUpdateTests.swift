import Fledge
import TestSupport
import Testing

/// An optimiser may run its formula as the tail of the product that a weight's gradient is. Whoever reads the gradient
/// first has it computed; neither may change a bit of what follows. Plain gradient descent adds the product to the
/// weight as it is computed, which may round once less.
@Suite struct FusedUpdateTests {
  private static let procedures: [(name: String, optimizer: any Optimizer)] = [
    ("sgd", SGD(learningRate: 0.1)),
    ("sgd with decay", SGD(learningRate: 0.1, decay: .l2(0.01))),
    ("momentum", SGD(learningRate: 0.05, momentum: .heavyBall(0.9))),
    ("nesterov", SGD(learningRate: 0.05, momentum: .nesterov(0.9))),
    ("adam", Adam()),
    ("adamw", Adam.adamW()),
  ]

  private func trained(_ optimizer: any Optimizer, readingGradients: Bool, dtype: DType)
    -> MultilayerPerceptron
  {
    var random = Random(seed: 5)
    let x = random.normal([37, 50], dtype: dtype)
    let y = Tensor((0..<37).map { Int32($0 % 7) })
    var model = MultilayerPerceptron([50, 70, 7]).initialized(seed: 1, dtype: dtype)
    var optimizer = optimizer
    for _ in 0..<3 {
      let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(x), y) }
      if readingGradients { for gradient in gradients.tensors { _ = gradient.elements(as: Double.self) } }
      optimizer.update(&model, with: gradients)
    }
    return model
  }

  @Test(
    "reading the gradients first changes no bit", arguments: procedures.indices, [DType.float32, .float64])
  func sameBits(_ procedure: Int, _ dtype: DType) {
    let (name, optimizer) = Self.procedures[procedure]
    let fused = trained(optimizer, readingGradients: false, dtype: dtype)
    let separate = trained(optimizer, readingGradients: true, dtype: dtype)
    let tolerance = name == "sgd" ? (dtype == .float32 ? 1e-6 : 1e-14) : 0
    for (a, b) in zip(fused.namedParameters, separate.namedParameters) {
      expectClose(a.parameter.value, b.parameter.value, within: tolerance, "\(name): \(a.name)")
    }
  }

  @Test("a gradient is a value: read twice, copied, changed, added")
  func gradientIsAValue() {
    let x = Tensor([[1.0, 2], [3, 4]])
    let model = Linear(2, 2, bias: false).initialized(seed: 0, dtype: .float64)
    let (_, gradients) = valueAndGradients(of: model) { $0(x).sum() }
    // ∂/∂W Σ XW = Xᵀ·1.
    let expected = Tensor([[4.0, 4], [6, 6]])
    let gradient = gradients.tensors[0]
    #expect(gradient == expected)
    #expect(gradient == expected)
    #expect(gradient + gradient == expected * 2)
    #expect(valueAndGradients(of: model) { $0(x).sum() + $0(x).sum() }.gradients.tensors[0] == expected * 2)
  }
}
