import FledgeBasics

/// What a training is told that goes on but is hardly meant.
public enum TrainingWarning: Sendable, Equatable, CustomStringConvertible {
  /// Parameters that the loss does not depend on, by their paths: their gradients are zeros.
  case unreached([String])

  /// What is wrong, and what may be the reason.
  public var description: String {
    switch self {
    case .unreached(let paths):
      let shown = 6
      let names =
        paths.prefix(shown).joined(separator: ", ")
        + (paths.count > shown ? " and \(paths.count - shown) more" : "")
      return
        "\(names) \(paths.count == 1 ? "does" : "do") not reach the loss and \(paths.count == 1 ? "is" : "are") "
        + "not trained: the forward pass leaves them out, or uses the model outside the closure"
    }
  }
}
