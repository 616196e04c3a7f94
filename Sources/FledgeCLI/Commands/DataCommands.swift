import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFetch

/// `fledge data`: what there is to do with data sets.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Look after data sets.",
    discussion: """
      Examples:
        fledge data describe penguins.csv --target species
        fledge data fetch mnist
        fledge data draw flats flats.csv
      """,
    subcommands: [Fetch.self, DescribeData.self, DrawData.self])
}

/// `fledge data fetch`: downloads a data set.
struct Fetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Download a data set, verify it and put it where 'fledge train' looks for it.",
    discussion: """
      Files that are there already are kept if their content is right. Run the same command again to resume an \
      interrupted download: until a file is complete and verified, its bytes are in the user's directory for \
      caches and not under the file's name.

      Example:
        fledge data fetch mnist
        fledge train --data mnist
      """)

  @Argument(
    help: ArgumentHelp("The data set: mnist.", valueName: "name"),
    transform: { try choice($0, among: [("mnist", $0)]) })
  var name: String

  @Option(
    help: ArgumentHelp("Another mirror than the two public ones, http:// or https://.", valueName: "url"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Where the files are to stand (default: \(MNIST.standardDirectory)).", valueName: "directory"),
    completion: .directory)
  var into: String?

  func validate() throws {
    if into == "" { throw ValidationError("--into: expected a directory, got an empty name") }
    do { _ = try download } catch { throw ValidationError("--from: \(error)") }
  }

  func run() throws {
    var output = FetchOutput()
    defer { output.clear() }
    Signals.askFirst()
    let download = try download
    try download.run { progress in
      if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
      try output.show(progress)
    }
    let data = into ?? "mnist"
    try Terminal.print(
      "\nMNIST is in \(download.directory.printable); fledge train --data \(data.printable) trains on it")
  }

  private var download: MNISTDownload {
    get throws { try MNISTDownload(from: from, into: into) }
  }
}

/// What `fledge data fetch` prints: a bar for each file while it comes, and a line when it is there.
private struct FetchOutput {
  private var bar = ProgressBar(on: STDOUT_FILENO)

  /// Throws as `Terminal.print` does.
  mutating func show(_ progress: DownloadProgress) throws {
    switch progress.state {
    case .alreadyThere: try finish(progress.file, "already there")
    case .done: try finish(progress.file, "fetched and verified")
    case .receiving(let received, let total, let bytesPerSecond):
      bar.draw(total.map { Double(received) / Double($0) }, label: progress.file) {
        Self.details(Double(received), total.map(Double.init), bytesPerSecond)
      }
    }
  }

  mutating func clear() { bar.clear() }

  private mutating func finish(_ file: String, _ what: String) throws {
    bar.clear()
    try Terminal.print("\(file): \(what)")
  }

  private static func details(_ received: Double, _ total: Double?, _ bytesPerSecond: Double) -> String {
    let rate = "\(NumberText.bytes(bytesPerSecond))/s"
    guard let total else { return "\(NumberText.bytes(received)), \(rate)" }
    let left = NumberText.duration((total - received) / bytesPerSecond)
    return "\(NumberText.bytes(received)) of \(NumberText.bytes(total)), \(rate), \(left) left"
  }
}
