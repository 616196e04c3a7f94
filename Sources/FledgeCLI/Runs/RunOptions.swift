import ArgumentParser
import Fledge
import FledgeFiles

/// Where a training is kept, and where its settings are read from.
struct RunOptions: ParsableArguments {
  @Option(
    defaultAsFlag: RunOptions.counted,
    help: ArgumentHelp(
      """
      Keep the training as a run: a folder in runs/ with its settings, its log, checkpoints and the best model. Without a \
      name it is called after the data with the next free number. 'fledge runs' shows runs; --resume runs/NAME goes on.
      """, valueName: "name"))
  var run: String?

  @Option(
    help: ArgumentHelp(
      "The folder that --run keeps the run in, which 'fledge runs --runs' looks into (default: runs).",
      valueName: "folder"), completion: .directory)
  var runs: String?

  @Option(
    help: ArgumentHelp(
      """
      Read options from this TOML file, each under its name: 'learning-rate = 0.01'. What the command line says \
      counts more. A run's run.toml repeats it.
      """, valueName: "file"), completion: .file(extensions: ["toml"]))
  var config: String?

  @Option(
    help: ArgumentHelp("Write losses and rates for TensorBoard into this folder.", valueName: "folder"),
    completion: .directory)
  var tensorboard: String?

  @Flag(
    help: ArgumentHelp(
      """
      Be a trial of 'fledge sweep': end in order when standard input ends, leave Ctrl-C to the sweep, and do not look at the test part.
      """, visibility: .hidden))
  var trial = false

  /// What stands for the name of a run that is to be numbered.
  static let counted = ""
  /// The folder that runs are in.
  static let folder = "runs"

  /// The folder of a new run; nil where none is asked for. `data` is what the user calls the data.
  ///
  /// Throws `FileError` if it cannot be made.
  func folder(for data: String) throws -> RunFolder? {
    guard let run else { return nil }
    return run == Self.counted
      ? try RunFolder(counting: Self.base(of: data), in: runs ?? Self.folder)
      : try RunFolder(creating: run, in: runs ?? Self.folder)
  }

  /// `iris` of `data/iris.csv`: the last part without its ending, and without what no run may be called.
  static func base(of data: String) -> String {
    let last = data.split(separator: "/").last.map(String.init) ?? ""
    let stem = last.prefix { $0 != "." }
    let plain = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    return plain.isEmpty ? "run" : String(plain.prefix(100))
  }
}
