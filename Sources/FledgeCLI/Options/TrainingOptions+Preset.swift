extension TrainingOptions {
  /// With a preset in the place of what was not said, for a comparison: what was said may be the same.
  var completed: TrainingOptions {
    var result = self
    result.complete(with: (try? data.kind)?.preset(table) ?? .pictures)
    return result
  }

  /// Puts a preset in the place of what was not said.
  mutating func complete(with preset: Preset) {
    optimization.named = optimization.named ?? preset.optimizer
    schedule.named = schedule.named ?? preset.schedule
    epochs = epochs ?? preset.epochs
    course.validation = course.validation ?? preset.validation
    if course.validation ?? 0 > 0 { course.earlyStopping = course.earlyStopping ?? preset.earlyStopping }
  }
}
