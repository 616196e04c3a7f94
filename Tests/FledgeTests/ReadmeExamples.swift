import Fledge

// The Swift of README.md, compiled and run: ReadmeTests compares the text.

// Example 1 stands in a function, since a test has no top level.
func readmeTraining() -> Double {
  let loader = DataLoader(Dataset(Digits.train()), batchSize: 100, shuffle: .seed(0))
  var model = MultilayerPerceptron([784, 400, 10], activation: .relu).initialized(seed: 0)
  var optimizer = SGD(learningRate: 0.2)
  for epoch in 1...5 {
    for batch in loader.epoch(epoch) {
      let (_, gradients) = valueAndGradients(of: model) {
        crossEntropy($0(batch.inputs), labels: batch.labels)
      }
      optimizer.update(&model, with: gradients)
    }
  }
  print("test error", Evaluation(of: model, on: Dataset(Digits.test())).error)
  return Evaluation(of: model, on: Dataset(Digits.test())).error
}

struct Residual: Layer {
  var inner = Linear(64, 64, activation: .gelu)
  func callAsFunction(_ x: Tensor) -> Tensor { x + inner(inner(x)) }
  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor("inner", &inner)
  }
}

struct Classifier: Layer {
  var input = Linear(784, 64, activation: .relu)
  var block = Residual()
  var output = Linear(64, 10)
  func callAsFunction(_ x: Tensor) -> Tensor { output(block(input(x))) }
  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor("input", &input)
    visitor("block", &block)
    visitor("output", &output)
  }
}

func readmeSnapshot(path: String) throws -> (best: Classifier, loaded: Classifier) {
  var model = Classifier().initialized(seed: 1)
  print(model.summary)
  let best = model
  try model.save(to: path)
  try model.load(from: path)
  return (best, model)
}

func readmeActivation() -> (Activation, Linear) {
  let swish = Activation("swish-1.5") { x in x.gated(by: sigmoid(1.5 * x)) }
  print(swish.formula)
  print(swish.formula.derivative())
  let layer = Linear(784, 64, activation: swish)
  return (swish, layer)
}

func readmePenalty() -> (Tensor, Tensor) {
  let x = Tensor([0.5, -1, 2])
  let (penalty, slope) = valueAndGradient(at: Tensor([1, 2, 3])) { w in
    let inner = gradient(at: x) { x in (w * x * x).sum() }
    return inner.squared.sum()
  }
  return (penalty, slope)
}
