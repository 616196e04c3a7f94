import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// How well a model does on a data set.
public struct Evaluation: Sendable {
  /// The loss that was measured.
  public let lossName: String
  /// The mean loss over the examples, weighted if they are; NaN for none, and where a result was NaN.
  public let loss: Double
  /// Which class was taken for which, by the examples with finite logits; its classes are those of the logits, and none where
  /// the targets are no classes.
  public let confusion: ConfusionMatrix
  /// How far predicted numbers are from targets that are numbers; nil where the targets are classes.
  public let errors: RegressionErrors?
  /// How many examples had a result that was NaN or infinite: they have no prediction, and count as mistakes.
  public let withoutPrediction: Int
  /// The further figures that were asked for.
  public let metrics: [any Metric]
  /// Whether the loss is the mean cross-entropy, which a guess that looks at no input can be compared by.
  let isPlain: Bool

  /// The examples evaluated.
  public var count: Int { errors?.count ?? confusion.total + withoutPrediction }

  /// How many examples were not predicted to be of their class.
  public var mistakes: Int { confusion.mistakes + (errors == nil ? withoutPrediction : 0) }

  /// The share of the examples whose largest logit is not their label's; NaN for none, and where the targets are no classes.
  public var error: Double { errors == nil ? Double(mistakes) / Double(count) : .nan }

  /// The share of the examples whose largest logit is their label's; NaN for none, and for numbers.
  public var accuracy: Double { errors == nil ? Double(count - mistakes) / Double(count) : .nan }

  /// Every figure with its name in JSON: the loss, the error of a classifier or `mae`, `rmse` and `r2`, and the metrics asked for.
  public var figures: [Figure] {
    let own =
      errors.map { errors in
        [
          Figure("mae", errors.meanAbsoluteError), Figure("rmse", errors.rootMeanSquaredError),
          Figure("r2", errors.r2),
        ]
      } ?? [Figure("error", error)]
    return [Figure("loss", loss)] + own + metrics.flatMap(\.figures)
  }

  /// The figure with this name; nil if there is none.
  public subscript(name: String) -> Double? { figures.first { $0.name == name }?.value }

  /// Runs `model` over every example of `dataset`, a batch at a time.
  ///
  /// For classes its results are logits (m, classes), which may have more classes than the data set; a label beyond them is
  /// an error. For numbers they have the targets' shape, or (m, 1) beside targets (m).
  ///
  /// - Parameters:
  ///   - model: what is evaluated.
  ///   - dataset: the examples.
  ///   - loss: the loss; without it cross-entropy for classes and the squared error for numbers.
  ///   - metrics: further figures.
  ///   - targetScale: what a unit of numbers to predict is worth where their errors are counted: targets that were standardised have
  ///     their errors in the data's own units. The loss stays as it is.
  ///   - batchSize: how many examples the model is given at a time.
  public init(
    of model: some Layer, on dataset: Dataset, loss: Loss? = nil, metrics: [any Metric] = [],
    targetScale: Double = 1, batchSize: Int = 500
  ) {
    self.init(
      of: model, on: dataset, loss: loss, metrics: metrics, targetScale: targetScale, batchSize: batchSize,
      while: { true })!
  }

  /// The same, asking `continues` before each batch; `nil` if it once says no.
  public init?(
    of model: some Layer, on dataset: Dataset, loss: Loss? = nil, metrics: [any Metric] = [],
    targetScale: Double = 1, batchSize: Int = 500, while continues: () -> Bool
  ) {
    require(batchSize > 0, "Evaluation: expected a batch size of at least 1, got \(batchSize)")
    let loss = loss ?? (dataset.hasClasses ? .crossEntropy : .meanSquaredError)
    let loader = DataLoader(dataset, batchSize: batchSize, dtype: model.parameterType)
    var sums = EvaluationSums(dataset, loss, metrics, targetScale: targetScale)
    for batch in loader.epoch(0) {
      guard continues() else { return nil }
      sums.add(model(batch.inputs).detached, batch)
    }
    lossName = loss.name
    self.loss = sums.loss / sums.divisor
    confusion = sums.confusion ?? ConfusionMatrix(classes: dataset.classes, classNames: dataset.classNames)
    errors = dataset.hasClasses ? nil : sums.errors
    withoutPrediction = sums.withoutPrediction
    self.metrics = sums.metrics
    isPlain =
      loss.name == Loss.crossEntropy.name && loss.classWeights == nil && loss.labelSmoothing == 0
      && dataset.weights == nil
  }
}
