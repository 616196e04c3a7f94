extension TrainingOptions {
  /// With a preset in the place of what was not said, for a comparison: what was said may be the same.
  var completed: TrainingOptions {
    var result = self
    result.complete(with: (try? data.kind)?.preset ?? .pictures)
    return result
  }

  /// Puts a preset in the place of what was not said.
  mutating func complete(with preset: Preset) {
    optimization.named = optimization.named ?? OptimizerChoice.all.first { $0.name == preset.optimizer }
    (epochs, batchSize) = (epochs ?? preset.epochs, batchSize ?? preset.batchSize)
    course.validation = course.validation ?? preset.validation
    if course.validation ?? 0 > 0 { course.earlyStopping = course.earlyStopping ?? preset.earlyStopping }
  }
}
