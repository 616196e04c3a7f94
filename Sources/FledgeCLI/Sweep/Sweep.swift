import ArgumentParser
import Fledge
import FledgeFiles

/// `fledge sweep`: many trainings with different settings, and the best of their models.
struct Sweep: ParsableCommand, PassesOptions {
  static let configuration = CommandConfiguration(
    abstract: "Train with many settings and keep the best model.",
    discussion: """
      Each trial is a 'fledge train' with settings of its own, in a process of its own, and a run in the sweep's folder, which 'fledge \
      runs' shows. The trials are compared by the validation part; the test part, where there is one, is measured once, in the end, \
      with the best model. A sweep that was stopped or killed goes on by --resume, with the same trials and the same bits.

      --vary names an option of 'fledge train' without its hyphens, and its values: numbers of a range, a few choices, true and \
      false of a flag. Where the upper end is ten times the lower one or more, numbers are drawn by their logarithms; 'log' or \
      'linear' behind them says which. They are whole where the option takes no others. A grid needs to know how many it takes of a range:
        --vary learning-rate=0.0001..0.1
        --vary 'hidden=64|128,64|none'
        --vary 'average=0..0.99 linear'
        --vary no-bias='true|false'
        --search grid --vary 'learning-rate=0.001..0.1 log 5 points'

      Examples:
        fledge sweep penguins.csv --target species --trials 30
        fledge sweep mnist --vary learning-rate=0.01..1 --time 30min
        fledge sweep mnist --epochs 27 --trials 27 --halving 3
        fledge sweep --resume runs/penguins-sweep-1
      """)

  static let receiver: any ParsableCommand.Type = Train.self

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "The data, and any options of 'fledge train', which all trials share; --seed draws the settings, too.",
      valueName: "data and options"), completion: .file())
  var shared: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      A setting that varies, and its values; more than once for several (default: the learning rate, the hidden layers, the batch size \
      and the weight decay, around what the data would get without a sweep).
      """, valueName: "name=values"))
  var vary: [String] = []

  @OptionGroup var options: SweepOptions

  @Option(
    help: ArgumentHelp(
      "What to call the sweep: its folder in runs/ (default: after the data, with the next free number).",
      valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      """
      Go on with the sweep in this folder. Its options hold; --time, --jobs and --threads are free, and so are more --trials \
      where nothing is halved. A trial that failed is tried again once 'fledge runs remove' has taken its run away.
      """, valueName: "folder"), completion: .directory)
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Write the best model to this safetensors file, too; it stands in the sweep's folder in any case.",
      valueName: "file"), completion: .file(extensions: ["safetensors"]))
  var save: String?

  @Flag(help: "Print one JSON object a trial on standard output, the best last, and nothing else there.")
  var json = false

  @Flag(help: "Print only the result.")
  var quiet = false

  func validate() throws {
    guard resume == nil || name == nil else {
      throw ValidationError("--name calls a new sweep, and --resume goes on with one: leave one of them out")
    }
  }

  func run() throws {
    if let save { try AtomicFile.checkWritable(save) }
    let known = CommandNames.Options(of: Train.self, in: Train.self)
    let own = CommandNames.Options(ownOf: Sweep.self, in: Sweep.self)
    let words = Array(try Arguments.read().drop { $0 == "sweep" })
    let said = try SweepRequest.shared(words, own: own, known: known)
    let folder = try resume.map { try SweepFolder(opening: $0) }
    let request =
      try folder.map { try SweepRequest(resuming: $0, said, vary, options, known) }
      ?? SweepRequest(said, vary, options)
    let plan = try SweepPlan(request, known, save: save)
    var run = SweepRun(
      plan, in: try folder ?? plan.makeFolder(named: name), options, save: save,
      SweepOutput(json ? .json : quiet ? .quiet : .table, plan))
    try run.run()
  }
}
