import Fledge
import TestSupport
import Testing

/// The lecture's formulas against automatic differentiation, and against each other.
@Suite struct AgreementTests {
  private func network(
    _ depth: Int, _ activation: Activation, bias: Bool, _ dtype: DType, rows: Int = 7
  ) -> (model: MultilayerPerceptron, x: Tensor, y: Tensor) {
    var random = Random(seed: UInt64(depth))
    let sizes = [5] + (1..<depth).map { 4 + $0 % 3 } + [3]
    var model = MultilayerPerceptron(
      sizes, activation: activation, bias: bias, initializer: .normal(standardDeviation: 0.5)
    ).initialized(seed: 2, dtype: dtype)
    // Biases start at 0; moved, a mistake with them shows.
    for index in model.layers.indices where bias {
      model.layers[index].bias!.value = random.normal(model.layers[index].bias!.shape, dtype: dtype)
    }
    let labels = Tensor((0..<rows).map { Int32($0 % 3) })
    return (model, random.normal([rows, 5], dtype: dtype), labels)
  }

  @Test(
    "by hand and automatic agree to 1e-10 of max|J|, for 1 to 6 layers",
    arguments: Activation.standard.indices)
  func automatic(_ index: Int) {
    let activation = Activation.standard[index]
    for depth in 1...6 {
      for bias in [true, false] {
        for (dtype, tolerance) in [(DType.float64, 1e-10), (.float32, 1e-4)] {
          let (model, x, y) = network(depth, activation, bias: bias, dtype)
          let byHand = ByHand.valueAndGradients(of: model, x, y)
          let automatic = valueAndGradients(of: model) { crossEntropy($0(x), labels: y) }
          let name = "\(activation.name), \(depth) layers, bias \(bias), \(dtype)"
          expectClose(byHand.value, automatic.value, within: tolerance, name)
          #expect(byHand.gradients.tensors.count == depth * (bias ? 2 : 1))
          let steepest = automatic.gradients.tensors.map { abs($0).max().item }.max()!
          for (a, b) in zip(byHand.gradients.tensors, automatic.gradients.tensors) {
            #expect(a.shape == b.shape && a.dtype == dtype)
            #expect(abs(a - b).max().item <= tolerance * steepest, "\(name)")
          }
        }
      }
    }
  }

  @Test("by hand and central differences agree", arguments: Activation.standard.indices)
  func differences(_ index: Int) {
    let (model, x, y) = network(3, Activation.standard[index], bias: true, .float64)
    let gradients = ByHand.valueAndGradients(of: model, x, y).gradients
    let names = model.parameterNames
    for (number, gradient) in gradients.tensors.enumerated() {
      let parameter = model.namedParameters[number].parameter.value
      let differences = CentralDifferences(
        of: { moved in
          var copy = model
          copy.forEachParameter { name, parameter in
            if name == names[number] { parameter.value = moved }
          }
          return ByHand.valueAndGradients(of: copy, x, y).value
        }, at: parameter, coordinates: Array(0..<parameter.count))
      let slopes = differences.slopes.map { $0[0] }
      let tolerance = CentralDifferences.tolerance(
        largestSlope: slopes.compactMap { $0 }.map { $0.magnitude }.max() ?? 0,
        largestValue: differences.largestValue)
      for (slope, analytic) in zip(slopes, gradient.elements(as: Double.self)) {
        if let slope { #expect((slope - analytic).magnitude <= tolerance, "\(names[number])") }
      }
    }
  }

  @Test("softmax regression and two layers are the deep recursion's first cases")
  func specialCases() {
    for activation in Activation.standard {
      let (one, x, y) = network(1, activation, bias: false, .float64)
      let regression = ByHand.softmaxRegression(x, y, one.layers[0].weight.value)
      let deepOne = ByHand.valueAndGradients(of: one, x, y)
      expectClose(regression.loss, deepOne.value, within: 1e-15)
      expectClose(regression.gradient, deepOne.gradients.tensors[0], within: 1e-15)

      let (two, _, _) = network(2, activation, bias: false, .float64)
      let weights = two.layers.map(\.weight.value)
      let layers = ByHand.twoLayers(x, y, weights[0], weights[1], activation: activation)
      let deepTwo = ByHand.valueAndGradients(of: two, x, y)
      expectClose(layers.loss, deepTwo.value, within: 1e-15)
      expectClose(layers.gradients.W1, deepTwo.gradients.tensors[0], within: 1e-14, activation.name)
      expectClose(layers.gradients.W2, deepTwo.gradients.tensors[1], within: 1e-14, activation.name)
    }
  }

  @Test("one epoch by hand takes the steps that automatic differentiation takes, the last batch smaller")
  func epochs() {
    let (one, x, y) = network(1, .relu, bias: false, .float64, rows: 23)
    var (linear, reference) = (one.layers[0], one.layers[0])
    var (first, second) = (SGD(learningRate: 0.3), SGD(learningRate: 0.3))
    ByHand.softmaxRegressionEpoch(x, y, &linear, optimizer: &first, batchSize: 5)
    for start in stride(from: 0, to: 23, by: 5) {
      let batch = start..<min(start + 5, 23)
      let (_, gradients) = valueAndGradients(of: reference) { crossEntropy($0(x[batch]), labels: y[batch]) }
      second.update(&reference, with: gradients)
    }
    expectClose(linear.weight.value, reference.weight.value, within: 1e-14)

    var (two, _, _) = network(2, .tanh, bias: false, .float64)
    var twoReference = two
    var (third, fourth) = (Adam(), Adam())
    ByHand.twoLayersEpoch(x, y, &two, optimizer: &third, batchSize: 10)
    for batch in [0..<10, 10..<20, 20..<23] {
      let (_, gradients) = valueAndGradients(of: twoReference) {
        crossEntropy($0(x[batch]), labels: y[batch])
      }
      fourth.update(&twoReference, with: gradients)
    }
    for (a, b) in zip(two.layers, twoReference.layers) {
      expectClose(a.weight.value, b.weight.value, within: 1e-12)
    }
  }

  @Test("loss and error of logits")
  func lossAndError() {
    let logits: Tensor = [[2, 1, 0], [0, 3, 0], [1, 0, 1], [0, 0, 9]]
    let labels = Tensor([0, 0, 2, 2] as [UInt8])
    let (loss, error) = ByHand.lossAndError(logits, labels)
    // At a tie the first counts as chosen, so the third row is wrong.
    #expect(error == 0.5)
    #expect((loss - crossEntropy(logits, labels: labels).item).magnitude < 1e-6)
    #expect(
      (ByHand.lossAndError(.zeros([60, 10]), Tensor([Int32](repeating: 3, count: 60))).loss - 2.3025851)
        .magnitude < 1e-6)
  }

  @Test("the gradient of the loss is (S − I)/m: rows sum to 0, and only the label's entry is negative")
  func gradientOfLoss() {
    let (_, x, _) = network(1, .relu, bias: false, .float64)
    let y = Tensor([0, 1, 2, 3, 4, 0, 1] as [Int32])
    let gradient = ByHand.softmaxLossGradient(x, y)
    expectClose(gradient.sum(axes: [1]) + 1, .ones([7], dtype: .float64), within: 1e-15)
    let oneHot = Tensor.oneHot(y, classes: 5, dtype: .float64)
    expectClose(gradient, (x.softmax() - oneHot) / 7, within: 1e-15)
  }
}
