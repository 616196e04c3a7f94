import Fledge

/// A reader: takes bytes, and throws nothing but a `FileError`.
typealias Reader = @Sendable ([UInt8]) throws -> Void

/// The readers, by the names that `.ci/fuzz` takes and that their first inputs in Seeds have.
let readers: [String: Reader] = [
  "array-stream": readArrayStream,
  "checkpoint": readCheckpoint,
  "csv": { _ = try TableFile($0, format: limitedFormat) },
  "deflate": readDeflated,
  "events": readEvents,
  "formula": readFormula,
  "gzip": readGzip,
  "idx": readIDX,
  "json": readJSON,
  "model": readModel,
  "npy": readNPY,
  "npz": readNPZ,
  "picture-header": readPictureHeader,
  "pictures": readPicture,
  "pixels": readPixels,
  "png-chunks": readPNGChunks,
  "png-rows": readPNGRows,
  "rows": readRows,
  "safetensors": readSafetensors,
  "safetensors-header": readSafetensorsHeader,
  "table-learning": readTableLearning,
  "table-stream": readTableStream,
]

/// Limits that an input of libFuzzer reaches.
let limitedFormat = CSVFormat(inflatedLimit: 1 << 22, longestRow: 1 << 16)

/// All rows, of which some columns have to hold numbers.
private let readRows: Reader = { bytes in
  var format = limitedFormat
  format.numbers = ["a", "c"]
  var reader = try TableRowReader(bytes, format: format)
  while let rows = try reader.next() {
    for fault in rows.faults { _ = fault.description }
  }
}
