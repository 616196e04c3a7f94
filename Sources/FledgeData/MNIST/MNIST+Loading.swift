import FledgeBasics
import FledgeFiles

extension MNIST {
  /// Reads both parts from a directory (the standard one by default). The files bear their usual names,
  /// `train-images-idx3-ubyte` and so on, with or without `.gz`, or other spellings: `train-images.idx3-ubyte`, `test-` for
  /// `t10k-`, and before them the name of a data set, as in `emnist-letters-train-images-idx3-ubyte`. Where several data sets stand in
  /// one directory, a path that ends with such a name chooses one: `EMNIST/raw/emnist-letters`.
  ///
  /// Throws `FileError`: with the missing files and the command that fetches them, or as `IDX.read` does.
  public static func load(
    from directory: String? = nil, classes: Int = 10
  ) throws -> (train: LabelledImages, test: LabelledImages) {
    try load(from: directory, classes: classes) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  package static func load(
    from directory: String? = nil, classes: Int = 10,
    accept: @escaping Images.Acceptance
  ) throws -> (train: LabelledImages, test: LabelledImages) {
    let files = try find(Part.allCases, in: directory)
    let (test, train) = try simultaneously(
      { try IDX.read(images: files[1].images, labels: files[1].targets, classes: classes, accept: accept) },
      { try IDX.read(images: files[0].images, labels: files[0].targets, classes: classes, accept: accept) })
    guard test.images.rows == train.images.rows, test.images.columns == train.images.columns else {
      throw FileError(
        path: files[1].images, place: "header",
        expected:
          "pictures of \(train.images.rows) × \(train.images.columns), as in \(files[0].images.printable)",
        found: "\(test.images.rows) × \(test.images.columns)")
    }
    return (train, test)
  }

  /// Reads one part. See `load(from:classes:)`.
  public static func load(
    _ part: Part, from directory: String? = nil, classes: Int = 10
  ) throws -> LabelledImages {
    try load(part, from: directory, classes: classes) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  package static func load(
    _ part: Part, from directory: String? = nil, classes: Int = 10,
    accept: Images.Acceptance
  ) throws -> LabelledImages {
    let files = try find([part], in: directory)[0]
    return try IDX.read(images: files.images, labels: files.targets, classes: classes, accept: accept)
  }

  /// Where the files of these parts stand.
  private static func find(_ parts: [Part], in directory: String?) throws -> [IDXFiles] {
    if let directory { return try IDXFolder.find(parts, in: directory) }
    try DataDirectory.checkEnvironment()
    return try IDXFolder.find(parts, in: standardDirectory, isStandard: true)
  }
}
