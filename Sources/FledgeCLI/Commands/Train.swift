import ArgumentParser
import Fledge
import FledgeFiles

/// `fledge train`: the main job.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network on a table, pictures or arrays, to tell classes or predict numbers.",
    discussion: """
      Without other words a fully connected network learns to classify: the softmax cross-entropy of the \
      examples is minimised. Of a table a fifth of the rows is held back, and the best model by those is kept; \
      its result stands beside a guess that looks at no input and a linear model.

      A training whose loss becomes no number, or in the end is larger than at the first step and than twice that \
      of such a guess (2 + 20/n times after n steps), with an error that is no smaller, has diverged: the exit \
      status is 1 and nothing is saved.

      Examples:
        fledge train penguins.csv --target species --save penguins.safetensors
        fledge train mnist --hidden 512,256 --epochs 5 --save m.safetensors
        fledge train --validation 0.1 --early-stopping 3 --checkpoint c.safetensors
        fledge train --resume c.safetensors --epochs 30
        fledge train penguins.csv --target species --folds 5 --output predictions.csv
      """)

  @OptionGroup var options: TrainingOptions

  func run() throws {
    let course = options.course
    // Which options take values is read from the help, which takes a while.
    guard course.resume != nil || course.checkpoint != nil else {
      return try start(options, nil, resuming: nil)
    }
    let takingValues = CommandNames.Options(of: Train.self, in: FledgeCommand.self).takingValues
    let words = Array(try Arguments.read().drop { $0 == "train" })
    let given = StoredArguments(words, takingValues: takingValues)
    guard let path = course.resume else { return try start(options, given, resuming: nil) }
    let file = try SafetensorsFile(path: path)
    let arguments = try StoredArguments(from: file, takingValues: takingValues).merged(
      with: given, path: path)
    var resumed = try arguments.options()
    // A file never says what is written where.
    (resumed.save, resumed.course.checkpoint) = (options.save, course.checkpoint ?? path)
    try start(resumed, arguments, resuming: file)
  }

  private func start(
    _ options: TrainingOptions, _ arguments: StoredArguments?, resuming file: SafetensorsFile?
  ) throws {
    for path in [options.save, options.course.checkpoint] {
      if let path { try AtomicFile.checkWritable(path) }
    }
    if let threads = options.threads { Machine.threadCount = threads }
    let source = try options.data.load(options.table, options.pictures)
    var options = options
    options.complete(with: source.preset(options.table))
    if let folds = options.folds.count {
      var run = try FoldRun(options, source, folds: folds)
      return try run.run()
    }
    var run = try TrainingRun(options, source, arguments, resuming: file)
    try run.run()
  }
}
