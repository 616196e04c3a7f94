import Fledge

extension TrainingSetup {
  /// What holds of the options that are not given, by their names without hyphens.
  var defaults: [(name: String, value: String)] {
    let loss = data.train.hasClasses ? Loss.crossEntropy : .meanSquaredError
    var comparable = options.comparable(lossName: loss.name)
    (comparable.epochs, comparable.batchSize) = (epochs, options.batchSize ?? loader.batchSize)
    if !data.train.hasClasses { comparable.loss.labelSmoothing = nil }
    return comparable.values + (data.encoding.map { [("target", $0.targetName)] } ?? [])
  }
}
