import ArgumentParser
import Fledge
import FledgeFetch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `fledge data`: data sets on this machine.
struct Data: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look after data sets.", subcommands: [Fetch.self])

  /// `fledge data fetch`: brings a data set from the network.
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download a data set.",
      discussion: """
        Files that are there already are kept if their content is right. A download that breaks off is gone \
        on with by the same command; until a file is complete and verified, its bytes are in the user's \
        directory for caches and not under the file's name.

        Example:
          fledge data fetch mnist
          fledge train --data mnist
        """)

    @Argument(help: "The name of the data set: mnist.")
    var name: String

    @Option(
      help: ArgumentHelp(
        "Another mirror than the two public ones, http:// or https://.", valueName: "url"))
    var from: String?

    @Option(
      help: ArgumentHelp(
        "Where the files are to stand. (default: \(MNIST.standardDirectory))", valueName: "directory"),
      completion: .directory)
    var into: String?

    func validate() throws {
      if name != "mnist" { throw unknown("data set", name, among: ["mnist"]) }
      if into == "" { throw ValidationError("--into: expected a directory, got an empty name") }
      do { _ = try MNISTDownload(from: from) } catch { throw ValidationError("--from: \(error)") }
    }

    func run() throws {
      let download = try MNISTDownload(from: from, into: into)
      var bar = ProgressBar(on: STDOUT_FILENO, isTerminal: Terminal.outputIsTerminal)
      try download.run { progress in
        switch progress.state {
        case .alreadyThere:
          try Terminal.print("\(progress.file): already there")
        case .receiving(let received, let total, let rate):
          bar.draw(total.map { Double(received) / Double(max($0, 1)) } ?? 0, label: progress.file) {
            let amounts = [received, total].compactMap { $0.map { Text.bytes(Double($0)) } }
            return amounts.joined(separator: " of ") + ", \(Text.bytes(rate)) a second"
          }
        case .done:
          bar.clear()
          try Terminal.print("\(progress.file): downloaded and verified")
        }
      }
      let data = into.map { "'\($0)'" } ?? "mnist"
      try Terminal.print("\nMNIST is in \(download.directory). To train on it: fledge train --data \(data)")
    }
  }
}
