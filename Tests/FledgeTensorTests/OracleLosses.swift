import Fledge

private let labels: [Int: Tensor] = [
  3: Tensor([2, 0, 3] as [Int32]), 6: Tensor([2, 0, 3, 1, 1, 0] as [Int32]),
]
private let imageLabels = Tensor(shape: [2, 2, 2], [0, 2, 1, 1, 2, 2, 0, 1] as [Int64])

extension Attributes {
  fileprivate var reduction: LossReduction {
    switch word("reduction") {
    case "mean": .mean
    case "sum": .sum
    default: .none
    }
  }
  fileprivate var classWeights: [Double]? { flag("weighted") ? [0.5, 2, 1.25, 0.25] : nil }
}

/// The losses of Tests/Oracle/cases.py in this library's words.
let lossOracle: [String: OracleOperation] = [
  "crossEntropy": { x, a in
    crossEntropy(
      x[0], labels: labels[x[0].shape[0]]!, classWeights: a.classWeights,
      labelSmoothing: a.number("smoothing"),
      ignoring: a.integer("ignored"), reduction: a.reduction)
  },
  "crossEntropyOfImages": { x, a in crossEntropy(x[0], labels: imageLabels, axis: 1, reduction: a.reduction)
  },
  "crossEntropyOfDistributions": { x, a in
    crossEntropy(x[0], targets: x[1].softmax(), labelSmoothing: a.number("smoothing"), reduction: a.reduction)
  },
  "crossEntropyOfImagesAndDistributions": { x, a in
    crossEntropy(x[0], targets: x[1].softmax(axis: 1), axis: 1, reduction: a.reduction)
  },
  "negativeLogLikelihood": { x, a in
    negativeLogLikelihood(
      x[0].logSoftmax(), labels: labels[x[0].shape[0]]!, classWeights: a.classWeights,
      ignoring: a.integer("ignored"), reduction: a.reduction)
  },
  "binaryCrossEntropy": { x, a in
    binaryCrossEntropy(
      x[0], targets: sigmoid(x[1]), positiveWeight: a.number("positive"), reduction: a.reduction)
  },
  "binaryCrossEntropyOfLabels": { x, a in
    binaryCrossEntropy(
      x[0], targets: sigmoid(x[1]), positiveWeights: [0.5, 2, 1.25], reduction: a.reduction)
  },
  "meanSquaredError": { x, a in meanSquaredError(x[0], targets: x[1], reduction: a.reduction) },
  "meanAbsoluteError": { x, a in meanAbsoluteError(x[0], targets: x[1], reduction: a.reduction) },
  "huber": { x, a in
    huberLoss(x[0], targets: x[1], delta: a.number("delta"), reduction: a.reduction)
  },
]
