import Fledge

/// A reader: takes bytes, and throws nothing but a `FileError`.
typealias Reader = @Sendable ([UInt8]) throws -> Void

/// The readers, by the names that `.ci/fuzz` takes and that their first inputs in Seeds have.
let readers: [String: Reader] = [
  "csv": { _ = try TableFile($0, format: limitedFormat) },
  "idx": readIDX,
  "npy": readNPY,
  "npz": readNPZ,
  "rows": readRows,
  "pictures": readPicture,
  "png-chunks": readPNGChunks,
  "png-rows": readPNGRows,
]

/// Limits that an input of libFuzzer reaches.
private let limitedFormat = CSVFormat(inflatedLimit: 1 << 22, longestRow: 1 << 16)

/// All rows, of which some columns have to hold numbers.
private let readRows: Reader = { bytes in
  var format = limitedFormat
  format.numbers = ["a", "c"]
  var reader = try TableRowReader(bytes, format: format)
  while let rows = try reader.next() {
    for fault in rows.faults { _ = fault.description }
  }
}
