import ArgumentParser
import Fledge
import FledgeFiles

/// What a training is asked for: by the command line, over a file of options, over what a checkpoint keeps.
struct TrainingRequest {
  /// All of it together.
  let options: TrainingOptions
  /// The same as words; nil where neither a checkpoint nor a run is to keep them.
  private(set) var arguments: StoredArguments?
  /// What the command line said itself, and the file of options.
  let given: StoredArguments?
  let configuration: StoredArguments?
  /// The training to go on with.
  let checkpoint: SafetensorsFile?
  /// The run that it belongs to.
  let folder: RunFolder?

  /// Whether something is written to go on from.
  var isKept: Bool { folder != nil || options.run.run != nil || options.course.checkpoint != nil }

  /// Has the arguments say what is held back to validate, where the data have decided it: what kind they are of does not tell whether
  /// they have parts of their own.
  mutating func note(validation share: Double?) {
    guard arguments?.groups.contains(where: { $0.name == "--validation" }) == false else { return }
    arguments?.put(.init(name: "--validation", words: ["--validation", "\(share ?? 0)"]))
  }

  /// The steps of the training to go on with; 0 for a new one.
  var stepsDone: Int {
    get throws { try checkpoint.map { try Trainer<AnyLayer>.stepsDone(in: $0) } ?? 0 }
  }

  /// Throws `FileError` for a file that cannot be read or says what no training can be told, and for an option that contradicts the
  /// checkpoint; `ValidationError` for options that do not go together.
  ///
  /// `known` are the options of 'fledge train', asked for only where words are to be told apart.
  init(_ options: TrainingOptions, known: () -> CommandNames.Options) throws {
    let (course, run) = (options.course, options.run)
    // Which options take values is read from the help, which takes a while.
    guard course.resume != nil || course.checkpoint != nil || run.run != nil || run.config != nil else {
      try options.checkPace()
      self.options = options
      (arguments, given, configuration, checkpoint, folder) = (nil, nil, nil, nil, nil)
      return
    }
    let known = known()
    let words = Array(try Arguments.read().drop { $0 == "train" })
    let own = StoredArguments(words, takingValues: known.takingValues)
    given = own
    configuration = try run.config.map { path in
      let words = try ConfigurationFile(path, known).words
      return StoredArguments(words, takingValues: known.takingValues)
    }
    let asked = configuration?.overridden(by: own) ?? own
    guard let path = course.resume else {
      (checkpoint, folder, arguments) = (nil, nil, asked)
      self.options = try Self.options(asked, configuration, options)
      try self.options.checkPace()
      return
    }
    folder = try File.isDirectory(path) ? RunFolder(opening: path) : nil
    if folder != nil && course.checkpoint != nil {
      throw ValidationError(
        "--resume \(path.printable) is a run, which keeps checkpoints of its own: leave --checkpoint out")
    }
    let file = try folder?.checkpoints.newest() ?? SafetensorsFile(path: path)
    if folder == nil && course.checkpoint == nil && RunFolder.isCheckpointOfRun(file) {
      throw FileError(
        path: path,
        found:
          "a checkpoint that a run keeps: --resume names the run's folder, or --checkpoint another file to go on with"
      )
    }
    let merged = try StoredArguments(from: file, takingValues: known.takingValues, inRun: folder != nil)
      .merged(with: asked, lossName: Self.lossName(of: file), path: file.path)
    var resumed = try merged.options()
    try resumed.optimization.check()
    // A file never says what is written where.
    resumed.save = options.save
    resumed.course.checkpoint = course.checkpoint ?? (folder == nil ? path : nil)
    (self.options, checkpoint, arguments) = (resumed, file, merged)
  }
}

extension TrainingRequest {
  /// What the command line and a file say together.
  private static func options(
    _ asked: StoredArguments, _ configuration: StoredArguments?, _ given: TrainingOptions
  ) throws -> TrainingOptions {
    guard let path = given.run.config, let configuration else { return given }
    do {
      let options = try asked.options()
      try options.checkTogether()
      return options
    } catch {
      // It is the file's fault if the file alone cannot be.
      try configuration.check(path)
      throw error
    }
  }

  /// The loss of the targets that the model in a checkpoint was trained on, where none was named.
  private static func lossName(of file: SafetensorsFile) throws -> String {
    try (ModelDescription(from: file).card.predictsNumbers ? Loss.meanSquaredError : .crossEntropy).name
  }
}

extension StoredArguments {
  /// Throws `FileError` if the file at `path`, whose options these are, says what cannot be.
  fileprivate func check(_ path: String) throws {
    do { _ = try options() } catch {
      throw FileError(
        path: path, expected: "options of 'fledge train'",
        found: TrainingOptions.message(for: error).quoted)
    }
  }
}
