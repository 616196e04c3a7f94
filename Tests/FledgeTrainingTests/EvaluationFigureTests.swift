import Fledge
import TestSupport
import Testing

/// Evaluations of numbers, with losses by name, weights and further figures.
@Suite struct EvaluationFigureTests {
  /// Gives its input as result.
  private struct Passing: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor { x }
    mutating func visit(_ visitor: inout some ModuleVisitor) {}
  }

  @Test("numbers as targets: their errors, and no confusion")
  func numbers() {
    let dataset = Dataset([[1], [2], [3], [5]], targets: [1, 2.5, 3, 4])
    for size in [1, 3, 10] {
      let evaluation = Evaluation(of: Passing(), on: dataset, batchSize: size)
      #expect(evaluation.lossName == "mse" && abs(evaluation.loss - 0.3125) < 1e-7 && evaluation.count == 4)
      #expect(evaluation.error.isNaN && evaluation.mistakes == 0 && evaluation.confusion.classes == 0)
      #expect(evaluation.figures.map(\.name) == ["loss", "mae", "rmse", "r2"])
      #expect(evaluation["mae"] == 0.375 && evaluation["rmse"] == (1.25 / 4).squareRoot())
      // Σ(t − 2.625)² = 4.6875.
      #expect(abs(evaluation["r2"]! - (1 - 1.25 / 4.6875)) < 1e-15 && evaluation["error"] == nil)
      #expect(evaluation.warning == nil)
      #expect(evaluation.description == "loss 0.3125, MAE 0.375, RMSE 0.5590, R² 0.7333 (4 examples)")
    }
    let absolute = Evaluation(of: Passing(), on: dataset, loss: .meanAbsoluteError)
    #expect(absolute.loss == 0.375 && absolute.lossName == "mae")
    let pairs = Dataset(inputs: Tensor([[1, 2], [3, 4]] as [[Float]]), targets: .zeros([2, 2]))
    #expect(Evaluation(of: Passing(), on: pairs).loss == 7.5)
  }

  @Test("numbers no better than their mean, and results that are not finite")
  func badNumbers() {
    let worse = Evaluation(of: Passing(), on: Dataset([[5], [5]], targets: [1, 2]))
    #expect(worse.isNoBetterThanGuessing)
    #expect(worse.warning!.contains("no better than a guess that looks at no example, which is the mean"))
    let broken = Evaluation(of: Passing(), on: Dataset([[.nan], [2]], targets: [1, 2]), batchSize: 1)
    #expect(broken.loss.isNaN && broken.withoutPrediction == 1 && broken.count == 2)
    #expect(broken.warning == "1 example has results that are not finite, so no prediction")
    #expect(broken["mae"]!.isNaN)
  }

  @Test("weighted examples and classes: a mean over batches of unequal weight")
  func weights() {
    let logits = Tensor(shape: [3, 2], [1, -1, 0.5, 2, 0, 0.25] as [Double])
    let weights = Tensor([3, 0, 0.5] as [Double])
    let dataset = Dataset(inputs: logits, labels: [0, 1, 0], weights: weights)
    for loss in Loss.standard.map({ $0.weighing(classes: [1, 4]) }) {
      let expected = loss(logits.converted(to: .float32), labels: dataset.labels, weights: weights).item
      for size in 1...3 {
        let evaluation = Evaluation(of: Passing(), on: dataset, loss: loss, batchSize: size)
        #expect(abs(evaluation.loss - expected) < 1e-6, "\(loss.name) \(size)")
        #expect(evaluation.error == 1.0 / 3)
      }
    }
  }

  @Test("further figures by their names")
  func metrics() {
    let dataset = Dataset([[2, 1, 0], [0, 2, 1], [1, 2, 0]], labels: [0, 2, 2])
    let evaluation = Evaluation(
      of: Passing(), on: dataset, metrics: [TopKAccuracy(2), ClassificationMetric.recall(.class(2))],
      batchSize: 2)
    #expect(evaluation.figures.map(\.name) == ["loss", "error", "top_2_accuracy", "recall_class_2"])
    #expect(evaluation["top_2_accuracy"] == 2.0 / 3 && evaluation["recall_class_2"] == 0)
    let lines = "\(evaluation)".split(separator: "\n")
    #expect(lines.dropFirst() == ["top_2_accuracy 0.6667", "recall_class_2 0.0"])
  }

  @Test("a report prints the figures of all classes and of each")
  func report() {
    let dataset = Dataset([[2, 1], [0, 2], [1, 2]], labels: [0, 1, 0])
    let evaluation = Evaluation(of: Passing(), on: dataset, metrics: [ClassificationReport()])
    let lines = "\(evaluation)".split(separator: "\n").map(String.init)
    #expect(lines[0].hasSuffix("error 33.33 % (1 of 3)"))
    #expect(
      lines[1] == "accuracy 66.67 %, balanced accuracy 75.00 %, F1 0.6667, ROC area 1.0000, PR area 1.0000")
    #expect(lines[3] == "class  examples  precision  recall      F1  ROC area  PR area")
    #expect(lines[4].hasPrefix("0             2     1.0000  0.5000  0.6667"))
    #expect(lines.count == 6)
  }

  @Test("labels with one-hot targets: the verdict looks at the error alone")
  func squaredErrorOfClasses() {
    let dataset = Dataset([[1, 0], [0.5, 0.25]], labels: [0, 1])
    let evaluation = Evaluation(of: Passing(), on: dataset, loss: .meanSquaredError)
    #expect(
      evaluation.loss == (0.25 + 0.5625) / 4 && evaluation.error == 0.5 && !evaluation.isNoBetterThanGuessing)
  }

  @Test("cross-entropy of numbers stops the program")
  func senseless() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Evaluation(
        of: Linear(1, 1).initialized(seed: 0), on: Dataset([[1]], targets: [1]), loss: .crossEntropy)
    }
    expectStop(result, "the loss cross-entropy goes with classes, the targets of the data set are numbers")
  }
}
