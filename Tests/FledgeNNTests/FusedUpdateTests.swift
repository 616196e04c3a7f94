import Fledge
import TestSupport
import Testing

/// An optimiser may run its formula as the tail of the product that a weight's gradient is. Reading the gradient
/// first has it computed; neither way may change a bit of what follows. Plain gradient descent adds the product to the
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
      let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(x), labels: y) }
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
    let x = Tensor([[1.0, 2], [3, 4]], dtype: .float64)
    let model = Linear(2, 2, bias: false).initialized(seed: 0, dtype: .float64)
    let (_, gradients) = valueAndGradients(of: model) { $0(x).sum() }
    // ∂/∂W Σ XW = Xᵀ·1.
    let expected = Tensor([[4.0, 4], [6, 6]], dtype: .float64)
    let gradient = gradients.tensors[0]
    #expect(gradient == expected)
    #expect(gradient == expected)
    #expect(gradient + gradient == expected * 2)
    #expect(valueAndGradients(of: model) { $0(x).sum() + $0(x).sum() }.gradients.tensors[0] == expected * 2)
  }

  /// Weights that are parts, views and joins of its parameters.
  private struct Packed: Layer {
    var flat = Parameter([12], .kaimingNormal)
    var turned = Parameter([2, 6], .kaimingNormal)
    var top = Parameter([1, 4], .kaimingNormal)
    var bottom = Parameter([2, 4], .kaimingNormal)
    var large = Parameter([9, 4], .kaimingNormal)

    func callAsFunction(_ x: Tensor) -> Tensor {
      let joined = Tensor.concatenated([top.value, bottom.value])
      let weights = [
        flat.value.reshaped(to: [3, 4]), turned.value.reshaped(to: [3, 4]), joined, large.value[2..<5],
      ]
      return weights.map { linear(x, $0, nil) }.reduce(Tensor.zeros([1, 4], dtype: x.dtype)) { $0 + $1 }
    }

    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("flat", &flat)
      visitor("turned", &turned)
      visitor("top", &top)
      visitor("bottom", &bottom)
      visitor("large", &large)
    }
  }

  @Test("a gradient that is a view or a part of a product is no product", arguments: procedures.indices)
  func views(_ procedure: Int) {
    func trained(_ optimizer: some Optimizer, readingGradients: Bool) -> [Tensor] {
      var random = Random(seed: 6)
      let x = random.normal([5, 3], dtype: .float64)
      var (model, optimizer) = (Packed().initialized(seed: 2, dtype: .float64), optimizer)
      for _ in 0..<3 {
        let (_, gradients) = valueAndGradients(of: model) { $0(x).squared.mean() }
        if readingGradients { for gradient in gradients.tensors { _ = gradient.elements(as: Double.self) } }
        optimizer.update(&model, with: gradients)
      }
      return model.values
    }
    let optimizer = Self.procedures[procedure].optimizer
    let (fused, separate) = (
      trained(optimizer, readingGradients: false), trained(optimizer, readingGradients: true)
    )
    for (a, b) in zip(fused, separate) { expectClose(a, b, within: 1e-14) }
  }

  @Test("one set of gradients updates several models by several tasks at once")
  func sharedGradients() async {
    var random = Random(seed: 7)
    let x = random.normal([600, 50])
    let model = Linear(50, 40).initialized(seed: 1)
    let (_, gradients) = valueAndGradients(of: model) { $0(x).squared.mean() }
    let results = await withTaskGroup(of: Tensor.self) { group in
      for task in 0..<8 {
        group.addTask {
          if task == 7 { return gradients.tensors[0] * 1 }
          var (copy, optimizer) = (model, Adam())
          optimizer.update(&copy, with: gradients)
          return copy.weight.value
        }
      }
      return await group.reduce(into: [Tensor]()) { $0.append($1) }
    }
    var (alone, optimizer) = (model, Adam())
    _ = gradients.tensors[0].item(0)
    optimizer.update(&alone, with: gradients)
    #expect(results.count { $0 == alone.weight.value } == 7)
    #expect(results.contains(gradients.tensors[0]))
  }
}

extension Tensor {
  fileprivate func item(_ index: Int) -> Double { flattened[index].item }
}
