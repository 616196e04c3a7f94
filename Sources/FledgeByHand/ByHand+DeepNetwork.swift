import FledgeBasics
import FledgeFormula
import FledgeNN
import FledgeTensor

extension ByHand {
  /// The L-layer network Z₁ = X, Z_{i+1} = σᵢ(ZᵢWᵢ + 1bᵢᵀ), H = Z_{L+1}, with any σ after all layers but the last: the
  /// loss, ∇Wᵢ, and ∇bᵢ where the layer has a bias.
  ///
  /// X is (m, n₁), y (m), Wᵢ (nᵢ, nᵢ₊₁), bᵢ (nᵢ₊₁); n_{L+1} is k.
  ///
  /// Backwards, G_{L+1} = (1/m)·(S − I_y), and with Gᵢ′ = G_{i+1} ∘ σᵢ′(ZᵢWᵢ + 1bᵢᵀ):
  /// ∇Wᵢ = Zᵢᵀ·Gᵢ′, ∇bᵢ = 1ᵀ·Gᵢ′, Gᵢ = Gᵢ′·Wᵢᵀ.
  public static func deepNetwork(
    _ X: Tensor, _ y: Tensor, weights W: [Tensor], biases b: [Tensor?], activation: Activation
  ) -> (loss: Tensor, gradients: (weights: [Tensor], biases: [Tensor?])) {
    let L = W.count
    require(
      b.count == L, "ByHand.deepNetwork: expected a bias or nil for each of \(L) weights, got \(b.count)")
    let (σ, σʹ) = (activation.formula, activation.formula.derivative())

    var Z = [X]  // Z[i] is (m, nᵢ)
    var A: [Tensor] = []  // A[i] = Z[i]·W[i] + 1·b[i]ᵀ is (m, nᵢ₊₁)
    for i in 0..<L {
      A.append(matmul(Z[i], W[i]))
      if let bias = b[i] { A[i] = A[i] + bias }
      Z.append(i < L - 1 ? σ(A[i]) : A[i])
    }
    let H = Z[L]  // (m, k)

    var G = softmaxLossGradient(H, y)  // (m, k): G_{L+1}
    var gradW = W
    var gradb = b
    for i in (0..<L).reversed() {
      if i < L - 1 { G = G * σʹ(A[i]) }  // (m, nᵢ₊₁): Gᵢ′
      gradW[i] = matmul(Z[i].transposed, G)  // (nᵢ, nᵢ₊₁)
      gradb[i] = b[i].map { _ in G.sum(axes: [0]) }  // (nᵢ₊₁)
      if i > 0 { G = matmul(G, W[i].transposed) }  // (m, nᵢ): Gᵢ
    }
    return (softmaxLoss(H, y), (gradW, gradb))
  }

  /// The same for a model of the library, X (m, inputs) and y (m): its loss, and gradients in its visiting order.
  public static func valueAndGradients(
    of model: MultilayerPerceptron, _ X: Tensor, _ y: Tensor
  ) -> (value: Tensor, gradients: Gradients) {
    let activation = model.activation
    let W = model.layers.map { $0.weight.value }
    let b = model.layers.map { $0.bias?.value }
    let (loss, gradients) = deepNetwork(X, y, weights: W, biases: b, activation: activation)
    let inOrder = zip(gradients.weights, gradients.biases).flatMap { [$0, $1].compactMap { $0 } }
    return (loss, Gradients(inOrder))
  }
}
