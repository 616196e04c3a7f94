import FledgeFiles

/// A column of texts as it grows, block by block.
final class TextColumn {
  private var levels: TextLevels
  private var codes: [Int32] = []

  init(_ format: CSVFormat) { levels = TextLevels(missing: format.missing) }

  /// Appends the texts of a block's column; `fault` is told of one that is not UTF-8 or holds a zero byte, which is then missing.
  func append(
    _ column: Int, of blocks: RowBlocks, name: String, fault: (_ row: Int, FileError) throws -> Void
  ) rethrows {
    // Safe: as many codes are written as the block has rows.
    let codes = try [Int32](unsafeUninitializedCapacity: blocks.count) { codes, count in
      var row = 0
      while true {
        row = blocks.readCodes(column, from: row, levels: levels, into: codes)
        if row == blocks.count { break }
        var failure: (row: Int, error: FileError)?
        do throws(FileError) {
          _ = try blocks.text(row, column, name: name)
          codes[row] = blocks.withField(row, column) { levels.insert($0) }
        } catch {
          codes[row] = -1
          failure = (row, error)
        }
        if let failure { try fault(failure.row, failure.error) }
        row += 1
      }
      count = row
    }
    self.codes += codes
  }

  /// All of it.
  var texts: TableTexts { TableTexts(levels: levels.texts, codes: codes) }
}
