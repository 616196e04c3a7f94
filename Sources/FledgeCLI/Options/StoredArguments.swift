import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// The options of a training, as words of the command line: a checkpoint keeps them, and a resumed training takes what is not
/// said again from there.
struct StoredArguments: Equatable {
  /// An option with its value, or a flag.
  struct Group: Equatable {
    let name: String
    let words: [String]

    /// Where data are, whether `--data` says so or what no option takes: one place, or two files.
    static func places(_ places: [String]) -> [Group] {
      guard places.count > 1 else {
        return places.map { place in
          Group(name: "--data", words: place.hasPrefix("-") ? ["--data=\(place)"] : ["--data", place])
        }
      }
      return places.enumerated().map { Group(name: $0 == 0 ? "--data" : "--data \($0 + 1)", words: [$1]) }
    }
  }

  static let metadataKey = "fledge.arguments"
  private static let place = "metadata \(metadataKey.quoted)"

  /// What the machine and the terminal are told and where outputs go: it belongs to no training, and is never taken from a file,
  /// which may come from a stranger.
  private static let passing: Set<String> = [
    "--resume", "--threads", "--json", "--quiet", "--save", "--checkpoint",
  ]
  /// What may be another when a training goes on. Whether rows are streamed may depend on the machine, and must then be said on
  /// another: batches that are not the same the trainer refuses.
  private static let free: Set<String> = passing.union([
    "--epochs", "--every", "--evaluate-train", "--stream", "--no-stream",
  ])

  private let groups: [Group]

  /// The words behind `fledge train`; `takingValues` are the options that are followed by a value.
  init(_ words: [String], takingValues: Set<String>) {
    var (groups, places) = ([Group](), [String]())
    var rest = words[...]
    while let word = rest.popFirst() {
      let name = String(word.prefix { $0 != "=" })
      if name == "--data", let place = name == word ? rest.popFirst() : String(word.dropFirst(name.count + 1))
      {
        places.append(place)
      } else if name == word, takingValues.contains(name), let value = rest.popFirst() {
        groups.append(Group(name: name, words: [name, value]))
      } else if !word.hasPrefix("-") {
        places.append(word)
      } else {
        groups.append(Group(name: name, words: [word]))
      }
    }
    self.groups = Group.places(places) + groups
  }

  private init(_ groups: [Group]) { self.groups = groups }

  /// The arguments that a checkpoint keeps, with itself as the checkpoint of the training that goes on.
  ///
  /// Throws `FileError` if there are none, as in a file that the library wrote.
  init(from file: SafetensorsFile, takingValues: Set<String>) throws {
    let json = try file.metadataJSON(Self.metadataKey, "the options of 'fledge train'")
    let words = try json.decoded(as: [String].self, path: file.path, place: Self.place)
    let stored = StoredArguments(words, takingValues: takingValues)
    groups =
      stored.groups.filter { !Self.passing.contains($0.name) }
      + [Group(name: "--checkpoint", words: ["--checkpoint=\(file.path)"])]
  }

  /// For a checkpoint: what the training is, without what the terminal was told.
  var text: String {
    let kept = groups.filter { !Self.passing.contains($0.name) }.flatMap(\.words)
    return JSONValue.array(kept.map { .string($0) }).text
  }

  /// These of a checkpoint at `path`, with what `given` says again.
  ///
  /// Throws `FileError` naming the first option that is given again with another value and may not be, and what parsing throws.
  func merged(with given: StoredArguments, path: String) throws -> StoredArguments {
    let before = try parsed(path).completed
    for group in given.groups where !Self.free.contains(group.name) {
      let after = try replacing(group).options().completed
      guard canonicalText(of: after) == canonicalText(of: before) else {
        let stored = groups.filter { $0.name == group.name }.flatMap(\.words)
        throw FileError(
          path: path, place: group.name,
          expected: stored.isEmpty
            ? "the default, with which the training began" : stored.joined(separator: " ").printable,
          found: group.words.joined(separator: " ").printable)
      }
    }
    return given.groups.reduce(self) { $0.replacing($1) }
  }

  /// What they say. Throws as parsing does.
  func options() throws -> TrainingOptions { try TrainingOptions.parse(groups.flatMap(\.words)) }

  private func parsed(_ path: String) throws -> TrainingOptions {
    do { return try options() } catch {
      throw FileError(
        path: path, place: Self.place, expected: "options of 'fledge train'",
        found: TrainingOptions.message(for: error).quoted)
    }
  }

  private func replacing(_ group: Group) -> StoredArguments {
    StoredArguments(groups.filter { $0.name != group.name } + [group])
  }
}
