import ArgumentParser
import Fledge

extension TableOptions {
  /// Throws `ValidationError` if an option is given that does not go with the kind of data.
  func check(for kind: DataKind, named name: String) throws {
    let known: Set<String>
    switch kind {
    case .table: known = Set(options.map(\.0)).subtracting(["--input"])
    case .archive: known = ["--target", "--input", "--task", "--test-fraction"]
    case .arrays: known = ["--task", "--test-fraction"]
    case .pictures: known = ["--test-fraction"]
    case .digits, .mnist, .parts: known = []
    }
    guard let given = options.first(where: { $0.1 && !known.contains($0.0) })?.0 else { return }
    throw ValidationError(
      "\(given) does not go with \(kind.description(named: name)): it is for \(Self.purpose(of: given))")
  }

  /// The data that an option is for.
  private static func purpose(of option: String) -> String {
    switch option {
    case "--input": "archives of arrays"
    case "--target": "tables and archives of arrays"
    case "--task": "tables and arrays"
    case "--test-fraction": "data without a test part"
    default: "tables"
    }
  }

  /// The options, and whether each was given.
  private var options: [(String, Bool)] {
    [
      ("--separator", file.separator != nil), ("--heading", file.heading != nil),
      ("--decimal-comma", file.decimalComma != nil), ("--skip-lines", file.skipLines != nil),
      ("--missing", file.missing != nil),
      ("--target", target != nil), ("--task", task != nil), ("--categorical", categorical != nil),
      ("--numeric", numeric != nil), ("--ignore", ignore != nil), ("--test", test != nil),
      ("--test-fraction", testFraction != nil), ("--input", input != nil), ("--split-by", splitBy != nil),
      ("--split-by-time", splitByTime != nil), ("--preset", presetName != nil),
    ]
  }
}

extension DataKind {
  /// What data of this kind are, for people: `digits, the drawn digits`, `t.npz, an archive of arrays`.
  func description(named name: String) -> String {
    switch self {
    case .digits: "\(name.printable), the \(self.name)"
    case .mnist: name.printable
    default: "\(name.printable), \(self.name)"
    }
  }
}
