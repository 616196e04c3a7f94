import Fledge
import FledgeFiles

/// The settings in force of a training, each with where it came from: what its `run.toml` says.
struct RunSettings {
  /// One of them.
  struct Setting: Equatable {
    /// The option's name without hyphens.
    let key: String
    /// Its value; nil for a flag, and two for two files.
    let values: [String]
    /// `flag`, the name of a file, `the run`, `preset tabular`, or `default`.
    let source: String
  }

  /// In the order of the command line, what is a default last.
  let settings: [Setting]

  init(_ setup: TrainingSetup, _ request: TrainingRequest) {
    let given = Set(request.given?.settings.map(\.name) ?? [])
    let inFile = Set(request.configuration?.settings.map(\.name) ?? [])
    let file = setup.options.run.config ?? ""
    var settings: [Setting] = []
    for group in request.arguments?.settings ?? [] where group.name != "--every" {
      let source =
        given.contains(group.name)
        ? "flag"
        : inFile.contains(group.name)
          ? file : request.checkpoint == nil ? setup.source(ofUnsaid: group.plainName) : "the run"
      if group.name.hasPrefix(StoredArguments.Group.place),
        let index = settings.firstIndex(where: { $0.key == "data" })
      {
        settings[index] = Setting(
          key: "data", values: settings[index].values + [group.value ?? ""], source: source)
        continue
      }
      settings.append(
        Setting(
          key: group.plainName, values: group.value.map { [$0] } ?? [], source: source))
    }
    let said = Set(settings.map(\.key))
    settings += setup.defaults.filter { !said.contains($0.name) }.map {
      Setting(
        key: $0.name, values: [$0.value],
        source: Self.owners[$0.name].map(said.contains) == true
          ? "default" : setup.source(ofUnsaid: $0.name))
    }
    self.settings = settings
  }

  /// Options with another default where these are given.
  private static let owners = ["learning-rate": "optimizer", "warm-up": "schedule"]

  /// The settings as a file of options.
  func text(run: String) -> String {
    let lines = settings.map { ("\($0.key) = \($0.toml)", $0.source) }
    let width = min(40, lines.map(\.0.count).max() ?? 0)
    let body = lines.map { line, source in
      line + String(repeating: " ", count: max(0, width - line.count)) + "  # \(source.printable)"
    }
    return """
      # The settings of the run \(run.printable), and where each came from.
      # fledge train --config run.toml repeats it.

      \(body.joined(separator: "\n"))

      """
  }

  /// The same for the log.
  var json: JSONValue {
    .object(
      settings.map {
        .init(key: $0.key, value: .string($0.values.isEmpty ? "true" : $0.values.joined(separator: " ")))
      })
  }
}

extension RunSettings.Setting {
  /// The value as TOML has it.
  var toml: String {
    if values.isEmpty { return "true" }
    let texts = values.map(Self.toml)
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  /// A number if it reads back as the same word, else a text.
  private static func toml(_ value: String) -> String {
    if let integer = Int(value), "\(integer)" == value { return value }
    if let number = Double(value), number.isFinite, "\(number)" == value { return value }
    return JSONValue.string(value).text.replacing("\u{7F}", with: "\\u007F")
  }
}

extension StoredArguments.Group {
  /// The option's name without hyphens.
  fileprivate var plainName: String { String(name.dropFirst(2)) }

  /// The word that follows the option's name, or stands behind its equals sign.
  var value: String? {
    if words.count > 1 { return words[1] }
    guard let word = words.first else { return nil }
    guard word.hasPrefix("--") else { return word }
    return word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
  }
}
