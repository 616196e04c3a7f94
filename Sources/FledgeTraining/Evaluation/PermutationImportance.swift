import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// What a model loses when a column of its inputs is shuffled among the examples, so that it tells nothing any more (Breiman, 2001; of any
/// model: Fisher, Rudin and Dominici, 2019).
///
/// It says what this model relies on, not what could be learned: of two columns that tell the same, each alone may seem to be of no use.
/// Near 0 it may be below.
public struct PermutationImportance: Sendable {
  /// One column, or several inputs that stand for one.
  public struct Column: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// For each shuffle, how much smaller the accuracy was, or how much larger the root of the mean squared error.
    public let losses: [Double]

    /// Their mean.
    public var mean: Double { losses.reduce(0) { $0 + $1 / Double(losses.count) } }

    /// Their standard deviation, with n − 1 in the denominator; NaN for a single shuffle.
    public var standardDeviation: Double {
      let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return losses.count < 2 ? .nan : (squares / Double(losses.count - 1)).squareRoot()
    }
  }

  /// What is lost: `accuracy` of classes, `rmse` of numbers.
  public let figure: String
  /// The figure with nothing shuffled.
  public let value: Double
  /// The columns, that with the largest mean loss first.
  public let columns: [Column]

  /// Measures each column.
  ///
  /// - Parameters:
  ///   - model: gives logits (m, classes), or numbers as an `Evaluation` takes them.
  ///   - dataset: the examples; all of their inputs are in memory at once.
  ///   - groups: the columns by their names, each with its places in a row of inputs: shuffled together.
  ///   - repeats: how often each is shuffled, at least once.
  ///   - seed: draws the shuffles, of each column by its name alone.
  ///   - targetScale: what a unit of numbers to predict is worth.
  ///   - batchSize: how many examples the model is given at a time.
  ///   - progress: is told after each shuffle how many there were.
  /// - Throws: `FileError` for examples that cannot be read from their file.
  public init(
    of model: some Layer, on dataset: Dataset, groups: [(name: String, inputs: Range<Int>)], repeats: Int = 5,
    seed: UInt64 = 0, targetScale: Double = 1, batchSize: Int = 500, progress: (Int) -> Void = { _ in }
  ) throws {
    require(repeats >= 1, "PermutationImportance: expected at least 1 repeat, got \(repeats)")
    let rows = try ShuffledRows(
      dataset, dtype: model.parameterType, batchSize: batchSize, targetScale: targetScale)
    for group in groups {
      require(
        group.inputs.lowerBound >= 0 && group.inputs.upperBound <= rows.width,
        "PermutationImportance: the inputs \(group.inputs) of \(group.name) are not among the \(rows.width)")
    }
    let score = rows.score(of: model, shuffling: 0..<0, in: [])
    var done = 0
    let measured = groups.map { group in
      let random = Random(seed: seed).named("importance").named(group.name)
      let losses = (0..<repeats).map { number in
        var generator = random.numbered(number)
        let order = generator.permutation(dataset.count)
        let shuffled = rows.score(of: model, shuffling: group.inputs, in: order)
        done += 1
        progress(done)
        return dataset.hasClasses ? score - shuffled : shuffled - score
      }
      return Column(name: group.name, losses: losses)
    }
    figure = dataset.hasClasses ? "accuracy" : "rmse"
    value = score
    let ranks = measured.indices.sorted { (measured[$1].mean, $0) < (measured[$0].mean, $1) }
    columns = ranks.map { measured[$0] }
  }
}

/// Examples whose inputs are shuffled in some places.
private struct ShuffledRows {
  /// (m, inputs), as a model takes them.
  private let inputs: Tensor
  private let example: Shape
  private let dataset: Dataset
  private let batchSize: Int
  private let targetScale: Double
  private let targets: Tensor

  /// Throws `FileError` if the examples cannot be read from their file.
  init(_ dataset: Dataset, dtype: DType, batchSize: Int, targetScale: Double) throws {
    let count = dataset.count
    let whole = DataLoader(dataset, batchSize: max(1, count), dtype: dtype).epoch(0).first { _ in true }
    if let failure = dataset.readFailure { throw failure }
    example = dataset.inputShape
    inputs = (whole?.inputs ?? .zeros([0, 1])).reshaped(to: [count, count == 0 ? 1 : example.elementCount])
    targets = dataset.targets
    (self.dataset, self.batchSize, self.targetScale) = (dataset, batchSize, targetScale)
  }

  var width: Int { inputs.shape[1] }

  /// The accuracy, or the root of the mean squared error, with `places` of each row from the row that `order` names.
  func score(of model: some Layer, shuffling places: Range<Int>, in order: [Int32]) -> Double {
    let evaluation = Evaluation(
      of: model, on: examples(shuffling: places, in: order), targetScale: targetScale, batchSize: batchSize)
    return evaluation.errors?.rootMeanSquaredError ?? evaluation.accuracy
  }

  private func examples(shuffling places: Range<Int>, in order: [Int32]) -> Dataset {
    var rows = inputs
    if !places.isEmpty {
      let parts = [
        rows[.all, 0..<places.lowerBound], rows[.all, places].gatherRows(Tensor(order)),
        rows[.all, places.upperBound..<width],
      ]
      rows = .concatenated(parts.filter { $0.shape[1] > 0 }, axis: 1)
    }
    rows = rows.reshaped(to: Shape([rows.shape[0]] + example.dimensions))
    let examples =
      dataset.hasClasses
      ? Dataset(inputs: rows, labels: targets, classes: dataset.classes, scale: 1)
      : Dataset(inputs: rows, targets: targets, scale: 1)
    return rows.dtype.isFloatingPoint ? examples : examples.keepingInputType()
  }
}
