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
    version: Version.text,
    subcommands: [
      Train.self, Sweep.self, Evaluate.self, Predict.self, Inspect.self, Check.self, FormulaCommand.self,
      RunsCommand.self, DataCommand.self,
    ])

  /// Runs the subcommand that the arguments ask for and ends with its exit status: 0, 64 for wrong arguments,
  /// 128 + n after signal n, 1 for anything else.
  static func main() {
    Terminal.openStandardStreams()
    Signals.leaveWriteErrorsToWrites()
    Signals.endAtOnce()
    Signals.unblock()
    do {
      let arguments = try Arguments.read()
      try CommandNames.check(arguments, of: self)
      var command = try parseAsRoot(arguments)
      do { try command.run() } catch let error as ValidationError {
        throw UsageError(error, in: type(of: command), of: self)
      }
    } catch {
      exit(withError: ExitCode(report(error)))
    }
  }

  /// Prints what is to be said of an error, or of a request for help; returns the exit status.
  private static func report(_ error: any Error) -> Int32 {
    let usage = error as? UsageError
    let text = Arguments.printable(usage?.message ?? fullMessage(for: error))
    let status = usage == nil ? exitCode(for: error) : .validationFailure
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
}
