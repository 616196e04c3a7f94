import ArgumentParser
import Fledge
import FledgeFiles

/// What a sweep has to know of its data before the first trial. They are read once for that, so that whatever is wrong with them is said
/// before anything starts.
struct SweepData {
  /// What was found, in lines for people, and what of it is hardly meant.
  let summary: [String]
  let warnings: [String]
  let measure: Measure
  let fingerprint: DataFingerprint
  /// How many examples there are to train on.
  let count: Int
  /// What is taken where no option says another.
  let batchSize: Int
  let learningRate: Double
  let epochs: Int
  /// What all trials need that no option says: a part to be compared on.
  let added: [StoredArguments.Group]
  /// Whether a trial must be told to keep its best epoch.
  let needsPatience: Bool

  /// The share that is held back to validate where neither the data nor an option has such a part.
  static let standardValidation = 0.1

  /// Reads the data of a trial with these arguments.
  ///
  /// Throws as a training does before its first step, and `ValidationError` where nothing is to be compared on.
  init(_ arguments: StoredArguments) throws {
    var (options, source) = try Self.load(arguments)
    fingerprint = try DataFingerprint(options)
    let hasPart = if case .examples(_, .some, _) = source { true } else { false }
    if options.course.validation ?? 0 > 0 || hasPart {
      added = []
    } else {
      guard options.course.validation == nil else {
        throw ValidationError(
          "trials are compared on a validation part, and --validation 0 holds none back: leave it out")
      }
      options.course.validation = Self.standardValidation
      added = [.init(name: "--validation", words: ["--validation", "\(Self.standardValidation)"])]
    }
    needsPatience = options.course.earlyStopping == nil
    let setup = try TrainingSetup(options, source, resuming: nil)
    (summary, warnings) = (setup.data.summary, setup.data.warnings)
    (measure, count, batchSize) = (
      Measure(for: setup.data.train), setup.data.train.count, setup.loader.batchSize
    )
    (learningRate, epochs) = (options.optimization.optimizer.learningRate, setup.epochs)
  }

  /// The options of a trial with what its data leave open, and the data.
  private static func load(_ arguments: StoredArguments) throws -> (TrainingOptions, DataSource) {
    var options = try arguments.options()
    let source = try options.data.load(options.table, options.pictures)
    options.complete(with: source.preset(options.table))
    // A range test is the trial's own.
    if options.optimization.learningRate == .auto { options.optimization.learningRate = nil }
    return (options, source)
  }

  /// What the test part says of the model in a file, which a trial with these arguments has trained; nil where there is no such part.
  ///
  /// Throws `FileError` if data or model cannot be read.
  static func test(_ arguments: StoredArguments, model path: String) throws -> TrainingResult? {
    let (options, source) = try load(arguments)
    let setup = try TrainingSetup(options, source, resuming: nil)
    guard let part = setup.data.test else { return nil }
    let model = AnyLayer(try SavedModel(from: path).model)
    guard let evaluation = setup.evaluation(of: model, on: part) else { return nil }
    if let failure = part.readFailure { throw failure }
    return TrainingResult(
      part: "test", evaluation: evaluation, isStreamed: part.isStreamed, kept: nil, linear: nil)
  }
}
