import TestSupport

@testable import FledgePictures

/// A PNG file put together by its specification alone: samples of any kind, filtered in every way, in one pass or seven.
struct StoredPNG {
  var rows: Int
  var columns: Int
  var content: PNGHeader.Content
  var depth: Int
  var isInterlaced = false
  /// Chunks between IHDR and IDAT.
  var chunks: [[UInt8]] = []
  /// The sample at a row, a column and a channel.
  var sample: (Int, Int, Int) -> Int

  /// A picture of samples that look random.
  init(
    _ content: PNGHeader.Content, depth: Int, rows: Int, columns: Int, isInterlaced: Bool = false,
    seed: UInt64 = 1
  ) {
    let bytes = noise(2 * rows * columns * content.samples, seed: seed)
    (self.rows, self.columns, self.content, self.depth) = (rows, columns, content, depth)
    self.isInterlaced = isInterlaced
    sample = { row, column, channel in
      let place = 2 * ((row * columns + column) * content.samples + channel)
      return (Int(bytes[place]) << 8 | Int(bytes[place + 1])) & (1 << depth - 1)
    }
  }

  var header: [UInt8] {
    PNG.chunk(
      "IHDR",
      PNG.bigEndian(columns) + PNG.bigEndian(rows)
        + [UInt8(depth), content.rawValue, 0, 0, isInterlaced ? 1 : 0])
  }

  var bytes: [UInt8] { file(data: [PNG.deflated(filteredRows)]) }

  /// A file with these bytes of compressed rows, each in a chunk of its own.
  func file(data: [[UInt8]]) -> [UInt8] {
    PNGChunks.signature + header + chunks.flatMap { $0 } + data.flatMap { PNG.chunk("IDAT", $0) }
      + PNG.chunk("IEND", [])
  }

  /// The rows of all passes, each filtered in another way than the one before.
  var filteredRows: [UInt8] {
    let passes =
      isInterlaced
      ? [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
      : [(0, 0, 1, 1)]
    var result: [UInt8] = []
    for (firstRow, firstColumn, rowStep, columnStep) in passes {
      let columns = Array(stride(from: firstColumn, to: self.columns, by: columnStep))
      if columns.isEmpty { continue }
      var above: [UInt8]?
      for (index, row) in stride(from: firstRow, to: rows, by: rowStep).enumerated() {
        let line = packed(row, columns)
        result += filtered(line, above ?? line.map { _ in 0 }, UInt8((index + firstRow) % 5))
        above = line
      }
    }
    return result
  }

  private func packed(_ row: Int, _ columns: [Int]) -> [UInt8] {
    var bits: [Int] = []
    for column in columns {
      for channel in 0..<content.samples {
        let value = sample(row, column, channel)
        bits += (0..<depth).reversed().map { value >> $0 & 1 }
      }
    }
    bits += [Int](repeating: 0, count: (8 - bits.count % 8) % 8)
    return stride(from: 0, to: bits.count, by: 8).map { UInt8(bits[$0..<$0 + 8].reduce(0) { 2 * $0 + $1 }) }
  }

  private func filtered(_ line: [UInt8], _ above: [UInt8], _ type: UInt8) -> [UInt8] {
    let distance = max(1, content.samples * depth / 8)
    return [type]
      + line.indices.map { index in
        let a = index < distance ? 0 : Int(line[index - distance])
        let b = Int(above[index])
        let c = index < distance ? 0 : Int(above[index - distance])
        let paeth = [a, b, c].min { abs(a + b - c - $0) < abs(a + b - c - $1) }!
        let expected = [0, a, b, (a + b) / 2, paeth][Int(type)]
        return UInt8(truncatingIfNeeded: Int(line[index]) - expected)
      }
  }
}
