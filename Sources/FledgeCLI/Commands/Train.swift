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
        fledge train penguins.csv --target species --run
        fledge train --resume runs/penguins-1 --epochs 1000
        fledge train mnist --hidden 512,256 --epochs 5 --save m.safetensors
        fledge train --validation 0.1 --early-stopping 3 --checkpoint c.safetensors
        fledge train penguins.csv --target species --folds 5 --output predictions.csv
      """)

  @OptionGroup var options: TrainingOptions

  func run() throws {
    var request = try TrainingRequest(options) {
      CommandNames.Options(of: Train.self, in: Train.self)
    }
    let options = request.options
    if options.run.trial { ParentWatch.begin() }
    for path in [options.save, options.course.checkpoint] {
      if let path { try AtomicFile.checkWritable(path) }
    }
    if let threads = options.threads { Machine.threadCount = threads }
    // Only a training that will be resumed needs to know the data again, and reads them once more for that.
    let fingerprint = try request.isKept ? DataFingerprint(options) : nil
    if let checkpoint = request.checkpoint { try fingerprint?.expectSame(as: checkpoint) }
    let source = try options.data.load(options.table, options.pictures)
    var completed = options
    completed.complete(with: source.preset(options.table))
    if let folds = options.folds.count {
      var run = try FoldRun(completed, source, folds: folds)
      return try run.run()
    }
    request.note(validation: completed.course.validation)
    let setup = try TrainingSetup(completed, source, resuming: request.checkpoint)
    let board = try options.run.tensorboard.map {
      try TensorBoardLog(in: $0, resumedAfter: try request.stepsDone)
    }
    // What has a folder says how it ended.
    if request.folder != nil || completed.run.run != nil { Signals.askFirst() }
    let record = try fingerprint.flatMap { try RunRecording(setup, request, $0) }
    let plan = try setup.plan(request.arguments, fingerprint, record?.folder)
    var run = TrainingRun(setup, plan, record, board)
    try run.run()
  }
}
