import Fledge

extension TrainingSetup {
  /// Where the value of an option that is not given comes from: `preset tabular`, or `default`.
  func source(ofUnsaid name: String) -> String {
    guard data.encoding != nil, data.preset.settings.contains(name) else { return "default" }
    return "preset \((options.table.presetName ?? .standard).rawValue)"
  }

  /// What holds of the options that are not given, by their names without hyphens.
  var defaults: [(name: String, value: String)] {
    let loss = data.train.hasClasses ? Loss.crossEntropy : .meanSquaredError
    var comparable = options.comparable(lossName: loss.name)
    (comparable.epochs, comparable.batchSize) = (epochs, options.batchSize ?? loader.batchSize)
    if !data.train.hasClasses { comparable.loss.labelSmoothing = nil }
    return comparable.values + (data.encoding.map { [("target", $0.targetName)] } ?? [])
  }
}
