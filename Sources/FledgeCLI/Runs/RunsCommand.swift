import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge runs`: the trainings that were kept.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Look at the trainings that --run has kept.",
    discussion: """
      Examples:
        fledge runs list
        fledge runs show iris-1
        fledge runs compare iris-1 iris-2
        fledge runs remove iris-1
      """,
    subcommands: [ListRuns.self, ShowRun.self, CompareRuns.self, RemoveRuns.self])
}

/// Where runs are looked for.
struct RunsFolder: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that the runs are in, such as that of a sweep.", valueName: "folder"),
    completion: .directory)
  var runs = RunOptions.folder

  /// The path of a run that is named, or whose path is given.
  ///
  /// Throws `FileError` if there is none, with those that there are.
  func path(of name: String) throws -> String {
    let inside = "\(runs)/\(name)"
    if let path = [inside, name].first(where: RunFolder.isRun) { return path }
    let names = try File.isDirectory(runs) ? RunRecord.paths(in: runs).map(RunName.last) : []
    let meant = suggestion(for: name, among: names).map { "; did you mean \($0.printable)?" }
    throw FileError(
      path: inside, found: "no such run" + (meant ?? "; there is \(Folder.summary(of: names))"))
  }
}

/// `fledge runs list`.
struct ListRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs, the latest last.",
    discussion: """
      A run is running, while a process is at work on it; finished; paused, by --pause-after; interrupted, by a signal or by the reader of its \
      output; failed, by an error that 'fledge runs show' tells; or lost, where its process is gone without a word: \
      killed, or without power. 'fledge train --resume runs/NAME' goes on with an interrupted or a lost one from its \
      last checkpoint.
      """)

  @OptionGroup var folder: RunsFolder
  @Flag(help: "Print one JSON object a run.")
  var json = false

  func run() throws {
    guard File.isDirectory(folder.runs) else {
      throw FileError(
        path: folder.runs, found: "no such folder: 'fledge train … --run' makes it with the first run")
    }
    // A log that is damaged hides no other run.
    let runs = try RunRecord.paths(in: folder.runs).compactMap { path -> RunRecord? in
      do { return try RunRecord(path) } catch {
        Terminal.warn("\(error)")
        return nil
      }
    }.sorted { ($0.started ?? "", $0.name) < ($1.started ?? "", $1.name) }.map(RunSummary.init)
    if json {
      for run in runs { try Terminal.print(run.json.printableText) }
      return
    }
    let heading = ["run", "state", "epochs", "best epoch", "figure", "started"]
    try Terminal.print("\(TextTable([heading] + runs.map(\.cells), rightAligned: [2, 3]))")
  }
}

/// `fledge runs show`.
struct ShowRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the settings, the epochs and the result of a run.")

  @Argument(help: "The name of a run, or its folder.")
  var name: String
  @OptionGroup var folder: RunsFolder
  @Flag(help: "Print the epochs as CSV, with a heading.")
  var csv = false
  @Flag(help: "Print one JSON object: the settings, the epochs, the result.")
  var json = false

  func validate() throws {
    if csv && json {
      throw ValidationError("--csv and --json are two forms of one thing: leave one of them out")
    }
  }

  func run() throws {
    let record = try RunRecord(folder.path(of: name))
    let table = EpochTable(record)
    if csv { return try Terminal.print(table.csv) }
    let summary = RunSummary(record)
    if json { return try Terminal.print(summary.wholeJSON.printableText) }
    try Terminal.print("\(summary.heading)\n\n\(summary.settings)\n\n\(table.text)\n\(summary.result)")
  }
}

/// `fledge runs compare`.
struct CompareRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show in which settings runs differ, and what came of it.")

  @Argument(help: "The names of two or more runs, or their folders.")
  var names: [String]
  @OptionGroup var folder: RunsFolder

  func validate() throws {
    if names.count < 2 { throw ValidationError("expected at least two runs to compare, got \(names.count)") }
  }

  func run() throws {
    let runs = try names.map { try RunRecord(folder.path(of: $0)) }
    try Terminal.print(RunComparison(runs).text)
  }
}

/// `fledge runs remove`.
struct RemoveRuns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove runs from the disk: there is no way back.")

  @Argument(help: "The names of the runs, or their folders.")
  var names: [String]
  @OptionGroup var folder: RunsFolder

  func run() throws {
    // All are found before the first is removed.
    for path in try names.map({ try folder.path(of: $0) }) {
      try RunFolder.remove(path)
      try Terminal.print("removed \(path.printable)")
    }
  }
}
