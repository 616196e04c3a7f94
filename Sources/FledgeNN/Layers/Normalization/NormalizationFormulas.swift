import FledgeFormula
import FledgeTensor

/// What normalisations do to an element: a formula of the value and of numbers that are broadcast to it, run in one pass.
enum NormalizationFormulas {
  /// (x − μ)/√(σ² + ε)·γ + β, of x, μ, σ², γ and β.
  static let affine = Formula(inputs: 5, parameters: 1) { x, p in
    [(x[0] - x[1]) / sqrt(x[2] + p[0]) * x[3] + x[4]]
  }

  /// The same without β.
  static let scaled = Formula(inputs: 4, parameters: 1) { x, p in
    [(x[0] - x[1]) / sqrt(x[2] + p[0]) * x[3]]
  }

  /// The same without γ and β.
  static let plain = Formula(inputs: 3, parameters: 1) { x, p in [(x[0] - x[1]) / sqrt(x[2] + p[0])] }

  /// x/√(s + ε)·γ, of x, s and γ.
  static let scaledByRoot = Formula(inputs: 3, parameters: 1) { x, p in [x[0] / sqrt(x[1] + p[0]) * x[2]] }

  /// x/√(s + ε), of x and s.
  static let byRoot = Formula(inputs: 2, parameters: 1) { x, p in [x[0] / sqrt(x[1] + p[0])] }
}

extension Tensor {
  /// (x − μ)/√(σ² + ε)·γ + β, without the last two where they are nil; all broadcast to this tensor.
  func normalized(mean: Tensor, variance: Tensor, epsilon: Double, scale: Tensor?, shift: Tensor?) -> Tensor {
    switch (scale, shift) {
    case (let scale?, let shift?):
      NormalizationFormulas.affine(self, mean, variance, scale, shift, parameters: [epsilon])
    case (let scale?, nil): NormalizationFormulas.scaled(self, mean, variance, scale, parameters: [epsilon])
    case (nil, let shift?):
      NormalizationFormulas.plain(self, mean, variance, parameters: [epsilon]) + shift
    case (nil, nil): NormalizationFormulas.plain(self, mean, variance, parameters: [epsilon])
    }
  }
}
