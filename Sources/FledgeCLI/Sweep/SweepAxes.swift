import ArgumentParser
import Fledge

/// The settings that a sweep varies, checked against the options that they name.
enum SweepAxes {
  /// Reads the values of `--vary`.
  ///
  /// Throws `ValidationError` pointing at the place, for a name that is no option, or of one that may not vary, and for a value that its
  /// option does not take.
  static func read(
    _ texts: [String], _ shared: StoredArguments, _ known: CommandNames.Options, metric: SweepMetric
  ) throws -> [SearchAxis] {
    var axes: [SearchAxis] = []
    for text in texts {
      let axis = try pointing(at: text) { () throws(SearchSpaceError) in try SearchAxis(parsing: text) }
      try check(axis.name, known)
      guard !axes.contains(where: { $0.name == axis.name }) else {
        throw ValidationError("--vary names \(axis.name) twice: leave one of them out")
      }
      guard !shared.says(axis.flag) else {
        throw ValidationError(
          "\(axis.flag) is said for all trials, and --vary \(axis.name) would change it: leave one of them out"
        )
      }
      if metric == .loss, changingLoss.contains(axis.name) {
        throw ValidationError(
          "--vary \(axis.name) changes what the loss means, so trials cannot be compared by it: --metric error, or of numbers rmse"
        )
      }
      axes.append(axis)
    }
    return try axes.map { axis in
      // What an option takes may depend on the others.
      var base = shared
      for other in axes where other.name != axis.name {
        if let group = other.group(other.samples[0], known) { base.put(group) }
      }
      return try axis.checked(beside: base, known)
    }
  }

  private static func check(_ name: String, _ known: CommandNames.Options) throws {
    let group = StoredArguments.Group(name: "--" + name, words: [])
    if fixed.contains(group.name) || fixed.contains(group.contrary) {
      throw ValidationError("--vary \(name): it is the same for all trials; say \(group.name) apart")
    }
    guard known.names.contains(group.name) else {
      let names = known.names.filter { $0.hasPrefix("--") && !fixed.contains($0) }
      throw unknown(
        "option of 'fledge train'", name, among: names.map { String($0.dropFirst(2)) }, ForeignNames.keys)
    }
  }

  /// What trials are compared on, where they are kept, and what is said of the terminal.
  private static let fixed = StoredArguments.passing.union(TableOptions.names).subtracting([
    "--preset", "--categorical", "--numeric", "--ignore",
  ]).union([
    "--data", "--format", "--stream", "--seed", "--validation", "--folds", "--output", "--every",
    "--evaluate-train", "--version", "--help", "--help-hidden", "--generate-completion-script",
  ])

  /// What the loss is, or how large it is beside another's.
  private static let changingLoss: Set<String> = [
    "loss", "label-smoothing", "class-weights", "preset", "engine",
  ]

  private static func pointing<Result>(
    at text: String, _ body: () throws(SearchSpaceError) -> Result
  ) throws -> Result {
    do { return try body() } catch {
      throw ValidationError(
        "--vary, column \(error.column): \(error.message)\n\(mark(error.column, of: text))")
    }
  }
}

extension SearchAxis {
  var flag: String { "--" + name }

  /// The option with a value, as words of the command line; nil where a flag is not to be there.
  func group(_ value: String, _ known: CommandNames.Options) -> StoredArguments.Group? {
    if known.takingValues.contains(flag) { return .init(name: flag, words: ["\(flag)=\(value)"]) }
    if value == "true" { return .init(name: flag, words: [flag]) }
    let contrary = "--no-" + name
    return known.names.contains(contrary) ? .init(name: contrary, words: [contrary]) : nil
  }

  /// The same with numbers that the option takes beside others. Throws `ValidationError` for a value that it does not take.
  fileprivate func checked(
    beside others: StoredArguments, _ known: CommandNames.Options
  ) throws -> SearchAxis {
    guard known.takingValues.contains(flag) else {
      guard case .choices(let values) = values, values.allSatisfy({ ["true", "false"].contains($0) }) else {
        throw ValidationError("--vary \(name): it is a flag, which is true or false: '\(name)=true|false'")
      }
      return self
    }
    let take = { (value: String) in
      var arguments = others
      if let group = group(value, known) { arguments.put(group) }
      _ = try arguments.options()
    }
    for value in samples { try take(value) }
    // Ends that are written as whole numbers may be those of shares: from 0 to 1 there is more than these two.
    guard case .range(let range) = values, range.isWhole, (try? take("\(range.low + 0.5)")) != nil else {
      return self
    }
    return withFractions
  }

  /// As `--vary` takes it.
  var written: String {
    switch values {
    case .choices(let texts): "\(name)=\(texts.joined(separator: "|"))"
    case .range(let range):
      "\(name)=\(samples[0])..\(samples[1]) \(range.isLogarithmic ? "log" : "linear")"
        + (range.points.map { " \($0) points" } ?? "")
    }
  }
}
