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

    /// The name of the first place.
    static let place = "--data"

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
    "--resume", "--threads", "--json", "--quiet", "--save", "--checkpoint", "--run", "--config",
    "--tensorboard",
  ]
  /// What takes the next word for its value unless that is an option.
  private static let takingValuesMaybe: Set<String> = ["--run"]
  /// What may be another when a training goes on. Whether rows are streamed may depend on the machine, and must then be said on
  /// another: batches that are not the same the trainer refuses.
  private static let free: Set<String> = passing.union([
    "--epochs", "--every", "--evaluate-train", "--stream", "--no-stream",
  ])

  /// Each option once.
  let groups: [Group]

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
      } else if name == word, Self.takingValuesMaybe.contains(name), let value = rest.first,
        !value.hasPrefix("-")
      {
        groups.append(Group(name: name, words: [name, value]))
        rest.removeFirst()
      } else if !word.hasPrefix("-") {
        places.append(word)
      } else {
        groups.append(Group(name: name, words: [word]))
      }
    }
    self.groups = Group.places(places) + groups
  }

  private init(_ groups: [Group]) { self.groups = groups }

  /// The arguments that a checkpoint keeps, with itself as the checkpoint of the training that goes on unless a run keeps that.
  ///
  /// Throws `FileError` if there are none, as in a file that the library wrote.
  init(from file: SafetensorsFile, takingValues: Set<String>, inRun: Bool) throws {
    let json = try file.metadataJSON(Self.metadataKey, "the options of 'fledge train'")
    let words = try json.decoded(as: [String].self, path: file.path, place: Self.place)
    let stored = StoredArguments(words, takingValues: takingValues)
    let checkpoint = inRun ? [] : [Group(name: "--checkpoint", words: ["--checkpoint=\(file.path)"])]
    groups = stored.groups.filter { !Self.passing.contains($0.name) } + checkpoint
  }

  /// For a checkpoint: what the training is, without what the terminal was told.
  var text: String {
    let kept = settings.flatMap(\.words)
    return JSONValue.array(kept.map { .string($0) }).text
  }

  /// These of a checkpoint at `path`, with what `given` says again.
  ///
  /// `lossName` is the loss that the targets have of themselves. Throws `FileError` naming the first option that is given again with another value and may not be, and what parsing throws.
  func merged(
    with given: StoredArguments, lossName: String, path: String
  ) throws -> StoredArguments {
    let began = try parsed(path).comparable(lossName: lossName)
    let before = canonicalText(of: began)
    for group in given.groups where !Self.free.contains(group.name) {
      // What was accepted on the command line and does not go with the rest contradicts it.
      let after = try? replacing(group).options().comparable(lossName: lossName)
      guard after.map(canonicalText) == before else {
        let stored = groups.filter { $0.name == group.name }.flatMap(\.words)
        throw FileError(
          path: path, place: group.name,
          expected: stored.isEmpty
            ? "the default\(began.value(of: group).map { " " + $0.printable } ?? ""), with which the training began"
            : stored.joined(separator: " ").printable,
          found: group.words.joined(separator: " ").printable)
      }
    }
    return given.groups.reduce(self) { $0.replacing($1) }
  }

  /// These with what `given` says in the place of what they say of the same.
  func overridden(by given: StoredArguments) -> StoredArguments {
    // Two files are in the place of one, and one in the place of two.
    let places = given.groups.contains { $0.name == Group.place }
    let kept = groups.filter { !(places && $0.name.hasPrefix(Group.place)) }
    return given.groups.reduce(StoredArguments(kept)) { $0.replacing($1) }
  }

  /// What belongs to the training itself, without what the terminal was told and where outputs go.
  var settings: [Group] { groups.filter { !Self.passing.contains($0.name) } }

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

extension TrainingOptions {
  /// The value of the option of a group.
  fileprivate func value(of group: StoredArguments.Group) -> String? {
    values.first { "--" + $0.name == group.name }?.value
  }
}
