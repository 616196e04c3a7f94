import Fledge
import TestSupport
import Testing

@Suite struct LayerGradientTests {
  /// Every layer with every attribute, from 3 numbers to some.
  static let layers: [(name: String, layer: any Layer)] =
    Activation.standard.flatMap { activation in
      [true, false].map { bias in
        ("Linear, \(activation.name), bias \(bias)", Linear(3, 2, bias: bias, activation: activation))
      }
    }
    + (1...6).flatMap { depth in
      [true, false].map { bias in
        let sizes = [3] + [Int](repeating: 4, count: depth - 1) + [2]
        return (
          "MultilayerPerceptron of \(depth), bias \(bias)",
          MultilayerPerceptron(sizes, activation: .tanh, bias: bias, initializer: .xavierNormal) as any Layer
        )
      }
    } + [
      ("Linear", Linear(3, 2)), ("Linear without bias", Linear(3, 2, bias: false)), ("Flatten", Flatten()),
      ("Shortcut", Shortcut()), ("Scaled", Scaled()),
      (
        "Sequential",
        Sequential {
          Linear(3, 3, activation: .softplus)
          Activation.mish
          Shortcut()
        }
      ),
    ]

  @Test(
    "the Jacobian by parameters and input agrees with central differences, with 0, 1 and 3 rows",
    arguments: layers.indices)
  func jacobians(_ index: Int) {
    let (name, layer) = Self.layers[index]
    for rows in [0, 1, 3] { check(layer, name, rows) }
  }

  private func check<L: Layer>(_ layer: L, _ name: String, _ rows: Int) {
    var random = Random(seed: UInt64(rows) + 5)
    var model = layer.initialized(seed: 4, dtype: .float64)
    // Biases start at 0; moved, a mistake with them shows.
    model.forEachParameter { _, parameter in
      parameter.value =
        parameter.value + random.uniform(parameter.shape, from: -0.4, to: 0.4, dtype: .float64)
    }
    expectGradients(of: model, at: random.normal([rows, 3], dtype: .float64), "\(name), \(rows) rows")
  }
}
