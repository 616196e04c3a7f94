// What other libraries call optimisers and their settings; none of it compiles: the compiler's message says what to write.

/// PyTorch's name.
@available(*, unavailable, message: "use Adam.adamW(learningRate:weightDecay:)")
public typealias AdamW = Adam
/// PyTorch's `Adam(amsgrad: true)`, by its own name.
@available(*, unavailable, message: "use Adam(amsgrad: true)")
public typealias AMSGrad = Adam

extension SGD {
  /// PyTorch's spelling.
  @available(
    *, unavailable, message: "momentum is .heavyBall(0.9) or .nesterov(0.9), weight decay is decay: .l2(1e-4)"
  )
  public init(learningRate: Double, momentum: Double, weightDecay: Double = 0) { fatalError() }
}

extension Adam {
  /// PyTorch's spelling.
  @available(
    *, unavailable,
    message: "weight decay is decay: .l2(0.01), or .decoupled(0.01) as in Adam.adamW(weightDecay:)"
  )
  public init(learningRate: Double = 0.001, weightDecay: Double) { fatalError() }
}
