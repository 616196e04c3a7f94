import Fledge
import TestSupport
import Testing

/// A residual connection, and one layer used twice.
struct Shortcut: Layer {
  var inner = Linear(3, 3, activation: .tanh)
  var output = Linear(3, 2)

  func callAsFunction(_ x: Tensor) -> Tensor {
    let z = x + inner(x)
    return output(z + inner(z))
  }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("inner", &inner)
    visitor("output", &output)
  }
}

/// Parameters of its own, beside layers in an array and one that may be missing.
struct Scaled: Layer {
  var scale = Parameter([3], .ones)
  var layers = [Linear(3, 4, activation: .silu), Linear(4, 2)]
  var shift: Parameter? = Parameter([2], .constant(0.25))

  func callAsFunction(_ x: Tensor) -> Tensor {
    let z = layers.reduce(x * scale.value) { $1($0) }
    return shift.map { z + $0.value } ?? z
  }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("scale", &scale)
    visitor("layers", &layers)
    visitor("shift", &shift)
  }
}

extension Module {
  /// The model with other values, in visiting order; tracked ones stay tracked.
  func with(_ values: [Tensor]) -> Self {
    var (copy, index) = (self, 0)
    copy.forEachParameter { _, parameter in
      parameter.value = values[index]
      index += 1
    }
    return copy
  }

  /// The parameters' values, in visiting order.
  var values: [Tensor] { namedParameters.map(\.parameter.value) }
}

/// Expects the Jacobian of a model by its parameters and its input to agree with central differences, and the gradient of a
/// weighted sum to be the same through `valueAndGradients(of:)`.
func expectGradients(
  of model: some Layer, at x: Tensor, _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  expectGradient(
    of: { inputs in model.with(Array(inputs.dropFirst()))(inputs[0]) }, at: [x] + model.values, name,
    sourceLocation: sourceLocation)
  var random = Random(seed: 9)
  let weights = random.normal(model(x).shape, dtype: .float64)
  let byModel = valueAndGradients(of: model) { ($0(x) * weights).sum() }
  let byTensors = valueAndGradients(at: model.values) { (model.with($0)(x) * weights).sum() }
  #expect(byModel.value == byTensors.value, "\(name)", sourceLocation: sourceLocation)
  #expect(byModel.gradients.tensors == byTensors.gradients, "\(name)", sourceLocation: sourceLocation)
}
