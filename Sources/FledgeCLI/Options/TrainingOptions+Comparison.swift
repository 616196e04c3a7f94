import Fledge

extension TrainingOptions {
  /// With what is meant in the place of what is not said, so that options that mean the same are the same.
  ///
  /// `lossName` is the loss that the targets have of themselves.
  func comparable(lossName: String) -> TrainingOptions {
    var result = completed
    if data.places.count <= 1 { (result.data.named, result.data.places) = (data.name, []) }
    let preset = (try? data.kind)?.preset(table) ?? .pictures
    let predictsNumbers = lossName == Loss.meanSquaredError.name
    if network.layers == nil && initial == nil {
      let standard = predictsNumbers ? preset.activation.numbers : preset.activation.classes
      result.network.hidden = network.hidden ?? preset.hidden
      result.network.activation = network.activation ?? standard
    }
    result.loss.named = loss.named ?? Loss.standard.first { $0.name == lossName }
    let smoothing = predictsNumbers || engine == .byHand ? 0 : preset.labelSmoothing
    result.loss.labelSmoothing = loss.labelSmoothing ?? smoothing
    result.schedule.named = result.schedule.named ?? .constant
    result.schedule.warmUp = schedule.warmUp ?? result.schedule.named?.warmUp
    result.optimization.learningRate =
      optimization.learningRate ?? .given(result.optimization.optimizer.learningRate)
    let kind = result.optimization.kind
    if kind.usesMomentum { result.optimization.momentum = optimization.momentum ?? 0.9 }
    result.optimization.weightDecay = optimization.weightDecay ?? (kind.name == "adamw" ? 0.01 : 0)
    result.course.validation = result.course.validation ?? 0
    return result
  }

  /// The values of options by their names without hyphens; of comparable options all that have defaults.
  var values: [(name: String, value: String)] {
    var list: [(name: String, value: String)] = []
    func add(_ name: String, _ value: (some Any)?) {
      if let value { list.append((name, "\(value)")) }
    }
    add("data", data.name)
    add("hidden", network.hidden)
    add("activation", network.activation?.name)
    add("loss", loss.named?.name)
    add("label-smoothing", loss.labelSmoothing)
    if optimization.kind.isListed { add("optimizer", optimization.kind.name) }
    add("learning-rate", optimization.learningRate.map { $0.rate.map { "\($0)" } ?? "auto" })
    add("momentum", optimization.momentum)
    add("weight-decay", optimization.weightDecay)
    add("average", optimization.average?.text)
    add("schedule", schedule.named?.name)
    add("warm-up", schedule.warmUp)
    add("epochs", epochs)
    add("batch-size", batchSize)
    add("seed", seed)
    add("validation", course.validation)
    add("early-stopping", course.earlyStopping)
    add("dtype", dtype)
    add("engine", engine.rawValue)
    return list
  }
}

extension OptimizerChoice {
  /// Whether its name stands for it on the command line, and not for a plainer one.
  fileprivate var isListed: Bool {
    Self.all.contains { $0.name == name && "\($0.make(Settings()))" == "\(make(Settings()))" }
  }
}
