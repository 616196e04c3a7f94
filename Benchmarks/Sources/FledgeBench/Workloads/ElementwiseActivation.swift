import Fledge

/// An activation on its own, one element after the other.
struct ElementwiseActivation: Workload {
  let operations: Double
  private let activation: Activation
  private let inputs: Tensor
  private var outputs: Tensor?

  init(_ activation: Activation, count: Int) {
    operations = Double(count)
    self.activation = activation
    var random = Random(seed: 1)
    inputs = random.normal([count])
    outputs = activation(inputs)
  }

  mutating func run(steps: Int) {
    for _ in 0..<steps {
      // Its memory is free for the next result before that is made, as a copy too writes to one place again and again.
      outputs = nil
      outputs = activation(inputs)
    }
  }

  func check() throws {
    let exact = activation(inputs.converted(to: .float64)).elements(as: Double.self)
    for (index, (value, expected)) in zip(outputs!.elements(as: Double.self), exact).enumerated() {
      try WrongResult.check("element \(index)", value, expected: expected, tolerance: 1e-5)
    }
  }
}
