import ArgumentParser

extension UsageError {
  /// What a command found wrong with its arguments when it had looked at what they name, said as the parser says its own errors.
  init(_ error: ValidationError, in command: any ParsableCommand.Type, of root: any ParsableCommand.Type) {
    let names = Self.names(of: command, under: root) ?? [root._commandName]
    message = """
      Error: \(error.message)
      Usage: \(root.usageString(for: command))
        See '\(names.joined(separator: " ")) --help' for more information.
      """
  }

  /// The words that call a command, from the root on.
  private static func names(
    of command: any ParsableCommand.Type, under root: any ParsableCommand.Type
  ) -> [String]? {
    if root == command { return [root._commandName] }
    for subcommand in root.configuration.subcommands {
      if let names = names(of: command, under: subcommand) { return [root._commandName] + names }
    }
    return nil
  }
}
