import Fledge
import FledgeFiles

/// What a file or a folder is said to hold, whatever it looks like.
enum DataFormat: String, CaseIterable, Sendable {
  /// Values separated by commas, or by what --separator says.
  case csv
  /// Values separated by tabs.
  case tsv
  /// A JSON object in each line.
  case jsonl
  /// Two NPY files, or four in a directory.
  case npy
  /// An archive of NPY files.
  case npz
  /// A directory of IDX files.
  case idx
  /// A folder of class folders of pictures.
  case pictures
  /// A safetensors file of arrays.
  case safetensors

  /// How a table of this format is written; nil for what is no table.
  var table: TableFile.Kind? {
    switch self {
    case .csv, .tsv: .separated
    case .jsonl: .jsonLines
    case .npy, .npz, .idx, .pictures, .safetensors: nil
    }
  }

  /// What a format of a table says of how it is written.
  func applied(to format: CSVFormat) -> CSVFormat {
    var format = format
    if self == .tsv { format.separator = format.separator ?? .tab }
    return format
  }
}

extension DataKind {
  /// What is said to stand in these places.
  ///
  /// Throws `FileError` for a path where nothing stands, a directory in the place of a file and a file in that of a directory.
  init(_ places: [String], as format: DataFormat) throws {
    let isDirectory = try places.map { place in
      // IDX files may be named by what theirs begin with.
      if File.exists(place) || Dataset.holdsParts(place) {
        return File.isDirectory(place) || !File.exists(place)
      }
      throw Self.missingFile(place) ?? FileError(path: place, found: "no such file or directory")
    }
    func expect(_ what: String, count: Int = 1, directory: Bool) throws {
      guard places.count == count else {
        throw FileError(
          path: places.first ?? "--format \(format.rawValue)", expected: what, found: "\(places.count) places"
        )
      }
      if let wrong = zip(places, isDirectory).first(where: { $0.1 != directory }) {
        throw FileError(path: wrong.0, expected: what, found: directory ? "a file" : "a directory")
      }
    }
    switch format {
    case .csv, .tsv, .jsonl:
      try expect("the file of a table", directory: false)
      self = .table(places[0])
    case .npy where places.count == 2:
      try expect("two NPY files", count: 2, directory: false)
      self = .arrays(inputs: places[0], targets: places[1])
    case .npy, .idx:
      try expect("a directory of \(format == .npy ? "NPY" : "IDX") files", directory: true)
      self = .parts(places[0])
    case .npz, .safetensors:
      try expect("a file of arrays", directory: false)
      self = .archive(places[0])
    case .pictures:
      try expect("a folder of class folders", directory: true)
      self = .pictures(places[0])
    }
  }
}
