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
    optimization.average = optimization.average ?? preset.averaging
    schedule.named = schedule.named ?? preset.schedule
    // What depends on the rows is found when they are there.
    if preset.mostExamples == .max { epochs = epochs ?? preset.epochs }
    if case .fixed(let size) = preset.batchSize { batchSize = batchSize ?? size }
    course.validation = course.validation ?? preset.validation
    if course.validation ?? 0 > 0 { course.earlyStopping = course.earlyStopping ?? preset.earlyStopping }
  }
}
