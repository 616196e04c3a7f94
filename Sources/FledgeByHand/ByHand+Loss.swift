import FledgeNN
import FledgeTensor

extension ByHand {
  /// ℓ = −(1/m)·Σᵢ log Sᵢ,yᵢ = (1/m)·Σᵢ (log Σⱼ exp Hᵢⱼ − Hᵢ,yᵢ): the softmax cross-entropy, averaged over the examples, for
  /// H (m, k) and labels y (m).
  public static func softmaxLoss(_ H: Tensor, _ y: Tensor) -> Tensor {
    let I_y = Tensor.oneHot(y, classes: H.shape[1], dtype: H.dtype)  // (m, k)
    let logS = H.logSoftmax()  // (m, k): Hᵢⱼ − log Σⱼ exp Hᵢⱼ, in one so that a tiny loss does not cancel
    return -logS.gated(by: I_y).sum(axes: [1]).mean()
  }

  /// G = ∂ℓ/∂H = (1/m)·(S − I_y), where S is the softmax of the rows of H (m, k), for labels y (m).
  public static func softmaxLossGradient(_ H: Tensor, _ y: Tensor) -> Tensor {
    let m = Double(H.shape[0])
    let E = exp(H - H.max(axes: [1], keepingDimensions: true))  // (m, k): the shift cancels in S
    let S = E / E.sum(axes: [1], keepingDimensions: true)  // (m, k)
    let I_y = Tensor.oneHot(y, classes: H.shape[1], dtype: H.dtype)  // (m, k)
    return (S - I_y) / m
  }

  /// The mean loss, and the share of the examples whose largest logit is not their label's, for H (m, k) and y (m).
  public static func lossAndError(_ H: Tensor, _ y: Tensor) -> (loss: Double, error: Double) {
    (softmaxLoss(H, y).item, 1 - accuracy(H, labels: y))
  }
}
