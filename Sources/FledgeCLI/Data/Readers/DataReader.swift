import Fledge

/// A kind of data that the command reads: a row of the table `DataReader.all`, which holds all that the command knows of it.
///
/// What DATA names, `--format`, the help of both, the options that go with data and the preset are read from the table.
struct DataReader: Sendable {
  /// Where such data stand.
  enum Place: Sendable {
    /// This word stands for them: they are made, or lie in the folder of this name among the user's data.
    case word(String, folder: String? = nil)
    case file
    /// Two files; in errors what they are called, what both of them are, and what one of them is without the other.
    case pair(name: String, both: String, alone: String)
    /// A directory, or files whose names begin so. With the first bytes of the files in it that belong to the data.
    case directory(beginnings: [[UInt8]])
  }

  /// Reads what there is to train on.
  ///
  /// Throws `FileError` for what is missing, damaged or does not fit together.
  typealias Load =
    @Sendable (_ request: DataRequest, _ table: TableOptions, _ pictures: PictureDataOptions) throws ->
    DataSource

  /// Reads what a model is measured on, with its classes: the test part of what has parts, otherwise all.
  ///
  /// Throws `FileError` as `Load` does, and for what the model does not know.
  typealias Test =
    @Sendable (_ request: DataRequest, _ predictor: SavedPredictor, _ options: MeasuringOptions) throws ->
    MeasuredExamples

  /// For people, as in "x.csv, which is a table".
  let name: String
  /// What the help of DATA says of it.
  let summary: String
  let place: Place
  /// Its words for `--format`.
  var formats: [DataFormat] = []
  /// Whether such data stand at a place, or one file of a pair; if it is left out, only `--format` tells.
  var recognises: @Sendable (DataPlace) -> Bool = { _ in false }
  /// What `--stream` leaves in files, and what it is for; nil for what is always held in memory.
  var streaming: (content: String, files: String)?
  /// Whether these are rows of named columns, of which a `TableEncoding` makes inputs.
  var isTable = false
  /// Those of `TableOptions` and `PictureDataOptions` that go with it.
  var options = ["--test-fraction"]
  /// What is taken where the options say nothing, as far as the kind of data tells: `DataSource` knows what was read.
  var preset: @Sendable (TableOptions) -> Preset = { _ in .examples }
  /// Opens a file of named arrays, of which `fledge predict` takes one; nil for what is none.
  var openArrays: (@Sendable (_ path: String) throws -> any NamedArrays)?
  let load: Load
  let test: Test
}

extension DataReader.Place {
  /// How many paths there are.
  var count: Int {
    switch self {
    case .word: 0
    case .file, .directory: 1
    case .pair: 2
    }
  }

  var isDirectory: Bool { if case .directory = self { true } else { false } }

  /// Whether files are named one by one.
  var isFiles: Bool { count > 0 && !isDirectory }
}
