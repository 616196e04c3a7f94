/// How weights are pulled towards 0.
public enum WeightDecay: Sendable, Equatable {
  /// Not at all.
  case none
  /// λ·w is added to the gradient: the gradient of (λ/2)·‖w‖².
  case l2(Double)
  /// w shrinks by rate·λ·w apart from the gradient's step (Loshchilov and Hutter, 2019).
  case decoupled(Double)

  /// λ where it is added to the gradient, 0 otherwise.
  public var l2Coefficient: Double {
    if case .l2(let lambda) = self { lambda } else { 0 }
  }

  /// What a weight is multiplied by in a step of size `rate`: 1 − rate·λ where the decay is decoupled, 1 otherwise.
  public func shrinkage(rate: Double) -> Double {
    if case .decoupled(let lambda) = self { 1 - rate * lambda } else { 1 }
  }

  /// How a call gives it after other arguments, or nothing.
  var argument: String { self == .none ? "" : ", decay: .\(self)" }
}
