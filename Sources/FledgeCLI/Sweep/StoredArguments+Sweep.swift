import ArgumentParser
import Fledge
import FledgeFiles

extension StoredArguments {
  /// These but for options of some names.
  func without(_ names: Set<String>) -> StoredArguments {
    var result = StoredArguments([], takingValues: [])
    for group in groups where !names.contains(group.name) { result.put(group) }
    return result
  }

  /// Whether an option, or a flag or its contrary, is among them.
  func says(_ name: String) -> Bool { groups.contains { $0.name == name || $0.contrary == name } }

  /// The value of an option; nil if it is not among them.
  func value(of name: String) -> String? { groups.first { $0.name == name }?.value }

  /// Throws `ValidationError` for a file to write that a training with these reads, and for what no training can be told.
  func expectWritable(_ path: String) throws {
    var saving = self
    saving.put(.init(name: "--save", words: ["--save=\(path)"]))
    _ = try saving.options()
  }

  /// Throws `FileError` for `path`, where these stand, naming what is said again and means another thing.
  func expectSame(as said: StoredArguments, path: String) throws {
    let meaning = { (arguments: StoredArguments) in
      canonicalText(of: try arguments.options().comparable(lossName: Loss.crossEntropy.name))
    }
    let before = try meaning(without(Self.outside))
    for group in said.without(Self.outside).groups {
      var other = without(Self.outside)
      other.put(group)
      // What was accepted on the command line and does not go with the rest contradicts it.
      guard (try? meaning(other)) != before else { continue }
      let stored = groups.filter { $0.name == group.name }.flatMap(\.words).joined(separator: " ")
      throw FileError(
        path: path, place: group.name,
        expected: stored.isEmpty ? "the default, with which the sweep began" : stored.printable,
        found: group.words.joined(separator: " ").printable)
    }
  }

  /// What is no setting of a training, and may be another whenever a sweep goes on.
  private static let outside: Set<String> = ["--threads", "--every"]

  /// The command that trains so, as it would be typed.
  var commandLine: String {
    let words = settings.map { group in
      guard let value = group.value else { return group.name }
      let word = value.shellWord ?? "'" + value.printable.replacing("'", with: "'\\''") + "'"
      if group.isPlace { return value.hasPrefix("-") ? "\(Group.place)=\(word)" : word }
      return group.name + (value.hasPrefix("-") ? "=" : " ") + word
    }
    return (["fledge train"] + words).joined(separator: " ")
  }
}
