import FledgeFiles

/// Pictures in the portable network graphics format (ISO/IEC 15948): grey, in colours or of a palette, of any depth up to 16
/// bits, interlaced or not, transparent or not.
///
/// Samples of 16 bits are scaled to 8 and rounded. A stated gamma and colour space are ignored, and so is an orientation.
public enum PNG {
  /// Reads a picture. One with a palette is coloured, whatever its colours; a transparent one is laid upon the background of
  /// the options.
  ///
  /// Throws `FileError` with the byte in the file if it is missing, of another kind, damaged, cut short or larger than the
  /// options allow.
  public static func read(from path: String, options: PictureOptions = PictureOptions()) throws -> Picture {
    try decode(PictureFile.read(path, options), path: path, options)
  }

  /// The picture in the bytes of a file, which errors call `path`.
  static func decode(_ bytes: [UInt8], path: String, _ options: PictureOptions) throws -> Picture {
    var file = try PNGChunks(bytes, path: path)
    let contents = try PNGContents(&file, options)
    let header = contents.header
    var rows = try contents.inflatedRows(file)
    let colours = PNGColours(contents, options)
    // Safe: the rows have the bytes that the passes count, and the result the samples of the picture, each written once:
    // every pixel belongs to one pass.
    let samples = try [UInt8](unsafeUninitializedCapacity: header.size.samples) { samples, count in
      try rows.withUnsafeMutableBufferPointer { rows in
        var row = rows.baseAddress!
        for pass in header.passes {
          try decode(pass, &row, header, colours, into: samples.baseAddress!) { place, expected, found in
            file.error(at: contents.data[0].lowerBound, expected: expected + " in " + place, found: found)
          }
        }
      }
      count = header.size.samples
    }
    return Picture(size: header.size, samples: samples)
  }

  /// Decodes the rows of a pass, from the pointer on, which moves behind them.
  // Safe: as for the caller.
  private static func decode(
    _ pass: PNGPass, _ row: inout UnsafeMutablePointer<UInt8>, _ header: PNGHeader, _ colours: PNGColours,
    into samples: UnsafeMutablePointer<UInt8>,
    problem: (_ place: String, _ expected: String, _ found: String) -> FileError
  ) throws {
    let channels = header.size.channels.rawValue
    let zeros = [UInt8](repeating: 0, count: pass.rowBytes)
    var pixels = [UInt8](repeating: 0, count: header.isInterlaced ? pass.columns * channels : 0)
    for index in 0..<pass.rows {
      let (filter, stored) = (row[0], row + 1)
      let place = { "row \(pass.row + index * pass.rowStep + 1)" }
      let isKnown = zeros.withUnsafeBufferPointer { zeros in
        PNGFilter.undo(
          filter, stored, above: index == 0 ? zeros.baseAddress! : UnsafePointer(row - pass.rowBytes),
          count: pass.rowBytes, distance: header.filterDistance)
      }
      guard isKnown else { throw problem(place(), "a filter of 0 to 4", "\(filter)") }
      let target = samples + (pass.row + index * pass.rowStep) * header.columns * channels
      let missing: Int?
      if header.isInterlaced {
        // Safe: a row of the pass has room in `pixels`, and its place among the samples of the whole picture.
        missing = pixels.withUnsafeMutableBufferPointer { pixels in
          let missing = colours.decode(stored, pass.columns, into: pixels.baseAddress!)
          for column in 0..<pass.columns {
            for channel in 0..<channels {
              target[(pass.column + column * pass.columnStep) * channels + channel] =
                pixels[column * channels + channel]
            }
          }
          return missing
        }
      } else {
        missing = colours.decode(stored, pass.columns, into: target)
      }
      if let missing {
        throw problem(
          place() + ", column \(pass.column + missing * pass.columnStep + 1)", "a colour of the palette",
          "a number beyond its end")
      }
      row += 1 + pass.rowBytes
    }
  }
}
