import ArgumentParser
import Fledge

/// What each trial of a sweep is told: what all share, and the values that are its own.
struct TrialArguments {
  private let shared: StoredArguments
  private let space: SearchSpace
  private let known: CommandNames.Options
  /// The epochs of a trial that says none, where it must be told to keep its best; nil where it need not.
  private let patience: Int?

  /// `added` is what all trials need that no option says.
  init(
    _ shared: StoredArguments, _ space: SearchSpace, _ known: CommandNames.Options,
    added: [StoredArguments.Group] = [], patience: Int? = nil
  ) {
    var shared = shared
    // A run may be called as data are, so these are named.
    if !shared.groups.contains(where: \.isPlace) {
      shared.put(.init(name: StoredArguments.Group.place, words: ["--data", DataReader.words[0]]))
    }
    for group in added { shared.put(group) }
    (self.shared, self.space, self.known, self.patience) = (shared, space, known, patience)
  }

  /// The values of a trial by the names of their options.
  func settings(ofTrial number: Int) -> [(name: String, value: String)] {
    Array(zip(space.axes.map(\.name), space.values(ofTrial: number)))
  }

  /// What a trial is told of its training.
  ///
  /// Throws `ValidationError` for values that do not go together.
  func arguments(ofTrial number: Int) throws -> StoredArguments {
    var result = shared
    for (axis, value) in zip(space.axes, space.values(ofTrial: number)) {
      if let group = axis.group(value, known) { result.put(group) }
    }
    if let patience, !result.says("--early-stopping") {
      // So many epochs without a better one there cannot be: the best is kept, and none is left out.
      let epochs = try result.options().epochs ?? patience
      result.put(.init(name: "--early-stopping", words: ["--early-stopping", "\(epochs)"]))
    }
    return result
  }

  /// The words of the process that begins a trial, as a run in `folder`.
  func beginning(_ number: Int, in folder: SweepFolder) throws -> [String] {
    // Data that stand in words without an option must not follow one that might take them.
    ["train"] + (try arguments(ofTrial: number)).without(["--threads"]).groups.flatMap(\.words)
      + ["--run", SweepFolder.name(ofTrial: number), "--runs=\(folder.path)"]
  }

  /// Throws `ValidationError` for the first of so many trials that cannot be told what it should be.
  func check(_ count: Int) throws {
    for number in 1..<count + 1 {
      do { _ = try arguments(ofTrial: number).options() } catch let error as ValidationError {
        let settings = settings(ofTrial: number).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        throw ValidationError("trial \(number) would have \(settings): \(error.message)")
      }
    }
  }
}
