import Fledge
import FledgeBasics
import FledgeFiles

/// What was predicted for each example by the model that had not seen it.
struct FoldPredictions {
  private let data: FoldedData
  private var columns: PredictionColumns?
  private var folds: [Int]
  /// By example the probabilities of the classes, or the numbers, in the data's own units.
  private var values: [[Double]]

  init(_ data: FoldedData) {
    self.data = data
    folds = [Int](repeating: 0, count: data.rows.count)
    values = [[Double]](repeating: [], count: data.rows.count)
  }

  /// Adds what a model gives for the part that was held back from it.
  mutating func add(_ model: AnyLayer, _ setup: TrainingSetup, _ part: Dataset, fold: Int) {
    let kept = ["row", "fold"] + data.targets.map(\.name)
    columns =
      columns
      ?? PredictionColumns(
        kept: kept, classes: part.hasClasses ? part.classNames ?? (0..<part.classes).map { "\($0)" } : nil,
        numbers: part.outputs, isSingle: setup.options.dtype == .float32)
    var places = data.held(fold)[...]
    for batch in DataLoader(part, batchSize: setup.need.batchSize, dtype: model.parameterType).epoch(0) {
      let results = model(batch.inputs).detached
      let shown = (part.hasClasses ? results.softmax() : results).elements(as: Double.self)
      let width = shown.count / batch.count
      for row in 0..<batch.count {
        let place = places.removeFirst()
        let numbers = shown[row * width..<(row + 1) * width]
        values[place] =
          part.hasClasses ? Array(numbers) : numbers.map { setup.data.encoding?.target.original($0) ?? $0 }
        folds[place] = fold + 1
      }
    }
  }

  /// Writes the rows in the order of the data, whole or not at all.
  func write(to path: String) throws {
    guard let columns else { return }
    let kept = [
      TableColumn("row", numbers: data.rows.map { Double($0) }),
      TableColumn("fold", numbers: folds.map { Double($0) }),
    ]
    let rows = PredictedRows(source: "", firstNumber: 1, values: values, kept: kept + data.targets)
    let lines = [columns.names.map(Table.csvField).joined(separator: ",")] + columns.csv(rows)
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
  }
}
