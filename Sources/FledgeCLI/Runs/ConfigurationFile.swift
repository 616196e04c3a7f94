import ArgumentParser
import FledgeFiles
import TOMLKit

/// A file of options: a table of TOML whose keys are the names of flags, without the hyphens in front.
struct ConfigurationFile {
  /// The options as words of the command line.
  let words: [String]

  /// More bytes are no file of options.
  private static let largest = 1 << 20
  /// What tells where options come from and where outputs go, which no file says, or is no setting of a training.
  private static let excluded: Set<String> = [
    "config", "resume", "run", "runs", "pause-after", "save", "checkpoint", "output", "tensorboard",
    "version", "help",
    "help-hidden",
  ]

  /// Reads a file; `options` are those of 'fledge train'.
  ///
  /// Throws `FileError` if it cannot be read, is no TOML, has a key that is no option, or a value that no option takes.
  init(_ path: String, _ options: CommandNames.Options) throws {
    let bytes = try File.read(path, limit: Self.largest)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileError(path: path, expected: "UTF-8", found: "bytes that are none")
    }
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw FileError(
        path: path, place: "line \(error.source.begin.line), column \(error.source.begin.column)",
        expected: "TOML", found: error.description.printable)
    }
    // As JSON the values come at once, of their types; what the library does to tell the type of a single one is undefined in C++.
    let json = table.convert(
      to: .json, options: [.allowUnicodeStrings, .quoteDateAndTimes, .quoteInfinitesAndNaNs])
    guard case .object(let members) = try JSONValue(parsing: Array(json.utf8), path: path) else {
      throw FileError(path: path, expected: "a table", found: "none")
    }
    words = try members.flatMap { try Self.words($0.key, $0.value, options, path) }
  }

  private static func words(
    _ key: String, _ value: JSONValue, _ options: CommandNames.Options, _ path: String
  ) throws -> [String] {
    func error(_ expected: String, _ found: String) -> FileError {
      FileError(path: path, place: key.quoted, expected: expected, found: found)
    }
    let flag = "--" + key
    guard options.names.contains(flag), !excluded.contains(key) else {
      let names = options.names.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
        .filter { !excluded.contains($0) }
      let meant = suggestion(for: key, among: names, ForeignNames.keys)
      throw error(
        "the name of an option of 'fledge train'",
        meant.map { "another; did you mean \($0.quoted)?" } ?? "another")
    }
    if key == "data", case .array(let places) = value {
      let texts = places.compactMap(\.string)
      guard texts.count == places.count, !texts.contains(where: { $0.hasPrefix("-") }) else {
        throw error("one path, or several", "something else")
      }
      return texts
    }
    guard options.takingValues.contains(flag) else {
      guard case .bool(let isOn) = value else { throw error("true or false", description(of: value)) }
      if isOn { return [flag] }
      let contrary = "--no-" + key
      return options.names.contains(contrary) ? [contrary] : []
    }
    guard let text = text(of: value) else {
      throw error("a text, a number, or a list of them", description(of: value))
    }
    return ["\(flag)=\(text)"]
  }

  /// A value as a word of the command line, a list as one with commas; nil for what is none.
  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): return text
    case .integer(let integer): return "\(integer)"
    case .number(let number): return "\(number)"
    case .array(let list):
      let texts = list.compactMap { value -> String? in
        if case .array = value { nil } else { text(of: value) }
      }
      return texts.count == list.count && !texts.isEmpty ? texts.joined(separator: ",") : nil
    case .null, .bool, .object: return nil
    }
  }

  private static func description(of value: JSONValue) -> String {
    switch value {
    case .bool: "true or false"
    case .array: "a list"
    case .object: "a table: options stand in the file without sections"
    case .string: "a text"
    case .integer, .number: "a number"
    case .null: "nothing"
    }
  }
}

extension ForeignNames {
  /// The names that options have elsewhere, for keys, which have no hyphens in front.
  static var keys: [String: String] { options.mapValues { String($0.dropFirst(2)) } }
}
