import FledgeBasics
import FledgeFormula
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

extension Dropout {
  /// `Dropout(0.5)`.
  public var description: String { "Dropout(\(rate))" }
}

extension BatchNorm {
  /// The call that makes such a layer: `BatchNorm(400)`.
  public var description: String {
    "BatchNorm(\(features.map(String.init) ?? "")"
      + (mean.map { $0.momentum == 0.1 ? "" : ", momentum: \($0.momentum)" } ?? "")
      + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)") + (scale == nil ? ", affine: false" : "")
      + (mean == nil ? ", tracksStatistics: false)" : ")")
  }
}

extension LayerNorm {
  /// The call that makes such a layer: `LayerNorm((64))`.
  public var description: String {
    "LayerNorm(\(shape)" + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)")
      + (scale == nil ? ", affine: false)" : shift == nil ? ", bias: false)" : ")")
  }
}

extension RMSNorm {
  /// The call that makes such a layer: `RMSNorm((64))`.
  public var description: String {
    "RMSNorm(\(shape)" + (epsilon == 1e-5 ? "" : ", epsilon: \(epsilon)")
      + (scale == nil ? ", affine: false)" : ")")
  }
}

extension Embedding {
  /// `Embedding(1000, 16)`.
  public var description: String {
    "Embedding(\(weight.shape[0]), \(weight.shape[1])" + (padding.map { ", padding: \($0))" } ?? ")")
  }
}

extension PReLU {
  /// `PReLU(1)`.
  public var description: String { "PReLU(\(slope.shape[0]))" }
}

extension Lambda {
  /// `Lambda("transpose")`.
  public var description: String { "Lambda(\"\(name)\")" }
}

extension Residual {
  /// The layers within, one a line under their numbers.
  public var description: String {
    func lines(_ name: String, _ chain: Sequential) -> [String] {
      chain.layers.enumerated().map { index, layer in
        "\(name).\(index): \(layer)".split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\n   ")
      }
    }
    return (["Residual"] + lines("inner", inner) + (shortcut.map { lines("shortcut", $0) } ?? []))
      .joined(separator: "\n   ")
  }
}
