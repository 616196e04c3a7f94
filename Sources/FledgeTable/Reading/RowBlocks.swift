import FledgeBasics
import FledgeFiles
import FledgeKernels

/// The rows of a text, a block after the other: the fields of whole rows, with the lines in which they begin.
final class RowBlocks {
  /// What errors call the text.
  let path: String
  /// How rows are written. May change between blocks.
  var layout: fledge_text_layout
  /// More bytes than this are no row.
  let longestRow: Int
  /// The number of rows in the block.
  private(set) var count = 0

  // Safe: memory of this object's own, from `init` to `deinit`. The kernels write at most the room that they are told, and read
  // the margin behind the bytes, which the memory has.
  private(set) var memory: UnsafeMutableRawBufferPointer
  private(set) var fields: UnsafeMutableBufferPointer<fledge_text_field>
  let rows: UnsafeMutableBufferPointer<fledge_text_row>
  /// Whether the memory has room for the whole text.
  private let holdsAll: Bool
  private let feed: ByteFeed
  /// Bytes of the memory that were read and belong to no block yet; the block's begin in front of them.
  private(set) var pending = 0..<0
  private(set) var blockStart = 0
  private var isAtEnd = false
  /// The lines in front of the block, and of what is pending.
  private(set) var blockLine = 0
  private(set) var pendingLine = 0

  /// The size of a block where the text has so much: what belongs to one stays in the second-level cache.
  private static let mostBytes = 1 << 18
  private static let margin = FLEDGE_TEXT_MARGIN

  /// Rows of what `feed` delivers, `size` bytes at most; nil if it is not known how many.
  init(path: String, layout: fledge_text_layout, longestRow: Int, size: Int?, feed: @escaping ByteFeed) {
    (self.path, self.layout, self.longestRow, self.feed) = (path, layout, longestRow, feed)
    // A small text has small memory, of which one byte stays free: its end is where no more is read.
    let bytes = max(1 << 8, min(size ?? .max, RowBlocks.mostBytes - 1) + 1)
    memory = .allocate(byteCount: bytes + RowBlocks.margin, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    holdsAll = size.map { bytes > $0 } ?? false
    fields = .allocate(capacity: bytes / 4)
    rows = .allocate(capacity: bytes / 16)
  }

  deinit {
    memory.deallocate()
    fields.deallocate()
    rows.deallocate()
  }

  /// Goes on to the next rows, at most `most`; false at the end.
  ///
  /// Throws `FileError` if the text cannot be read, if the next row has another number of fields, is too long, or opens a quote
  /// that nothing closes. After a row with another number of fields, `skip` goes on behind it.
  func advance(most: Int = .max) throws -> Bool {
    count = 0
    while true {
      if fields.count < layout.columns + 1 { growFields(to: layout.columns + 1) }
      layout.is_last = isAtEnd
      let result = split(most: most)
      (blockStart, blockLine) = (pending.lowerBound, pendingLine)
      pending = pending.lowerBound + result.bytes..<pending.upperBound
      pendingLine += Int(result.lines)
      count = result.rows
      if count > 0 { return true }
      switch result.stop {
      case FLEDGE_TEXT_RAGGED: throw RaggedRow(result, line: pendingLine + 1)
      case FLEDGE_TEXT_OPEN_QUOTE: throw openQuote(result)
      case FLEDGE_TEXT_FULL: growFields(to: 2 * fields.count)
      default:
        if isAtEnd { return false }
        guard pending.count <= longestRow else { throw tooLong() }
        try refill()
      }
    }
  }

  /// A row with another number of fields than the layout has, and what comes behind it.
  struct RaggedRow: Error {
    let line: Int
    let found: Int
    fileprivate let bytes: Int
    fileprivate let lines: Int

    fileprivate init(_ result: fledge_text_split_result, line: Int) {
      (self.line, found) = (line, result.found)
      (bytes, lines) = (result.next - result.bytes, Int(result.next_lines - result.lines))
    }
  }

  /// Goes on behind a row that `advance` has refused.
  func skip(_ row: RaggedRow) {
    pending.removeFirst(row.bytes)
    pendingLine += row.lines
  }

  /// Splits what is pending.
  func split(most: Int) -> fledge_text_split_result {
    fledge_text_split(
      pending.count, memory.baseAddress!.assumingMemoryBound(to: UInt8.self) + pending.lowerBound, layout,
      min(most, rows.count), rows.baseAddress!, fields.count, fields.baseAddress!)
  }

  private func growFields(to room: Int) {
    fields.deallocate()
    fields = .allocate(capacity: room)
  }

  // MARK: - Memory

  /// Reads on behind what is pending, which moves to the start of the memory.
  private func refill() throws {
    // Safe: both ranges lie in the memory, whose margin stays free.
    let kept = UnsafeRawBufferPointer(rebasing: memory[pending])
    if pending.count > memory.count / 2, !holdsAll {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * memory.count, alignment: 64)
      larger.initializeMemory(as: UInt8.self, repeating: 0)
      larger.copyMemory(from: kept)
      memory.deallocate()
      memory = larger
    } else {
      memory.copyMemory(from: kept)
    }
    pending = 0..<pending.count
    let room = memory[pending.upperBound..<memory.count - RowBlocks.margin]
    let read = try feed(UnsafeMutableRawBufferPointer(rebasing: room))
    isAtEnd = read == 0
    pending = 0..<pending.upperBound + read
  }

  /// A copy of what is pending, at least `count` bytes unless the text ends before.
  func sample(_ count: Int) throws -> (bytes: [UInt8], isWhole: Bool) {
    while pending.count < count, !isAtEnd { try refill() }
    return (Array(memory[pending]), isAtEnd)
  }

  /// How many bytes to ask for where so many have no end of a line.
  ///
  /// Throws `FileError` if no line may have more.
  func lengthened(_ count: Int) throws -> Int {
    guard count <= longestRow else { throw tooLong() }
    return 2 * count
  }

  /// Passes over bytes that are pending, with these lines.
  func skip(bytes: Int, lines: Int) {
    pending.removeFirst(bytes)
    pendingLine += lines
  }
}
