import Fledge
import TestSupport
import Testing

/// A struct of one's own that has all kinds of layers; there is no training code in it.
struct EveryLayer: Layer {
  var embedding = Embedding(6, 4, padding: 0)
  var first = Linear(4, 5)
  var norm = BatchNorm(5)
  var slope = PReLU(5)
  var dropout = Dropout(0.4)
  var block = Residual {
    LayerNorm(5)
    Linear(5, 5, activation: .gelu)
    Dropout(0.2)
  }
  var last = Sequential {
    RMSNorm(5)
    Lambda("double") { 2 * $0 }
    Linear(5, 3)
  }

  /// Numbers of rows (m) to logits (m, 3).
  func callAsFunction(_ x: Tensor) -> Tensor { last(block(dropout(slope(norm(first(embedding(x))))))) }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("embedding", &embedding)
    visitor("first", &first)
    visitor("norm", &norm)
    visitor("slope", &slope)
    visitor("dropout", &dropout)
    visitor("block", &block)
    visitor("last", &last)
  }
}

@Suite struct LayerTests {
  static let x = Random.tensor(seed: 3, [6, 4])

  private func trained(_ model: EveryLayer, steps: Int, threads: Int) -> EveryLayer {
    let before = Machine.threadCount
    Machine.threadCount = threads
    defer { Machine.threadCount = before }
    var (model, optimizer) = (model, Adam(learningRate: 0.01))
    let x = Tensor((0..<400).map { Int32($0 * 7 % 6) })
    let labels = Tensor((0..<400).map { Int32($0 % 3) })
    for step in 0..<steps {
      let (_, gradients) = valueAndGradients(of: model, random: Random(seed: 1).numbered(step)) {
        crossEntropy($0(x), labels: labels)
      }
      optimizer.update(&model, with: gradients)
    }
    return model
  }

  @Test("a struct with every layer: sound, trained to the same bits on any number of threads")
  func everyLayer() {
    let model = EveryLayer().initialized(seed: 5)
    #expect(model.visitFaults.isEmpty)
    #expect(model.namedStatistics.map(\.name) == ["norm.mean", "norm.variance"])
    let (one, three) = (trained(model, steps: 4, threads: 1), trained(model, steps: 4, threads: 3))
    #expect(one.namedParameters.map(\.parameter.value) == three.namedParameters.map(\.parameter.value))
    #expect(one.namedStatistics.map(\.statistic.value) == three.namedStatistics.map(\.statistic.value))
    #expect(one.namedStatistics[0].statistic.value != model.namedStatistics[0].statistic.value)
    #expect(one.embedding(Tensor([0, 1] as [Int32]))[0] == .zeros([4]))
    #expect(one.embedding.weight.value[0] == model.embedding.weight.value[0], "padding is not trained")
  }

  @Test("the whole Jacobian to the second order, in training and in evaluation")
  func gradients() {
    let layers: [(String, any Layer)] = [
      ("Dropout", Dropout(0.4)), ("BatchNorm", BatchNorm(4)),
      ("BatchNorm, plain", BatchNorm(4, affine: false)),
      ("LayerNorm", LayerNorm(4)), ("LayerNorm, no bias", LayerNorm(4, bias: false)),
      ("RMSNorm", RMSNorm(4)), ("RMSNorm, plain", RMSNorm(4, affine: false)), ("PReLU", PReLU()),
      ("PReLU(4)", PReLU(4)), ("Scaling", Scaling(4)), ("Standardizer", Standardizer(fitting: Self.x)),
      ("Standardizer, inverse", Standardizer(fitting: Self.x).inverse),
      ("Lambda", Lambda("cube") { $0 * $0 * $0 }),
      (
        "Residual",
        Residual {
          Linear(4, 4, activation: .tanh)
          Dropout(0.5)
        }
      ),
      (
        "Residual with a shortcut",
        Residual(Sequential { Linear(4, 2) }, shortcut: Sequential { Linear(4, 2) })
      ),
    ]
    for (name, layer) in layers {
      for training in [true, false] {
        let check = gradientCheck(of: layer, training: training)
        #expect(check.passes, "\(name), training \(training): \(check)")
      }
    }
    let table = Embedding(4, 2, padding: 1).initialized(seed: 1, dtype: .float64)
    let check = checkGradients(at: table.values) { values in
      table.with(values)(Tensor([[3, 0, 3], [1, 2, 0]] as [[Int32]])).squared
    }
    #expect(check.passes, "Embedding: \(check)")
  }

  private func gradientCheck<L: Layer>(of layer: L, training: Bool) -> GradientCheck {
    var model = layer.initialized(seed: 2, dtype: .float64)
    model.forEachParameter { _, parameter in parameter.value = parameter.value + 0.25 }
    return checkGradients(at: [Self.x] + model.values) { inputs in
      let model = model.with(Array(inputs.dropFirst()))
      return (training ? model.training(random: Random(seed: 7)) : model)(inputs[0])
    }
  }

  @Test("dropout keeps the expectation, drops by its rate, and none in evaluation")
  func dropout() {
    let x = Tensor.ones([200, 500])
    for rate in [0, 0.1, 0.5, 0.9, 1] {
      let layer = Dropout(rate)
      #expect(layer(x) == x)
      let y = layer.training(random: Random(seed: 4))(x)
      let dropped = (y .== 0).countNonzero().item / 100_000
      #expect(abs(dropped - rate) < 0.006, "rate \(rate): \(dropped) dropped")
      #expect(rate == 1 || abs(y.mean().item - 1) < 0.02, "rate \(rate)")
      let kept = y.elements(as: Float.self).filter { $0 != 0 }
      #expect(kept.allSatisfy { abs(Double($0) - 1 / (1 - rate)) < 1e-5 })
    }
    // A mask is drawn by one thread or by several.
    let masks = [1, 2, 3].map { threads in
      let before = Machine.threadCount
      Machine.threadCount = threads
      defer { Machine.threadCount = before }
      return Dropout(0.5).training(random: Random(seed: 4))(x)
    }
    #expect(masks[0] == masks[1] && masks[0] == masks[2])
    // What is dropped is 0 even where it was not finite.
    #expect(
      Dropout(1).training(random: Random(seed: 1))(Tensor([.nan, .infinity] as [Float])) == .zeros([2]))
  }

  @Test("a batch norm of batches evaluates as the formula says")
  func batchNormInEvaluation() {
    var model = BatchNorm(2, epsilon: 0).initialized(seed: 0, dtype: .float64)
    model.mean!.value = Tensor([1, -1] as [Double])
    model.variance!.value = Tensor([4, 0.25] as [Double])
    model.scale!.value = Tensor([3, 1] as [Double])
    model.shift!.value = Tensor([0, 10] as [Double])
    #expect(model(Tensor([[5, 0]] as [[Double]])) == Tensor([[6, 12]] as [[Double]]))
  }

  @Test("descriptions")
  func descriptions() {
    #expect("\(Dropout(0.2))" == "Dropout(0.2)")
    #expect("\(BatchNorm(5, momentum: 0.2))" == "BatchNorm(5, momentum: 0.2)")
    #expect("\(LayerNorm(5, bias: false))" == "LayerNorm((5), bias: false)")
    #expect("\(RMSNorm(5, epsilon: 0.001))" == "RMSNorm((5), epsilon: 0.001)")
    #expect("\(Embedding(6, 4, padding: 0))" == "Embedding(6, 4, padding: 0)")
    #expect("\(PReLU(5))" == "PReLU(5)")
    #expect("\(Scaling(5))" == "Scaling(5)")
    #expect("\(Lambda("double") { 2 * $0 })" == "Lambda(\"double\")")
  }
}

extension Random {
  /// Numbers of the normal distribution, in Float64.
  static func tensor(seed: UInt64, _ shape: Shape) -> Tensor {
    var random = Random(seed: seed)
    return random.normal(shape, dtype: .float64)
  }
}

/// What a caller slips on ends the program with a message that names it.
@Suite struct LayerErrorTests {
  @Test func batchOfOne() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = BatchNorm(2).initialized(seed: 0)
      _ = valueAndGradients(of: model) { $0(Tensor([[1, 2]])).sum() }
    }
    expectMessage(result, "BatchNorm", "more than one value", "(1, 2)")
  }

  @Test func featuresOfAnotherNumber() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BatchNorm(2).initialized(seed: 0)(Tensor([[1, 2, 3]]))
    }
    expectMessage(result, "BatchNorm", "(m, 2, …)", "(1, 3)")
  }

  @Test func lastAxesOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LayerNorm([2, 3]).initialized(seed: 0)(Tensor.zeros([4, 3, 2]))
    }
    expectMessage(result, "LayerNorm", "(…, 2, 3)", "(4, 3, 2)")
  }

  @Test func embeddingOfFloats() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Embedding(2, 3).initialized(seed: 0)(Tensor([0, 1] as [Float]))
    }
    expectMessage(result, "Embedding", "integers", "float32")
  }

  @Test func rateBeyondOne() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dropout(50)
    }
    expectMessage(result, "Dropout", "0 to 1", "50")
  }
}
