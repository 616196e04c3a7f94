import FledgeBasics
import FledgeFormula
import FledgeNN
import FledgeTensor

extension ByHand {
  /// The two-layer network H = σ(XW₁)W₂: the loss, ∇W₁ and ∇W₂, for X (m, n), labels y (m), W₁ (n, d), W₂ (d, k)
  /// and any σ.
  public static func twoLayers(
    _ X: Tensor, _ y: Tensor, _ W1: Tensor, _ W2: Tensor, activation: Activation
  ) -> (loss: Tensor, gradients: (W1: Tensor, W2: Tensor)) {
    let (σ, σʹ) = (activation.formula, activation.formula.derivative())
    let A = matmul(X, W1)  // (m, d)
    let Z = σ(A)  // (m, d)
    let H = matmul(Z, W2)  // (m, k)
    let G2 = softmaxLossGradient(H, y)  // (m, k): (1/m)·(S − I_y)
    let G1 = σʹ(A) * matmul(G2, W2.transposed)  // (m, d): σ′(XW₁) ∘ (G₂W₂ᵀ)
    let gradW1 = matmul(X.transposed, G1)  // (n, d)
    let gradW2 = matmul(Z.transposed, G2)  // (d, k)
    return (softmaxLoss(H, y), (gradW1, gradW2))
  }

  /// One epoch of the two-layer network over the examples in their order, in minibatches; the last may be smaller.
  /// X is (m, n), y (m); `model` has two layers without bias.
  public static func twoLayersEpoch(
    _ X: Tensor, _ y: Tensor, _ model: inout MultilayerPerceptron, optimizer: inout some Optimizer,
    batchSize: Int
  ) {
    require(
      model.layers.count == 2, "ByHand.twoLayersEpoch: expected 2 layers, got \(model.layers.count)")
    for batch in minibatches(of: X.shape[0], batchSize) {
      let (_, gradients) = twoLayers(
        X[batch], y[batch], model.layers[0].weight.value, model.layers[1].weight.value,
        activation: model.activation)
      optimizer.update(&model, with: Gradients([gradients.W1, gradients.W2]))
    }
  }
}
