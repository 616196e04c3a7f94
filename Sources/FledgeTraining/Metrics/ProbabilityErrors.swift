import FledgeBasics
import FledgeTensor

/// How far probabilities of classes are from what the classes are: what log-loss, Brier's score and the calibration error are made
/// of, added up in Double. It takes the same memory however many examples are added.
public struct ProbabilityErrors: Sendable, Equatable {
  /// The bins of the calibration error.
  public static let bins = 15

  /// The examples added.
  public private(set) var count = 0
  private var isFinite = true
  private var classes = 0
  private var logarithms = 0.0
  private var squares = 0.0
  /// By bin of the confidence: Σ confidence − Σ (1 where the prediction is right).
  private var excesses = [Double](repeating: 0, count: Self.bins)

  /// The errors of nothing yet.
  public init() {}

  /// Adds logits (n, classes) beside labels (n), integers in 0..<classes.
  public mutating func add(logits: Tensor, labels: Tensor) {
    require(
      logits.rank == 2 && labels.shape == [logits.shape[0]] && logits.shape[1] > 0
        && (classes == 0 || classes == logits.shape[1]),
      "ProbabilityErrors: expected logits (n, classes) beside labels (n), got \(logits.shape) and \(labels.shape)"
    )
    (classes, count) = (logits.shape[1], count + logits.shape[0])
    isFinite = isFinite && logits.allFinite
    guard isFinite else { return }
    let elements = logits.detached.elements(as: Double.self)
    for (row, label) in labels.elements(as: Int64.self).map(Int.init).enumerated() {
      require(
        label >= 0 && label < classes,
        "ProbabilityErrors: the label of row \(row) is \(label), expected 0 to \(classes - 1)")
      add(elements[row * classes..<(row + 1) * classes], label)
    }
  }

  private mutating func add(_ logits: ArraySlice<Double>, _ label: Int) {
    let (first, largest) = (logits.startIndex, logits.max()!)
    let exponentials = logits.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    logarithms += log(sum) - (logits[first + label] - largest)
    for (number, exponential) in exponentials.enumerated() {
      let error = exponential / sum - (number == label ? 1 : 0)
      squares += error * error
    }
    let confidence = 1 / sum
    let isRight = logits.firstIndex(of: largest) == first + label
    // The bins are (0, 1/15], (1/15, 2/15], …
    let bin = Int((confidence * Double(Self.bins)).rounded(.up)) - 1
    excesses[min(max(bin, 0), Self.bins - 1)] += confidence - (isRight ? 1 : 0)
  }

  /// −Σ log p_y / n, in natural logarithms, p_y the probability of the label; NaN for no examples, and where a logit was not finite.
  public var logLoss: Double { mean(logarithms) }

  /// Σ Σ_c (p_c − [c = y])² / n (Brier, 1950), and half of that for two classes, which is the squared error of the probability of
  /// either; NaN as for `logLoss`.
  public var brierScore: Double { mean(classes == 2 ? squares / 2 : squares) }

  /// The expected calibration error Σ_b |B_b|/n · |accuracy of B_b − mean confidence of B_b| (Naeini, Cooper and Hauskrecht, 2015) over 15
  /// bins of equal width of the confidence, which is the probability of the predicted class; NaN as for `logLoss`.
  public var expectedCalibrationError: Double { mean(excesses.reduce(0) { $0 + abs($1) }) }

  private func mean(_ sum: Double) -> Double { isFinite && count > 0 ? sum / Double(count) : .nan }
}
