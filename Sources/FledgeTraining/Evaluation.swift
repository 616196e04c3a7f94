import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// How well a classifier does on a data set.
public struct Evaluation: Sendable {
  /// The mean softmax cross-entropy over the examples; NaN for none, and where a logit was NaN.
  public let loss: Double
  /// Which class was taken for which, by the examples with finite logits; its classes are those of the logits.
  public let confusion: ConfusionMatrix
  /// How many examples had a logit that was NaN or infinite: they have no prediction, and count as mistakes.
  public let withoutPrediction: Int

  /// The examples evaluated.
  public var count: Int { confusion.total + withoutPrediction }

  /// How many examples were not predicted to be of their class.
  public var mistakes: Int { confusion.mistakes + withoutPrediction }

  /// The share of the examples whose largest logit is not their label's; NaN for none.
  public var error: Double { Double(mistakes) / Double(count) }

  /// Runs `model`, whose results are logits (m, classes), over every example of `dataset`, a batch at a time.
  ///
  /// The logits may have more classes than the data set, but a label beyond them is an error.
  public init(of model: some Layer, on dataset: Dataset, batchSize: Int = 500) {
    self.init(of: model, on: dataset, batchSize: batchSize, while: { true })!
  }

  /// The same, asking `continues` before each batch; `nil` if it once says no.
  public init?(
    of model: some Layer, on dataset: Dataset, batchSize: Int = 500, while continues: () -> Bool
  ) {
    require(batchSize > 0, "Evaluation: expected a batch size of at least 1, got \(batchSize)")
    let loader = DataLoader(dataset, batchSize: batchSize, dtype: model.parameterType)
    var loss = 0.0
    var withoutPrediction = 0
    var confusion: ConfusionMatrix?
    for batch in loader.epoch(0) {
      guard continues() else { return nil }
      let logits = model(batch.inputs).detached
      require(
        logits.rank == 2 && logits.shape[0] == batch.count && logits.shape[1] > 0,
        "Evaluation: expected logits of shape (\(batch.count), classes), got \(logits.shape)")
      let classes = max(logits.shape[1], dataset.classes)
      require(
        confusion == nil || confusion!.classes == classes,
        "Evaluation: a batch has logits of \(logits.shape[1]) classes, one before had \(confusion?.classes ?? 0)"
      )
      let batchLoss = crossEntropy(logits, labels: batch.labels).item
      loss += batchLoss * Double(batch.count)
      // Finite logits may have an infinite loss, but no finite loss comes from others.
      let finite = batchLoss.isFinite ? nil : finiteRows(of: logits)
      let predictions = logits.argMax()
      confusion = confusion ?? ConfusionMatrix(classes: classes)
      if let finite {
        withoutPrediction += batch.count - finite.count
        confusion!.add(predictions: predictions.gatherRows(finite), labels: batch.labels.gatherRows(finite))
      } else {
        confusion!.add(predictions: predictions, labels: batch.labels)
      }
    }
    self.loss = loss / Double(dataset.count)
    self.confusion = confusion ?? ConfusionMatrix(classes: dataset.classes)
    self.withoutPrediction = withoutPrediction
  }
}

/// The numbers of the rows without a NaN or an infinity.
private func finiteRows(of logits: Tensor) -> Tensor {
  let (elements, columns) = (logits.elements(as: Double.self), logits.shape[1])
  let rows = (0..<logits.shape[0]).filter { row in
    elements[(row * columns)..<((row + 1) * columns)].allSatisfy(\.isFinite)
  }
  return Tensor(rows.map(Int64.init))
}
