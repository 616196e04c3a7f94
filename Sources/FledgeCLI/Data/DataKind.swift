import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What DATA names, found by looking: at its words, and at what stands under its path.
enum DataKind: Equatable {
  /// The drawn digits.
  case digits
  /// MNIST where 'fledge data fetch' puts it.
  case mnist
  /// A file of separated values or JSON lines.
  case table(String)
  /// Two NPY files.
  case arrays(inputs: String, targets: String)
  /// An NPZ archive, or a safetensors file of arrays.
  case archive(String)
  /// A directory with IDX or NPY files of two parts.
  case parts(String)
  /// A directory of class folders.
  case pictures(String)

  /// Throws `FileError` for a path where nothing stands, and `ValidationError` for two that are no arrays.
  init(_ places: [String]) throws {
    switch places.count {
    case 0: self = .digits
    case 1: self = try Self.kind(of: places[0])
    case 2:
      guard try places.allSatisfy(Self.isArray) else {
        throw ValidationError(
          "two files are an array of inputs and one of targets, both NPY: \(places.map(\.printable).joined(separator: " "))"
        )
      }
      self = .arrays(inputs: places[0], targets: places[1])
    default: throw ValidationError("expected one place of data, or two NPY files, got \(places.count)")
    }
  }

  private static func kind(of place: String) throws -> DataKind {
    switch place {
    case "digits": return .digits
    case "mnist": return .mnist
    default: break
    }
    if !File.exists(place), !Dataset.holdsParts(place), let error = missingFile(place) { throw error }
    // What is missing in a directory is said where parts are looked for.
    guard File.exists(place), !File.isDirectory(place) else {
      return Dataset.holdsParts(place) || !holdsFolders(place) ? .parts(place) : .pictures(place)
    }
    let start = try FileReader(path: place, kind: .regular).readUpTo(9)
    if start.starts(with: "PK\u{3}\u{4}".utf8) || SafetensorsFile.isStart(start) { return .archive(place) }
    guard start.first != 0x93 else {
      throw ValidationError(
        "\(place.printable) is one array: name its targets, too, as in fledge train X.npy y.npy")
    }
    return .table(place)
  }

  private static func isArray(_ path: String) throws -> Bool {
    guard File.exists(path) else { throw FileError(path: path, found: "no such file or directory") }
    return try !File.isDirectory(path) && FileReader(path: path, kind: .regular).readUpTo(1) == [0x93]
  }

  /// What is wrong with a path where nothing stands and that is meant to be a file's, as a point in its last part tells; with what
  /// stands beside it.
  static func missingFile(_ path: String) -> FileError? {
    let slash = path.lastIndex(of: "/")
    guard path[(slash.map { path.index(after: $0) } ?? path.startIndex)...].contains(".") else { return nil }
    let directory = slash.map { String(path[...$0]) } ?? "."
    let names = (try? Folder.entries(of: directory))?.filter { !$0.isHidden }.map(\.name)
    let there = names.map { "; there is \(Folder.summary(of: $0))" } ?? ""
    return FileError(path: path, found: "no such file" + there)
  }

  /// Whether a directory has others in it that are not hidden.
  private static func holdsFolders(_ path: String) -> Bool {
    let entries = (try? Folder.entries(of: path)) ?? []
    return entries.contains { !$0.isHidden && $0.kind == .directory }
  }

  /// Whether rows stand there, which a `TableEncoding` makes inputs of.
  var isTable: Bool {
    if case .table = self { true } else { false }
  }

  /// For people: what was found.
  var name: String {
    switch self {
    case .digits: "drawn digits"
    case .mnist: "MNIST"
    case .table: "a table"
    case .arrays: "two arrays"
    case .archive: "an archive of arrays"
    case .parts: "files in parts"
    case .pictures: "a folder of pictures"
    }
  }
}

extension DataKind {
  /// What the options leave open, as far as the kind of data tells.
  func preset(_ options: TableOptions) -> Preset {
    switch self {
    case .table: options.preset
    case .digits, .mnist, .parts: .pictures
    case .arrays, .archive, .pictures: .examples
    }
  }
}
