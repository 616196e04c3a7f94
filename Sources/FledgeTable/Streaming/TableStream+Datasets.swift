import FledgeBasics
import FledgeData
import FledgeFiles

extension TableStream {
  /// The examples of the parts of the table, written into files without a name in one pass: rows of Float32, as a model takes them. A part
  /// without rows is nil.
  ///
  /// Throws `FileError` as `TableEncoding.dataset` does, and if the files' directory has no room for the rows, before the first is written.
  ///
  /// - Parameters:
  ///   - learnt: what was learnt of the table.
  ///   - parts: which rows the parts are made of, as they were when it was learnt.
  ///   - directory: where the files go; without it where TMPDIR says, or /var/tmp.
  public func datasets(
    _ learnt: Learnt, parts: StreamedParts = StreamedParts(), directory: String? = nil
  ) throws -> (train: Dataset?, validation: Dataset?, test: Dataset?) {
    let counts = learnt.counts
    let rows = counts.train + counts.validation + counts.test
    let datasets = try write(learnt.encoding, parts: parts, rows: rows, directory: directory).datasets
    return (datasets[0], datasets[1], datasets[2])
  }

  /// The examples of all rows, for a model that is there already, and what it does not know of them. No example: nil.
  ///
  /// Throws as above.
  public func dataset(
    _ encoding: TableEncoding, allowingMissingColumns: Bool = false, directory: String? = nil
  ) throws -> (dataset: Dataset?, unfamiliar: UnfamiliarValues) {
    let written = try write(
      encoding, parts: StreamedParts(), rows: nil, directory: directory,
      allowingMissingColumns: allowingMissingColumns)
    return (written.datasets[0], written.unfamiliar)
  }

  private func write(
    _ encoding: TableEncoding, parts: StreamedParts, rows: Int?, directory: String?,
    allowingMissingColumns: Bool = false
  ) throws -> (datasets: [Dataset?], unfamiliar: UnfamiliarValues) {
    let directory = directory ?? UnlinkedFile.standardDirectory
    let rowBytes = 4 * encoding.width + 4
    if let rows {
      try UnlinkedFile.expectRoom(
        for: rows * rowBytes, in: directory, purpose: "the rows of \(path.printable)")
    }
    var (texts, numbers) = (Set<String>(), Set<String>())
    for column in encoding.columns {
      if case .number = column.content { numbers.insert(column.name) } else { texts.insert(column.name) }
    }
    if let groups = parts.groups { texts.insert(groups) }
    if case .number = encoding.target { numbers.insert(encoding.targetName) }
    let wanted = texts.union(numbers).union([encoding.targetName])
    let blocks = try blocks(columns: wanted, texts: texts, numbers: numbers)
    var writers: [Int: DatasetWriter] = [:]
    var unfamiliar = UnfamiliarValues()
    try forEach(blocks, columns: wanted, allowingMissingColumns: allowingMissingColumns) { block, first in
      let ofRows = parts.parts(of: block, from: first)
      for part in StreamedParts.Part.allCases {
        let chosen = (0..<block.count).filter { ofRows[$0] == part }
        guard !chosen.isEmpty else { continue }
        let table = chosen.count == block.count ? block : block.rows(chosen)
        let examples = try encoding.examples(table, allowingMissingColumns: allowingMissingColumns) {
          first + chosen[$0]
        }
        unfamiliar.add(examples.rows.unfamiliar)
        guard examples.dataset.count > 0 else { continue }
        let writer = try writers[part.rawValue] ?? DatasetWriter(directory: directory)
        writers[part.rawValue] = writer
        try writer.append(examples.dataset)
      }
    }
    return (StreamedParts.Part.allCases.map { writers[$0.rawValue]?.finish() }, unfamiliar)
  }
}
