import Fledge
import Foundation
import TestSupport
import Testing

/// Ten steps of linear regression in Float64 against PyTorch: each optimiser with each of its settings. Tests/Oracle/optimizers.py
/// wrote what is expected.
@Suite struct OptimizerOracleTests {
  static let cases: [(name: String, optimizer: any Optimizer)] = [
    ("sgd", SGD(learningRate: 0.1)),
    ("sgd-l2", SGD(learningRate: 0.1, decay: .l2(0.05))),
    ("momentum", SGD(learningRate: 0.05, momentum: .heavyBall(0.9))),
    ("momentum-l2", SGD(learningRate: 0.05, momentum: .heavyBall(0.9), decay: .l2(0.05))),
    ("momentum-dampening", SGD(learningRate: 0.05, momentum: .heavyBall(0.9, dampening: 0.4))),
    (
      "momentum-dampening-l2",
      SGD(learningRate: 0.05, momentum: .heavyBall(0.9, dampening: 0.4), decay: .l2(0.05))
    ),
    ("nesterov", SGD(learningRate: 0.05, momentum: .nesterov(0.8))),
    ("nesterov-l2", SGD(learningRate: 0.05, momentum: .nesterov(0.8), decay: .l2(0.05))),
    ("adam", Adam(learningRate: 0.05)),
    ("adam-constants", Adam(learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-4)),
    ("adam-l2", Adam(learningRate: 0.05, decay: .l2(0.1))),
    ("adamw", Adam.adamW(learningRate: 0.05, weightDecay: 0.1)),
    ("amsgrad", Adam(learningRate: 0.05, beta1: 0.8, beta2: 0.9, amsgrad: true)),
    ("amsgrad-l2", Adam(learningRate: 0.05, beta1: 0.8, beta2: 0.9, decay: .l2(0.1), amsgrad: true)),
    ("amsgradw", Adam(learningRate: 0.05, beta1: 0.8, beta2: 0.9, decay: .decoupled(0.1), amsgrad: true)),
    ("rmsprop", RMSprop(learningRate: 0.02)),
    ("rmsprop-constants", RMSprop(learningRate: 0.02, alpha: 0.9, epsilon: 1e-3)),
    ("rmsprop-l2", RMSprop(learningRate: 0.02, decay: .l2(0.1))),
    ("rmsprop-momentum", RMSprop(learningRate: 0.01, alpha: 0.9, momentum: 0.6)),
    ("rmsprop-centered", RMSprop(learningRate: 0.02, alpha: 0.8, epsilon: 1e-2, centered: true)),
    (
      "rmsprop-centered-momentum",
      RMSprop(
        learningRate: 0.01, alpha: 0.8, epsilon: 1e-2, momentum: 0.6, centered: true, decay: .l2(0.1))
    ),
    ("adagrad", Adagrad(learningRate: 0.1)),
    ("adagrad-settings", Adagrad(learningRate: 0.1, rateDecay: 0.3, initialSum: 0.2, epsilon: 1e-3)),
    ("adagrad-l2", Adagrad(learningRate: 0.1, decay: .l2(0.1))),
    ("lion", Lion(learningRate: 0.02)),
    ("lion-decay", Lion(learningRate: 0.02, beta1: 0.8, beta2: 0.95, decay: .decoupled(0.5))),
    (
      "groups",
      Adam(
        learningRate: 0.05, decay: .decoupled(0.1),
        groups: [ParameterGroup("biases", rate: 0.1, decay: WeightDecay.none) { path, _ in path == "bias" }])
    ),
    ("clip-norm", SGD(learningRate: 0.1)),
    ("clip-value", SGD(learningRate: 0.1)),
  ]

  static let expected: [String: Tensor] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/optimizers.txt")
    let lines = try! String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: ":")
        return (String(parts[0]), Tensor(parts[1].split(separator: " ").map { Double($0)! }))
      })
  }()

  static let x = Tensor([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], dtype: .float64)
  static let y = Tensor([[1.0, 0, -1], [0.5, 2, 0], [-1.5, 1, 0.25]], dtype: .float64)

  static func model(_ dtype: DType = .float64) -> Linear {
    Linear(2, 3).initialized(seed: 0, dtype: dtype).with([
      Tensor([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]], dtype: .float64).converted(to: dtype),
      Tensor([0, 0.1, -0.1], dtype: .float64).converted(to: dtype),
    ])
  }

  /// Steps `first` to `last`, counted from 0, with rates that fall.
  static func run(
    _ name: String, _ optimizer: inout some Optimizer, _ model: inout Linear, rate: Double,
    _ steps: Range<Int>
  ) {
    let (x, y) = (x.converted(to: model.parameterType), y.converted(to: model.parameterType))
    for step in steps {
      optimizer.learningRate = rate * pow(0.9, Double(step))
      var (_, gradients) = valueAndGradients(of: model) { meanSquaredError($0(x), targets: y) }
      if name == "clip-norm" { gradients = gradients.clipped(toGlobalNorm: 0.5) }
      if name == "clip-value" { gradients = gradients.clipped(toValue: 0.2) }
      optimizer.update(&model, with: gradients)
    }
  }

  private func result(_ name: String, _ optimizer: some Optimizer, _ dtype: DType) -> Tensor {
    var (optimizer, model) = (optimizer, Self.model(dtype))
    Self.run(name, &optimizer, &model, rate: optimizer.learningRate, 0..<10)
    return .concatenated(model.values.map(\.flattened))
  }

  @Test("ten steps agree with PyTorch", arguments: cases.indices)
  func tenSteps(_ index: Int) throws {
    let (name, optimizer) = Self.cases[index]
    let expected = try #require(Self.expected[name])
    expectClose(result(name, optimizer, .float64), expected, within: 1e-12, "\(name)")
    expectClose(result(name, optimizer, .float32), expected.converted(to: .float32), within: 5e-5, "\(name)")
  }

  @Test("every case is written, and none besides")
  func complete() { #expect(Set(Self.cases.map(\.name)) == Set(Self.expected.keys)) }

  @Test("state read by name and restored goes on with the same bits", arguments: cases.indices)
  func restored(_ index: Int) throws {
    let (name, optimizer) = Self.cases[index]
    func check(_ optimizer: some Optimizer) throws {
      let (fresh, rate) = (optimizer, optimizer.learningRate)
      var (whole, model) = (optimizer, Self.model())
      Self.run(name, &whole, &model, rate: rate, 0..<4)
      var (other, copy) = (fresh, model)
      try other.restoreState(
        Dictionary(uniqueKeysWithValues: whole.namedState(of: model)),
        counters: whole.stateCounters(of: model),
        of: model)
      #expect(other.state.step == 4)
      Self.run(name, &whole, &model, rate: rate, 4..<10)
      Self.run(name, &other, &copy, rate: rate, 4..<10)
      #expect(copy.values == model.values, "\(name)")
    }
    try check(optimizer)
  }
}
