import Fledge
import TestSupport
import Testing

/// A weight drawn with variance 1 and divided by √inputs in its layer, as the neural tangent parametrisation has it.
private struct DividedLinear: Layer {
  var weight: Parameter
  var bias: Parameter

  init(_ linear: Linear) {
    let inputs = Double(linear.weight.shape[0])
    weight = Parameter(linear.weight.value * inputs.squareRoot())
    bias = Parameter(linear.bias!.value)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    matmul(x, weight.value) / Double(weight.shape[0]).squareRoot() + bias.value
  }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("weight", &weight)
    visitor("bias", &bias)
  }
}

@Suite struct NeuralTangentTests {
  private let x = Random.tensor(seed: 5, [8, 9])
  private let labels = Tensor((0..<8).map { Int32($0 % 4) })

  @Test("ordinary layers with these groups are trained as layers that divide by √inputs are")
  func agrees() {
    let plain = MultilayerPerceptron([9, 16, 4], activation: .tanh, initializer: .lecunNormal)
      .initialized(seed: 2, dtype: .float64)
    let divided = Sequential([
      DividedLinear(plain.layers[0]), Activation.tanh, DividedLinear(plain.layers[1]),
    ])
    var (one, other) = (plain, divided)
    // ε is added to √v, and the two gradients differ by √inputs: without it they would be the same to the last bits.
    var optimizer = Adam(learningRate: 0.05, epsilon: 1e-30, groups: ParameterGroup.neuralTangent)
    let biases = ParameterGroup("biases", rate: 0.1) { path, _ in path.hasSuffix("bias") }
    var reference = Adam(learningRate: 0.05, epsilon: 1e-30, groups: [biases])
    for _ in 0..<10 {
      let (_, a) = valueAndGradients(of: one) { crossEntropy($0(x), labels: labels) }
      optimizer.update(&one, with: a)
      let (_, b) = valueAndGradients(of: other) { crossEntropy($0(x), labels: labels) }
      reference.update(&other, with: b)
    }
    expectClose(one(x), other(x), within: 1e-9)
    #expect(one(x) != plain(x))
  }

  @Test(
    "a scaling learns at six times the rate, biases, norms and embeddings at a tenth, a weight at 1/√inputs")
  func rates() {
    let chain = Sequential([
      TableInput([.number, .category(levels: 3, width: 2)]), Scaling(3), Linear(3, 4), LayerNorm(4),
      Linear(4, 1),
    ])
    let model = chain.initialized(seed: 1, dtype: .float64)
    // The first step of Adam has the length of the rate, where the gradient is not 0.
    var (moved, optimizer) = (model, Adam(learningRate: 1e-3, groups: ParameterGroup.neuralTangent))
    let rows = Tensor([[0.5, 1], [2, 0], [-1, 2]] as [[Double]])
    let (_, gradients) = valueAndGradients(of: model) { ($0(rows) - 3).squared.mean() }
    optimizer.update(&moved, with: gradients)
    let expected = [
      "0.embeddings.0.weight": 0.1, "1.scale": 6, "2.weight": 1 / 3.0.squareRoot(), "2.bias": 0.1,
      "3.scale": 0.1, "3.shift": 0.1, "4.weight": 0.5, "4.bias": 0.1,
    ]
    for (before, after) in zip(model.namedParameters, moved.namedParameters) {
      let step = abs(after.parameter.value - before.parameter.value).max().item
      let rate = expected[before.name]!
      #expect(abs(step - 1e-3 * rate) < 1e-3 * rate * 1e-3, "\(before.name): \(step / 1e-3)")
    }
  }

  @Test("the state goes into a file and comes back with the rates")
  func state() throws {
    let first = MultilayerPerceptron([9, 16, 4]).initialized(seed: 2, dtype: .float64)
    var (model, optimizer) = (first, Adam(learningRate: 0.01, groups: ParameterGroup.neuralTangent))
    func step(_ model: inout MultilayerPerceptron, _ optimizer: inout Adam) {
      let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(x), labels: labels) }
      optimizer.update(&model, with: gradients)
    }
    for _ in 0..<3 { step(&model, &optimizer) }
    var resumed = Adam(learningRate: 0.01, groups: ParameterGroup.neuralTangent)
    let kept = Dictionary(uniqueKeysWithValues: optimizer.namedState(of: model).map { ($0.name, $0.tensor) })
    try resumed.restoreState(kept, counters: optimizer.stateCounters(of: model), of: model)
    var copy = model
    step(&model, &optimizer)
    step(&copy, &resumed)
    #expect(model.namedParameters.map(\.parameter.value) == copy.namedParameters.map(\.parameter.value))
  }
}
