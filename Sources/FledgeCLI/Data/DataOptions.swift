import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Where the examples come from.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      \(DataReader.summary).
      """,
      valueName: "data"),
    completion: .file())
  var places: [String] = []

  @Option(name: .customLong("data"), help: ArgumentHelp("The same.", valueName: "data"), completion: .file())
  var named: String?

  @Option(
    help: ArgumentHelp(
      "What stands there, whatever it looks like: \(DataReader.formats.map(\.name).joined(separator: ", ")).",
      valueName: "format"),
    transform: { try choice($0, among: DataReader.formats.map { ($0.name, $0) }, ForeignNames.formats) })
  var format: DataFormat?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Leave \(DataReader.all.compactMap(\.streaming?.content).joined(separator: ", or ")), in files and read \
      them when their batch is due, in blocks that are shuffled (default: for files of more than a quarter of the memory; compressed ones \
      count four times).
      """)
  var stream: Bool?

  func validate() throws {
    if let place = places.first, let named {
      throw ValidationError(
        "the data are given twice, \(place.printable) and --data \(named.printable): leave one of them out")
    }
    // Every other text is a path; one that does not exist may be a misspelt name.
    if format == nil, DataReader.named(name) == nil, !File.exists(name),
      suggestion(for: name, among: DataReader.words) != nil
    {
      throw unknown("data set", name, among: DataReader.words)
    }
  }

  /// What was asked for.
  var name: String { named ?? places.first ?? DataReader.words[0] }

  /// Whether it was asked for at all.
  var isSaid: Bool { named != nil || !places.isEmpty }

  /// Whether data that are no file have this name.
  func isKnown(_ name: String) -> Bool { DataReader.named(name) != nil }

  /// What it is. Throws as `DataKind` does.
  var kind: DataKind {
    get throws {
      let places = named.map { [$0] } ?? places
      return try format.map { try DataKind(places, as: $0) } ?? DataKind(places)
    }
  }

  /// The files and folders that are read, as far as the user names them.
  var paths: [String] { format == nil && isKnown(name) ? [] : named.map { [$0] } ?? places }

  /// What there is to train on.
  ///
  /// Throws `FileError` for what is missing, damaged or does not fit together; `ValidationError` for options that do not go with the
  /// kind of data.
  func load(_ options: TableOptions, _ pictures: PictureDataOptions) throws -> DataSource {
    let kind = try kind
    try checkStream(kind)
    try check(options, pictures, for: kind)
    return try kind.reader.load(request(kind), options, pictures)
  }

  /// What a reader gets of these options.
  func request(_ kind: DataKind) -> DataRequest {
    DataRequest(paths: kind.paths, format: format, stream: stream)
  }

  /// Throws `ValidationError` where rows cannot stay in their file.
  func checkStream(_ kind: DataKind) throws {
    guard stream == true, kind.reader.streaming == nil else { return }
    let files = DataReader.all.compactMap(\.streaming?.files).joined(separator: " and for ")
    throw ValidationError(
      "--stream is for \(files), not for \(kind.description(named: name)): leave it out")
  }

  /// Throws `ValidationError` if an option is given that does not go with the kind of data.
  private func check(_ options: TableOptions, _ pictures: PictureDataOptions, for kind: DataKind) throws {
    let known = kind.reader.options
    if let given = options.given.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "\(given) does not go with \(kind.description(named: name)): it is for \(TableOptions.purpose(of: given))"
      )
    }
    if let given = pictures.given.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "\(given) is for folders of pictures, not for \(kind.description(named: name)): leave it out")
    }
  }
}
