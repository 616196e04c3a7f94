import FledgeBasics
import FledgeTensor

/// A loss by its name, as the command line and files call it: the mean of what each example loses.
///
/// It takes the numbers of classes or numbers as targets, weighs examples and classes, and says what its mean divides by.
///
/// ```swift
/// let loss = Loss.crossEntropy.smoothingLabels(by: 0.1)
/// let value = loss(model(batch.inputs), labels: batch.labels)
/// ```
public struct Loss: Sendable {
  /// What is lost by a prediction beside its target.
  enum Kind: Sendable {
    /// Logits beside a class.
    case softmax
    /// Each number beside its target.
    case elementwise(@Sendable (_ predictions: Tensor, _ targets: Tensor, LossReduction) -> Tensor)
  }

  /// The name.
  public let name: String
  /// One line on what it is and where it comes from.
  public let summary: String
  /// w (classes), what an example of each class counts; nil for 1.
  public private(set) var classWeights: [Double]?
  /// ε: targets become (1 − ε)·t + ε/C for C classes.
  public private(set) var labelSmoothing = 0.0
  let kind: Kind

  init(_ name: String, _ summary: String, _ kind: Kind) {
    (self.name, self.summary, self.kind) = (name, summary, kind)
  }

  /// A loss of one's own on numbers. `elementwise` gets predictions and targets of one shape and type, and reduces what each
  /// number loses, or leaves it (`LossReduction.none`).
  public init(
    _ name: String, _ summary: String = "",
    elementwise: @escaping @Sendable (_ predictions: Tensor, _ targets: Tensor, LossReduction) -> Tensor
  ) {
    self.init(name, summary, .elementwise(elementwise))
  }

  /// Whether numbers can be its targets; if not, it takes classes alone.
  public var takesNumbers: Bool {
    if case .elementwise = kind { true } else { false }
  }

  /// The same loss with a weight of 0 or more for each class.
  public func weighing(classes weights: [Double]) -> Loss {
    require(
      weights.allSatisfy { $0 >= 0 && $0.isFinite },
      "Loss: expected class weights that are finite and 0 or more, got \(weights)")
    var copy = self
    copy.classWeights = weights
    return copy
  }

  /// The same loss with smoothed labels, ε from 0 to 1, for cross-entropy alone (Szegedy and others, 2016).
  public func smoothingLabels(by epsilon: Double) -> Loss {
    require(
      epsilon == 0 || !takesNumbers, "Loss: label smoothing goes with cross-entropy, not with \(name)")
    require(epsilon >= 0 && epsilon <= 1, "Loss: expected a smoothing from 0 to 1, got \(epsilon)")
    var copy = self
    copy.labelSmoothing = epsilon
    return copy
  }
}

extension Loss: CustomStringConvertible {
  /// The name, and what it weighs by.
  public var description: String {
    name + (classWeights.map { " with class weights \($0)" } ?? "")
      + (labelSmoothing > 0 ? ", labels smoothed by \(labelSmoothing)" : "")
  }
}
