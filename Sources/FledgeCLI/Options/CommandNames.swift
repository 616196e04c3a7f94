import ArgumentParser

/// Arguments that are wrong: what is to be said of them, with the usage of the subcommand.
struct UsageError: Error {
  let message: String
}

/// A command that takes the options of another one beside its own, and passes them on.
protocol PassesOptions: ParsableCommand {
  static var receiver: any ParsableCommand.Type { get }
}

/// Checks the names on the command line before the parser does: it would not name the subcommands that exist, and would
/// propose the option with the nearest spelling rather than the one that is meant.
enum CommandNames {
  /// Throws `ValidationError` for a subcommand that does not exist, `UsageError` for an option.
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    var command: any ParsableCommand.Type = root
    var rest = arguments.drop { $0 == "help" }
    while let name = rest.first, !name.hasPrefix("-"), !command.configuration.subcommands.isEmpty {
      let known = command.configuration.subcommands
      guard let next = known.first(where: { $0._commandName == name }) else {
        throw unknown("command", name, among: known.map { $0._commandName }, ForeignNames.commands)
      }
      command = next
      rest = rest.dropFirst()
    }
    // The options are read from the help, which takes a while: not for words that need no looking up.
    guard rest.contains(where: { $0.hasPrefix("-") && !helpWords.contains($0) }) else { return }
    let options = Options(of: command, in: root)
    guard let name = unknownOption(in: rest, options) else { return }
    let error = ValidationError("Unknown option '\(name)'.\(advice(for: name, options, command))")
    throw UsageError(error, in: command, of: root)
  }

  /// What every command knows.
  private static let helpWords: Set<String> = ["-h", "--help", "--help-hidden", "--version"]

  /// Options that no help shows.
  private static let unlisted: Set<String> = ["--trial"]

  private static func unknownOption(in arguments: ArraySlice<String>, _ options: Options) -> String? {
    var isValue = false
    for argument in arguments {
      if argument == "--" { return nil }
      let name = String(argument.prefix { $0 != "=" })
      let isOption = argument.hasPrefix("--") || (argument.hasPrefix("-") && argument.count > 1)
      // A negative number is a value, and so is what follows an option that takes one.
      guard isOption, argument.hasPrefix("--") || !(isValue || Double(argument) != nil) else {
        isValue = false
        continue
      }
      guard options.names.contains(name) || unlisted.contains(name) else { return name }
      isValue = options.takingValues.contains(name) && name == argument
    }
    return nil
  }

  private static func advice(
    for name: String, _ options: Options, _ command: any ParsableCommand.Type
  ) -> String {
    if command == FormulaCommand.self, !name.hasPrefix("--") {
      return " A formula that begins with a minus stands behind two of them: fledge formula -- '\(name)'"
    }
    let names = options.names.filter { $0.hasPrefix("--") }
    if let reason = ForeignNames.reason(for: name), names.contains("--epochs") { return " " + reason }
    let meant = suggestion(for: name, among: names, ForeignNames.options)
    return meant.map { " Did you mean '\($0)'?" } ?? ""
  }

  /// The options of a subcommand, as its help lists them.
  struct Options {
    var names: [String] = ["--version", "-h", "--help-hidden", "--generate-completion-script"]
    var takingValues: Set<String> = []

    /// The options that a subcommand takes, those that it passes on included.
    init(of command: any ParsableCommand.Type, in root: any ParsableCommand.Type) {
      self.init(ownOf: command, in: root)
      guard let passing = command as? any PassesOptions.Type else { return }
      let others = Options(ownOf: passing.receiver, in: root)
      names += others.names
      takingValues.formUnion(others.takingValues)
    }

    /// Its own alone.
    init(ownOf command: any ParsableCommand.Type, in root: any ParsableCommand.Type) {
      for line in help(of: command, in: root).split(separator: "\n") where line.hasPrefix("  -") {
        // A flag stands there with its contrary: --heading/--no-heading.
        for word in line.split(whereSeparator: { " ,/".contains($0) }) {
          if word.hasPrefix("-") {
            names.append(String(word))
          } else {
            if word.hasPrefix("<") { takingValues.insert(names[names.count - 1]) }
            break
          }
        }
      }
    }
  }

  private static func help(of command: any ParsableCommand.Type, in root: any ParsableCommand.Type) -> String
  {
    func text<Root: ParsableCommand>(_ root: Root.Type) -> String {
      root.helpMessage(for: command, columns: 1000)
    }
    return text(root)
  }
}
