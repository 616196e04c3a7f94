import FledgeBasics

/// Says once that nothing of a training is kept, when it has become one that would be missed.
struct KeepingNote {
  private var isNeeded: Bool
  private let start = ContinuousClock.now
  private static let patience = Duration.seconds(60)

  init(isNeeded: Bool) { self.isNeeded = isNeeded }

  /// What is to be said now; nil for nothing.
  var text: String? {
    mutating get {
      guard isNeeded, start.duration(to: .now) > Self.patience else { return nil }
      isNeeded = false
      return """
        nothing of this training is kept: --run keeps a training with its checkpoints, --save model.safetensors the model
        """
    }
  }
}
