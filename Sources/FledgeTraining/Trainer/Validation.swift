import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// How a model is measured after each epoch, on examples that it is not trained on.
public struct Validation<Model: Module>: Sendable {
  /// Gives the figures, the one named `loss` among them; nil once `continues` says no.
  public typealias Measure = @Sendable (_ model: Model, _ continues: () -> Bool) throws -> [Figure]?
  let measure: Measure

  /// A validation of one's own: it gives figures by name, among them what `EarlyStopping` looks at. `continues` may be asked
  /// between batches; once it says no the result is nil. What it throws ends the training.
  public init(_ measure: @escaping Measure) { self.measure = measure }

  /// The mean of a loss over the examples of a loader.
  init(
    _ loader: DataLoader, _ divisor: @escaping Trainer<Model>.Divisor,
    _ loss: @escaping Trainer<Model>.LossFunction
  ) {
    measure = { model, continues in
      var (sum, weights) = (0.0, 0.0)
      for batch in loader.epoch(0) {
        guard continues() else { return nil }
        let weight = divisor(batch)
        if weight > 0 { sum += loss(model, batch).item * weight }
        weights += weight
      }
      // Batches end where examples cannot be read.
      if let failure = loader.dataset.readFailure { throw failure }
      return [Figure("loss", sum / weights)]
    }
  }
}

extension Validation where Model: Layer {
  /// The figures of an evaluation on `dataset`: the loss, the error of a classifier or `mae`, `rmse` and `r2`, and the metrics. Examples that
  /// cannot be read from their file end the training with a `FileError`.
  ///
  /// - Parameters:
  ///   - dataset: the examples.
  ///   - loss: the loss; without it cross-entropy for classes and the squared error for numbers.
  ///   - metrics: further figures.
  ///   - batchSize: how many examples the model is given at a time.
  public init(
    on dataset: Dataset, loss: Loss? = nil, metrics: [any Metric] = [], batchSize: Int = 500
  ) {
    self.init { model, continues in
      let evaluation = Evaluation(
        of: model, on: dataset, loss: loss, metrics: metrics, batchSize: batchSize, while: continues)
      if let failure = dataset.readFailure { throw failure }
      return evaluation?.figures
    }
  }
}
