import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What DATA names: the reader of it, found by looking at its words and at what stands under its paths, and these paths.
struct DataKind: Sendable {
  let reader: DataReader
  /// The files, or the directory; none for data that a word names.
  let paths: [String]

  /// For people: what was found.
  var name: String { reader.name }

  /// What the options leave open, as far as the kind of data tells.
  func preset(_ options: TableOptions) -> Preset { reader.preset(options) }

  /// Throws `FileError` for a path where nothing stands, and `ValidationError` for files that do not belong together.
  init(_ places: [String]) throws {
    let pairs = DataReader.all.compactMap { reader -> (reader: DataReader, name: String, both: String)? in
      guard case .pair(let name, let both, _) = reader.place else { return nil }
      return (reader, name, both)
    }
    switch places.count {
    case 0: (reader, paths) = (.digits, [])
    case 1: (reader, paths) = try Self.found(at: places[0])
    case 2:
      guard let pair = try pairs.first(where: { try places.allSatisfy($0.reader.isFile) }) else {
        let expected = pairs.map(\.both).joined(separator: ", or ")
        let others = try places.filter { place in try !pairs.contains { try $0.reader.isFile(place) } }
        let what = others.count == 1 ? "is another file" : "are others"
        throw ValidationError(
          "two files are \(expected): \(others.map(\.printable).joined(separator: " and ")) \(what)")
      }
      (reader, paths) = (pair.reader, places)
    default:
      let expected = (["one place of data"] + pairs.map(\.name)).joined(separator: ", or ")
      throw ValidationError("expected \(expected), got \(places.count)")
    }
  }

  private static func found(at path: String) throws -> (DataReader, [String]) {
    if let reader = DataReader.named(path) { return (reader, []) }
    let place = try DataPlace(path)
    let reader = DataReader.recognising(place)
    if case .pair(_, _, let alone) = reader?.place {
      throw ValidationError("\(path.printable) is \(alone)")
    }
    return (reader ?? (place.isDirectory ? .parts : .table), [path])
  }

  /// What is said to stand in these places.
  ///
  /// Throws `FileError` for a path where nothing stands, a directory in the place of a file and a file in that of a directory.
  init(_ places: [String], as format: DataFormat) throws {
    let isDirectory = try places.map { path in
      // IDX files may be named by what theirs begin with.
      if File.exists(path) || Dataset.holdsParts(path) {
        return File.isDirectory(path) || !File.exists(path)
      }
      throw DataPlace.missingFile(path) ?? FileError(path: path, found: "no such file or directory")
    }
    // Two readers may share a word, as NPY files do that stand in two files or in a directory.
    let meant = DataReader.all.flatMap { reader in
      reader.formats.filter { $0.name == format.name }.map { (reader: reader, expected: $0.expected) }
    }
    let (reader, expected) = meant.first { $0.reader.place.count == places.count } ?? meant[meant.count - 1]
    guard reader.place.count == places.count else {
      throw FileError(
        path: places.first ?? "--format \(format.name)", expected: expected, found: "\(places.count) places")
    }
    let wantsDirectory = reader.place.isDirectory
    if let wrong = zip(places, isDirectory).first(where: { $0.1 != wantsDirectory }) {
      throw FileError(
        path: wrong.0, expected: expected, found: wantsDirectory ? "a file" : "a directory")
    }
    (self.reader, paths) = (reader, places)
  }
}

extension DataReader {
  /// The reader of the data that a word names; nil for a path.
  static func named(_ word: String) -> DataReader? {
    all.first { if case .word(word, _) = $0.place { true } else { false } }
  }

  /// The first that recognises what stands at a place.
  static func recognising(_ place: DataPlace) -> DataReader? {
    all.first { (place.isDirectory ? $0.place.isDirectory : $0.place.isFiles) && $0.recognises(place) }
  }

  /// The words that stand for data in the place of a path.
  static let words = all.compactMap { if case .word(let word, _) = $0.place { word } else { nil } }

  /// What DATA may name, for its help.
  static let summary =
    all.dropLast().map(\.summary).joined(separator: "; ") + "; or " + all[all.count - 1].summary

  /// The words of `--format`, each once.
  static let formats = all.flatMap(\.formats).reduce(into: [DataFormat]()) { formats, format in
    if !formats.contains(where: { $0.name == format.name }) { formats.append(format) }
  }

  /// Whether a file at this path is one of its own. Throws `FileError` if nothing stands there.
  fileprivate func isFile(_ path: String) throws -> Bool {
    guard File.exists(path) else { throw FileError(path: path, found: "no such file or directory") }
    let place = try DataPlace(path)
    return !place.isDirectory && recognises(place)
  }
}
