import FledgeData
import FledgeNN
import FledgeTensor

/// How well a classifier does on a data set.
public struct Evaluation: Sendable {
  /// The mean softmax cross-entropy over the examples.
  public let loss: Double
  /// Which class was taken for which.
  public let confusion: ConfusionMatrix

  /// The share of the examples whose largest logit is not their label's.
  public var error: Double { confusion.error }

  /// Runs `model`, whose results are logits (m, classes), over every example of `dataset`, a batch at a time.
  public init(of model: some Layer, on dataset: Dataset, batchSize: Int = 500) {
    self.init(of: model, on: dataset, batchSize: batchSize, while: { true })!
  }

  /// The same, asking `continues` before each batch; `nil` if it once says no.
  public init?(
    of model: some Layer, on dataset: Dataset, batchSize: Int = 500, while continues: () -> Bool
  ) {
    let loader = DataLoader(dataset, batchSize: batchSize, dtype: model.parameterType)
    var loss = 0.0
    var confusion = ConfusionMatrix(classes: dataset.classes)
    for batch in loader.epoch(0) {
      guard continues() else { return nil }
      let logits = model(batch.inputs)
      loss += crossEntropy(logits, labels: batch.labels).item * Double(batch.labels.count)
      confusion.add(predictions: logits.argMax(), labels: batch.labels)
    }
    self.loss = loss / Double(dataset.count)
    self.confusion = confusion
  }
}
