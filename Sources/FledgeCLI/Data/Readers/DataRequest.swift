import FledgeFiles

/// What a reader is to read, and how.
struct DataRequest: Sendable {
  /// The files, or the directory; none for data that a word names.
  let paths: [String]
  /// What is said to stand there; nil for what was found by looking.
  let format: DataFormat?
  /// Whether rows stay in their file; nil for what their size asks for.
  let stream: Bool?

  /// The only path, or the first.
  var path: String { paths[0] }

  /// Whether the rows of the first file stay there.
  var isStreamed: Bool { stream ?? Self.isTooLarge(path) }

  /// Whether what stands in a file would not fit into the memory comfortably: read, encoded and split it takes about three times its size.
  private static func isTooLarge(_ path: String) -> Bool {
    guard let reader = try? FileReader(path: path, kind: .regular), let size = reader.size,
      let start = try? reader.readUpTo(2)
    else { return false }
    let isCompressed = start == [0x1f, 0x8b]
    return Double(size) * (isCompressed ? 4 : 1) > Double(SystemMemory.byteCount) / 4
  }
}
