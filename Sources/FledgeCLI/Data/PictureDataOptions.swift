import ArgumentParser
import Fledge
import FledgeFiles

/// How the pictures of a folder become examples of one shape.
struct PictureDataOptions: ParsableArguments {
  /// Rows and columns.
  struct Size: Sendable, Equatable {
    let rows: Int
    let columns: Int

    /// `64`, or `64x48` of 64 rows and 48 columns.
    init(parsing text: String) throws {
      let parts = text.split(whereSeparator: { "x×".contains($0) }).map { Int($0) }
      guard parts.count == 1 || parts.count == 2, let rows = parts[0], let columns = parts[parts.count - 1],
        (1...1 << 15).contains(rows), (1...1 << 15).contains(columns)
      else { throw ValidationError("expected rows and columns such as 64 or 64x48") }
      (self.rows, self.columns) = (rows, columns)
    }
  }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Resize the pictures of a folder to so many rows and columns, such as 64 or 64x48.", valueName: "size"),
    transform: Size.init(parsing:))
  var size: Size?

  @Option(
    help: ArgumentHelp(
      "Take the pictures of a folder in grey or colour (default: grey if all are).", valueName: "name"),
    transform: {
      try choice($0, among: [("grey", PictureChannels.grey), ("colour", .colour)], ForeignNames.channels)
    })
  var channels: PictureChannels?

  /// The options.
  static let names = ["--size", "--channels"]

  /// Those that were given.
  var given: [String] { zip(Self.names, [size != nil, channels != nil]).filter(\.1).map(\.0) }

  /// Reads a folder, and shows how far it is.
  func load(_ path: String) throws -> (train: Dataset, validation: Dataset?, test: Dataset?) {
    let folder = try PictureFolder(path)
    if folder.skipped.count > 0 { Terminal.warn("\(path.printable): left out \(folder.skipped)") }
    return try folder.load(size: size.map { ($0.rows, $0.columns) }, channels: channels)
  }
}
