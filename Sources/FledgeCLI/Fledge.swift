import ArgumentParser
import Fledge

/// The command `fledge`: one subcommand a file.
@main
struct FledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fledge",
    abstract: "Trains neural networks on this machine's processor.",
    discussion: """
      With no options, `fledge train` draws a data set of handwritten digits, trains a two-layer network on it and \
      shows what it still confuses.
      """,
    version: "0.1.0",
    subcommands: [Train.self, Evaluate.self, Check.self])
}
