import FledgeTensor

// The table that the command line, its help and the tests read.
extension Loss {
  /// Every standard loss.
  public static let standard: [Loss] = [crossEntropy, meanSquaredError, meanAbsoluteError, huber]

  /// The standard loss with this name, as the command line spells it.
  public static func named(_ name: String) -> Loss? { standard.first { $0.name == name } }

  /// −log softmax(h)_y, the negative logarithm of the probability of the class; for classes alone.
  public static let crossEntropy = Loss(
    "cross-entropy", "the negative logarithm of the probability of the class", .softmax)

  /// (p − t)².
  public static let meanSquaredError = Loss("mse", "the squared error (Legendre, 1805)") {
    FledgeNN.meanSquaredError($0, targets: $1, reduction: $2)
  }

  /// |p − t|.
  public static let meanAbsoluteError = Loss("mae", "the absolute error (Boscovich, 1757)") {
    FledgeNN.meanAbsoluteError($0, targets: $1, reduction: $2)
  }

  /// e²/2 up to an error of 1, |e| − ½ beyond.
  public static let huber = Loss("huber", "the squared error up to 1, the absolute one beyond (Huber, 1964)")
  {
    huberLoss($0, targets: $1, reduction: $2)
  }
}
