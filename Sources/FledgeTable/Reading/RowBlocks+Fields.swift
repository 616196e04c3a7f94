import FledgeKernels

/// What is in a block.
extension RowBlocks {
  /// The line in which a row of the block begins, from 1.
  func line(of row: Int) -> Int { blockLine + Int(rows[row].line) + 1 }

  /// Runs `body` with the bytes of a field, behind which a margin may be read.
  // Safe: a field lies within its block, whose memory stays until the next.
  func withField<Result>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result)
    rethrows
    -> Result
  {
    let field = fields[row * layout.columns + column]
    return try body(UnsafeBufferPointer(start: bytes + Int(field.start), count: Int(field.length)))
  }

  /// Whether a field is one of these texts.
  func isField(_ row: Int, _ column: Int, oneOf levels: TextLevels) -> Bool {
    var code: Int32 = 0
    let field = fields.baseAddress! + row * layout.columns + column
    return levels.withTable { table in
      withUnsafePointer(to: table) { fledge_text_codes(bytes, 1, 1, field, $0, &code) == 1 }
    }
  }

  /// The numbers of a column from `row` on, up to the first field that is no finite number. Returns the row of that, or the
  /// number of rows.
  // Safe: the kernel writes at most as many numbers as the block has rows from this one on, for which the buffer has room.
  func readNumbers(
    _ column: Int, from row: Int, point: UInt8, into values: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    let first = fields.baseAddress! + row * layout.columns + column
    return row
      + fledge_text_numbers(bytes, count - row, layout.columns, first, point, values.baseAddress! + row)
  }

  /// The same for the codes of texts, up to the first that is none of the levels.
  // Safe: likewise.
  func readCodes(
    _ column: Int, from row: Int, levels: TextLevels, into codes: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    let first = fields.baseAddress! + row * layout.columns + column
    // Safe: the kernel writes at most as many codes as the block has rows from this one on.
    return levels.withTable { table in
      row
        + withUnsafePointer(to: table) {
          fledge_text_codes(bytes, count - row, layout.columns, first, $0, codes.baseAddress! + row)
        }
    }
  }

  /// How many rows the whole text has, if all are about as long as those of the block; 0 where its size is not known.
  func expectedCount(size: Int?) -> Int {
    guard let size, count > 0 else { return 0 }
    let bytes = Double(pending.lowerBound - blockStart) / Double(count)
    return Int(1.02 * Double(size) / bytes) + 64
  }

  // Safe: used while the block is there, whose fields lie behind this.
  private var bytes: UnsafePointer<UInt8> {
    UnsafeRawPointer(memory.baseAddress!).assumingMemoryBound(to: UInt8.self) + blockStart
  }
}
