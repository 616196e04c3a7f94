import Fledge

/// The logits of a batch, nothing recorded.
struct Inference: Workload {
  let operations: Double
  private let model: MultilayerPerceptron
  private let inputs: Tensor  // (batch, inputs)
  private var logits: Tensor

  init(_ sizes: [Int], batch: Int) {
    operations = Product.forward(sizes, batch: batch).map(\.operations).reduce(0, +)
    model = MultilayerPerceptron(sizes).initialized(seed: 0)
    var random = Random(seed: 1)
    inputs = random.normal([batch, sizes[0]])
    logits = model(inputs)
  }

  mutating func run(steps: Int) {
    for _ in 0..<steps { logits = model(inputs) }
  }

  func check() throws {
    let exact = model.converted(to: .float64)(inputs.converted(to: .float64)).elements(as: Double.self)
    for (index, (value, expected)) in zip(logits.elements(as: Double.self), exact).enumerated() {
      try WrongResult.check("logit \(index)", value, expected: expected, tolerance: 1e-3)
    }
  }
}
