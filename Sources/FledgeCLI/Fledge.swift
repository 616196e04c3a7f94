import ArgumentParser
import Fledge
import FledgeFiles

/// The command `fledge`: one subcommand a file.
@main
struct FledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fledge",
    abstract: "Trains neural networks on this machine's processor.",
    discussion: """
      With no options, `fledge train` draws a data set of handwritten digits, trains a two-layer network on \
      it and shows what it still confuses.
      """,
    version: "0.1.0",
    subcommands: [Train.self, Evaluate.self, Predict.self, Check.self, DataCommand.self])

  /// Runs the subcommand that the arguments ask for and ends with its exit status: 0, 64 for wrong arguments,
  /// 128 + n after signal n, 1 for anything else.
  static func main() {
    Signals.leaveWriteErrorsToWrites()
    Signals.endAtOnce()
    Signals.unblock()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try checkNames(arguments.drop { $0 == "help" }, of: self)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      exit(withError: ExitCode(report(error)))
    }
  }

  /// Prints what is to be said of an error, or of a request for help; returns the exit status.
  private static func report(_ error: any Error) -> Int32 {
    let text = fullMessage(for: error)
    let status = exitCode(for: error)
    guard status.isSuccess else {
      if !text.isEmpty { Terminal.printError(text) }
      return status.rawValue
    }
    do {
      try Terminal.print(text)
      return 0
    } catch {
      return report(error)
    }
  }

  /// Throws for a subcommand that does not exist: the parser's own message would not name those that do.
  private static func checkNames(
    _ arguments: ArraySlice<String>, of command: any ParsableCommand.Type
  ) throws {
    let known = command.configuration.subcommands
    guard !known.isEmpty, let name = arguments.first, !name.hasPrefix("-") else { return }
    guard let next = known.first(where: { $0._commandName == name }) else {
      throw unknown("command", name, among: known.map { $0._commandName })
    }
    try checkNames(arguments.dropFirst(), of: next)
  }
}
