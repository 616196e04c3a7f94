import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// What an evaluation gathers batch by batch.
struct EvaluationSums {
  private let dataset: Dataset
  private let function: Loss
  private let targetScale: Double
  /// Σ of each batch's mean loss times what the mean divided by.
  private(set) var loss = 0.0
  /// Σ of what the means divided by.
  private(set) var divisor = 0.0
  private(set) var confusion: ConfusionMatrix?
  private(set) var errors = RegressionErrors()
  private(set) var withoutPrediction = 0
  private(set) var metrics: [any Metric]

  init(_ dataset: Dataset, _ loss: Loss, _ metrics: [any Metric], targetScale: Double) {
    (self.dataset, function, self.metrics) = (dataset, loss, metrics)
    self.targetScale = targetScale
    require(
      dataset.hasClasses || loss.takesNumbers,
      "Evaluation: the loss \(loss.name) goes with classes, the targets of the data set are numbers")
  }

  /// Adds what the model gave for a batch.
  mutating func add(_ predictions: Tensor, _ batch: Batch) {
    if batch.hasClasses { requireLogits(predictions, batch, in: "Evaluation") }
    let meanLoss = function(predictions, batch).item
    let divisor = function.divisor(batch)
    // A batch whose examples count nothing has no mean.
    if divisor > 0 { loss += meanLoss * divisor }
    self.divisor += divisor
    // Finite results may have an infinite loss, but no finite loss comes from others.
    let finite = meanLoss.isFinite ? nil : predictions.finiteRows
    if let finite { withoutPrediction += batch.count - finite.count }
    if batch.hasClasses {
      addClasses(predictions, batch, finite)
    } else {
      errors.add(predictions: predictions, targets: batch.targets, scale: targetScale)
    }
    for index in metrics.indices { metrics[index].add(predictions, batch) }
  }

  private mutating func addClasses(_ logits: Tensor, _ batch: Batch, _ finite: Tensor?) {
    let classes = max(logits.shape[1], dataset.classes)
    let names = classes == dataset.classes ? dataset.classNames : nil
    var confusion = confusion ?? ConfusionMatrix(classes: classes, classNames: names)
    require(
      confusion.classes == classes,
      "Evaluation: a batch has logits of \(logits.shape[1]) classes, one before had \(confusion.classes)")
    let predictions = logits.argMax(axis: -1)
    if let finite {
      confusion.add(predictions: predictions.gatherRows(finite), labels: batch.labels.gatherRows(finite))
    } else {
      confusion.add(predictions: predictions, labels: batch.labels)
    }
    self.confusion = confusion
  }
}

extension Tensor {
  /// The numbers of the rows of (n, …) without a NaN or an infinity.
  fileprivate var finiteRows: Tensor {
    let (elements, columns) = (elements(as: Double.self), shape.count(over: 1...))
    let rows = (0..<shape[0]).filter { row in
      elements[(row * columns)..<((row + 1) * columns)].allSatisfy(\.isFinite)
    }
    return Tensor(rows.map(Int64.init))
  }
}
