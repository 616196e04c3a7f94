import FledgeBasics
import FledgeTensor

extension Linear {
  /// The call that makes such a layer: `Linear(784, 400, activation: relu)`.
  public var description: String {
    "Linear(\(weight.shape[0]), \(weight.shape[1])" + (bias == nil ? ", bias: false" : "")
      + (activation.map { ", activation: \($0.name)" } ?? "") + ")"
  }
}

extension Activation {
  /// The name and the formula.
  public var description: String { "\(name): \(formula)" }
}

extension Flatten {
  /// `Flatten()`.
  public var description: String { "Flatten()" }
}

extension MultilayerPerceptron {
  /// The sizes and the activation, and the summary.
  public var description: String {
    let sizes = layers.map { $0.weight.shape[0] } + (layers.last.map { [$0.weight.shape[1]] } ?? [])
    return
      "MultilayerPerceptron(\(sizes), activation: \(layers.first?.activation?.name ?? "identity"))\n\(summary)"
  }
}

extension Sequential {
  /// The layers, one a line under their numbers, and the number of parameters.
  public var description: String {
    let lines = layers.enumerated().map { index, layer in
      "\(index): \(layer)".split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n   ")
    }
    return (["Sequential"] + lines + ["total: \(NumberText.count(parameterCount, "parameter"))"])
      .joined(separator: "\n")
  }
}
