import ArgumentParser
import Fledge
import FledgeBasics

/// Whether a training is repeated for cross-validation.
struct FoldOptions: ParsableArguments {
  @Option(
    name: .customLong("folds"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      Measure instead of training one model: cut the data into so many parts, drawn by --seed with the same share of each \
      class, and predict each part by a model trained on the others, whose encoding and early stopping have not seen it \
      either. The models are not kept.
      """, valueName: "count"),
    transform: { text in
      guard let count = Int(text), count >= 2 else {
        throw ValidationError("expected a whole number of at least 2")
      }
      return count
    })
  var count: Int?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "With --folds, write what was predicted for each row by the model that had not seen it to this CSV file.",
      valueName: "file"),
    completion: .file())
  var path: String?

  /// Throws `ValidationError` for options of a training that is kept.
  func check(_ options: TrainingOptions) throws {
    guard count != nil else {
      if path != nil { throw ValidationError("--output goes with --folds, which is missing") }
      return
    }
    let course = options.course
    for (name, isGiven) in [
      ("--save", options.save != nil), ("--checkpoint", course.checkpoint != nil),
      ("--resume", course.resume != nil), ("--initial", options.initial != nil),
      ("--run", options.run.run != nil), ("--tensorboard", options.run.tensorboard != nil),
    ] where isGiven {
      throw ValidationError("--folds trains models that are not kept: leave \(name) out, or --folds")
    }
    for (name, isGiven) in [
      ("--test", options.table.test != nil), ("--test-fraction", options.table.testFraction != nil),
    ] where isGiven {
      throw ValidationError("--folds tests on each part in turn: leave \(name) out")
    }
  }
}
