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

    /// Whether it is where data are.
    var isPlace: Bool { name == Self.place || name.hasPrefix(Self.place + " ") }

    /// The flag that takes this one back: `--no-heading` of `--heading`, and the other way round.
    var contrary: String {
      name.hasPrefix("--no-") ? "--" + name.dropFirst(5) : "--no-" + name.dropFirst(2)
    }

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
  static let passing: Set<String> = [
    "--resume", "--threads", "--json", "--quiet", "--save", "--checkpoint", "--run", "--config",
    "--runs", "--trial", "--pause-after", "--tensorboard",
  ]
  /// What takes the next word for its value unless that is an option.
  private static let takingValuesMaybe: Set<String> = ["--run"]
  /// What may be another when a training goes on. Whether rows are streamed may depend on the machine, and must then be said on
  /// another: batches that are not the same the trainer refuses.
  private static let free: Set<String> = passing.union([
    "--epochs", "--every", "--evaluate-train", "--stream", "--no-stream",
  ])

  /// Each option once, as it was said last.
  private(set) var groups: [Group] = []

  /// The words behind `fledge train`; `takingValues` are the options that are followed by a value.
  init(_ words: [String], takingValues: Set<String>) {
    var (options, places, named) = ([Group](), [String](), String?.none)
    var rest = words[...]
    while let word = rest.popFirst() {
      let name = String(word.prefix { $0 != "=" })
      if word == "--" {
        places += rest
        break
      } else if name == "--data",
        let place = name == word ? rest.popFirst() : String(word.dropFirst(name.count + 1))
      {
        named = place
      } else if name == word, takingValues.contains(name), let value = rest.popFirst() {
        options.append(Group(name: name, words: [name, value]))
      } else if name == word, Self.takingValuesMaybe.contains(name), let value = rest.first,
        !value.hasPrefix("-")
      {
        options.append(Group(name: name, words: [name, value]))
        rest.removeFirst()
      } else if !word.hasPrefix("-") {
        places.append(word)
      } else {
        options.append(Group(name: name, words: [word]))
      }
    }
    for group in Group.places(named.map { [$0] } ?? places) + options { put(group) }
  }

  /// Takes an option in, in the place of what was said of the same before: that option, and the flag that is its contrary.
  mutating func put(_ group: Group) {
    if group.isPlace, let index = groups.firstIndex(where: { $0.name == group.name }) {
      groups[index] = group
      return
    }
    groups.removeAll { $0.name == group.name || $0.name == group.contrary }
    groups.append(group)
  }

  /// The arguments that a checkpoint keeps, with itself as the checkpoint of the training that goes on unless a run keeps that.
  ///
  /// Throws `FileError` if there are none, as in a file that the library wrote.
  init(from file: SafetensorsFile, takingValues: Set<String>, inRun: Bool) throws {
    let json = try file.metadataJSON(Self.metadataKey, "the options of 'fledge train'")
    let words = try json.decoded(as: [String].self, path: file.path, place: Self.place)
    let stored = StoredArguments(words, takingValues: takingValues)
    groups = stored.settings
    if !inRun { put(Group(name: "--checkpoint", words: ["--checkpoint=\(file.path)"])) }
  }

  /// For a checkpoint: what the training is, without what the terminal was told.
  var text: String {
    let kept = settings.flatMap(\.words)
    return JSONValue.array(kept.map { .string($0) }).text
  }

  /// These of a checkpoint at `path`, with what `given` says again.
  ///
  /// `lossName` is the loss that the targets have of themselves. Throws `FileError` naming the first option that is given again with
  /// another value and may not be, and what parsing throws.
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

  /// These with what `given` says in the place of what they say of the same, and of what goes with the same alone.
  func overridden(by given: StoredArguments) -> StoredArguments {
    let said = Set(given.groups.map(\.name))
    var kept = self
    // Two files are in the place of one, and one in the place of two.
    if said.contains(Group.place) { kept.groups.removeAll(where: \.isPlace) }
    for (option, others) in Self.replaced where said.contains(option) {
      kept.groups.removeAll { others.contains($0.name) }
    }
    return given.groups.reduce(kept) { $0.replacing($1) }
  }

  /// What is not meant any more where an option is said anew: what says the same in another way, and what belongs to the option's old value.
  private static let replaced: [String: Set<String>] = [
    "--layers": ["--hidden", "--activation", "--no-bias"], "--hidden": ["--layers"],
    "--activation": ["--layers"], "--no-bias": ["--layers"], "--optimizer": ["--momentum", "--decay-all"],
    "--test": ["--test-fraction"], "--test-fraction": ["--test"], "--split-by": ["--split-by-time"],
    "--split-by-time": ["--split-by"], "--balanced": ["--no-shuffle"], "--no-shuffle": ["--balanced"],
  ]

  /// What belongs to the training itself, without what the terminal was told and where outputs go.
  var settings: [Group] { groups.filter { !Self.passing.contains($0.name) } }

  /// What they say. Throws `ValidationError` for what is no option, no value of one, or does not go together.
  func options() throws -> TrainingOptions {
    do { return try TrainingOptions.parse(groups.flatMap(\.words)) } catch {
      // The parser's own error would show the usage of a command of its options alone.
      throw ValidationError(TrainingOptions.message(for: error))
    }
  }

  private func parsed(_ path: String) throws -> TrainingOptions {
    do { return try options() } catch {
      throw FileError(
        path: path, place: Self.place, expected: "options of 'fledge train'",
        found: TrainingOptions.message(for: error).quoted)
    }
  }

  private func replacing(_ group: Group) -> StoredArguments {
    var result = self
    result.put(group)
    return result
  }
}

extension TrainingOptions {
  /// The value of the option of a group.
  fileprivate func value(of group: StoredArguments.Group) -> String? {
    values.first { "--" + $0.name == group.name }?.value
  }
}
