extension ParameterGroup {
  /// The rates of the neural tangent parametrisation (Jacot, Gabriel and Hongler, 2018), for `Adam`, whose steps do not depend on the size of
  /// gradients: a weight (inputs, outputs) learns at 1/√inputs of the rate, as if it were drawn with variance 1 and divided by √inputs in
  /// its layer. `Scaling` learns at six times the rate; biases, norms and embeddings at a tenth (Holzmüller, Grinsztajn and
  /// Steinwart, 2024).
  ///
  /// Weights are then to be drawn by `Initializer.lecunNormal`.
  public static let neuralTangent: [ParameterGroup] = [
    ParameterGroup("scalings", rate: { _ in 6 }) { $0.owner is Scaling.Type },
    ParameterGroup("biases, norms and embeddings", rate: { _ in 0.1 }) {
      $0.shape.rank < 2 || $0.owner is any UndecayedLayer.Type
    },
    ParameterGroup(
      "weights", rate: { 1 / Double(max(1, $0.shape.count(over: ..<($0.shape.rank - 1)))).squareRoot() }
    ) { _ in
      true
    },
  ]
}
