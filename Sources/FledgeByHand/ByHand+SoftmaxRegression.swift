import FledgeBasics
import FledgeNN
import FledgeTensor

extension ByHand {
  /// Softmax regression H = XΘ: the loss and ∇Θ, for X (m, n), labels y (m) and Θ (n, k).
  public static func softmaxRegression(
    _ X: Tensor, _ y: Tensor, _ Theta: Tensor
  ) -> (loss: Tensor, gradient: Tensor) {
    let H = matmul(X, Theta)  // (m, k)
    let G = softmaxLossGradient(H, y)  // (m, k): (1/m)·(S − I_y)
    let gradTheta = matmul(X.transposed, G)  // (n, k)
    return (softmaxLoss(H, y), gradTheta)
  }

  /// One epoch of softmax regression over the examples in their order, in minibatches; the last may be smaller.
  /// X is (m, n), y (m); `model` has no bias and no activation.
  public static func softmaxRegressionEpoch(
    _ X: Tensor, _ y: Tensor, _ model: inout Linear, optimizer: inout some Optimizer, batchSize: Int
  ) {
    for batch in minibatches(of: X.shape[0], batchSize) {
      let (_, gradient) = softmaxRegression(X[batch], y[batch], model.weight.value)
      optimizer.update(&model, with: Gradients([gradient]))
    }
  }

  static func minibatches(of count: Int, _ size: Int) -> [Range<Int>] {
    require(size > 0, "ByHand: expected a batch size above 0, got \(size)")
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
