import Fledge
import FledgeBasics
import FledgeFiles

/// What a linear model comes to on the part of a table that a network's result is told of.
struct LinearBaseline {
  private let name: String
  /// nil where there is none.
  private let evaluation: Evaluation?
  /// Why there is none.
  private let reason: String

  /// What is to be said of figures that few rows give; nil of many.
  let advice: String?

  /// The rows up to which one part of them tells little.
  private static let fewRows = 2000

  /// Fits a linear model to the training part, as it is encoded, and measures it on `part`.
  init(_ data: TrainingData, on part: Dataset, loss: Loss) {
    let train = data.train
    let rows = [train, data.validation, data.test].reduce(0) { $0 + ($1?.count ?? 0) }
    advice =
      rows < Self.fewRows
      ? "of so few rows one part tells little: --folds 5 measures on all of them, each by a model that has not seen it"
      : nil
    name = train.hasClasses ? "logistic regression" : "ridge regression"
    let factors = [
      NumberText.count(train.count, "row"), NumberText.count(train.inputShape.elementCount, "input"),
    ]
    let size = (factors + (train.hasClasses ? [NumberText.count(train.classes, "class", "classes")] : []))
      .joined(separator: " × ")
    // It is fitted in memory.
    let model =
      train.isStreamed ? nil : LinearModel(fitting: train, columns: data.encoding?.inputColumns)
    let found = model.map { model in
      Evaluation(of: model, on: part, loss: loss, targetScale: data.targetScale)
    }
    evaluation = found.flatMap { $0.loss.isFinite ? $0 : nil }
    reason =
      train.isStreamed
      ? "the rows are not in memory" : found == nil ? "\(size) are too many for it" : "its loss is no number"
  }

  /// Its error, or the root of its mean squared error; nil where there is none.
  var figure: Figure? {
    evaluation.map { evaluation in
      evaluation.errors.map { Figure("rmse of \(name)", $0.rootMeanSquaredError) }
        ?? Figure("error of \(name)", evaluation.error)
    }
  }

  /// Whether a network is no better: its error is no smaller, of equal errors its loss.
  private func isAsGood(as network: Evaluation) -> Bool? {
    guard let evaluation else { return nil }
    guard let errors = network.errors, let own = evaluation.errors else {
      return (evaluation.error, evaluation.loss) <= (network.error, network.loss)
    }
    return own.rootMeanSquaredError <= errors.rootMeanSquaredError
  }

  /// In a line for people.
  func line(beside network: Evaluation) -> String {
    guard let evaluation, let isAsGood = isAsGood(as: network) else {
      return "\(name): left out, \(reason)"
    }
    let result =
      evaluation.errors.map {
        "RMSE \(NumberText.significant($0.rootMeanSquaredError)), R² \(NumberText.significant($0.r2))"
      }
      ?? "error \(NumberText.percent(evaluation.error))"
    return "\(name) on the same inputs: \(result)" + (isAsGood ? ": the network is no better" : "")
  }

  /// For programs; null where there is none.
  func json(beside network: Evaluation) -> JSONValue {
    guard let evaluation, let isAsGood = isAsGood(as: network) else { return .null }
    let figures = Measure(hasClasses: evaluation.errors == nil).figures(of: evaluation)
    return .object(
      [.init(key: "name", value: .string(name))]
        + figures.map { .init(key: $0.name, value: .number($0.value)) }
        + [.init(key: "network_is_better", value: .bool(!isAsGood))])
  }
}
