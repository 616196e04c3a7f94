import Fledge
import FledgeFiles

extension DataSource {
  /// The rows of a table, and of another one to test with; where they are streamed they stay in their files.
  ///
  /// Throws `FileError` for what is missing or damaged.
  static func rows(of request: DataRequest, _ options: TableOptions) throws -> DataSource {
    let format = request.format?.applied(to: options.format) ?? options.format
    let (path, written) = (request.path, request.format?.table)
    guard !request.isStreamed else {
      return .stream(
        try TableStream(path, format: format, kind: written),
        test: try options.test.map { try TableStream($0, format: format, kind: written) })
    }
    return .table(
      try TableFile(path, format: format, kind: written),
      test: try options.test.map { try Table(contentsOf: $0, format: format, kind: written) })
  }

  /// The examples of an archive: of the two arrays that are named, or in the parts that it has.
  ///
  /// Throws `FileError` for what does not fit together, and `ValidationError` where a name is missing.
  static func arrays(of archive: some NamedArrays, _ options: TableOptions) throws -> DataSource {
    if options.target == nil && archive.holdsDatasets {
      return .parts(try archive.datasets(task: options.datasetTask))
    }
    return .examples(train: try options.dataset(of: archive), validation: nil, test: nil)
  }

  /// Pictures in two parts, which keep their rows and columns.
  static func pictures(_ parts: (train: LabelledImages, test: LabelledImages)) -> DataSource {
    .parts((Dataset(parts.train, flattened: false), Dataset(parts.test, flattened: false)))
  }
}

extension Images.Dimensions {
  private static let mostPixels = 1 << 24

  /// Throws `FileError` for pictures that are too many or too large for the library.
  func checkSize(path: String) throws {
    let limit = Self.mostPixels
    guard rows <= limit, columns <= limit, rows * columns <= limit else {
      throw FileError(
        path: path, expected: "pictures of at most \(limit) pixels", found: "\(rows)×\(columns)")
    }
    guard count <= Int(Int32.max) else {
      throw FileError(path: path, expected: "at most \(Int32.max) pictures", found: "\(count)")
    }
  }
}
