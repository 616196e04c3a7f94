import FledgeFiles
import FledgeJPEG

/// Pictures in the format of the Joint Photographic Experts Group (ISO/IEC 10918), read by the system's libturbojpeg.
///
/// The library is no part of this package. It is found when the first picture is read, and the error says which package has it.
/// An orientation that a camera noted is not applied, as other loaders of training data do.
public enum JPEG {
  /// Whether the system's library is there.
  public static var isAvailable: Bool { fledge_jpeg_is_available() }

  /// Reads a picture, grey or in colours; one of inks (CMYK, as Adobe's programs store it) becomes red, green and blue.
  ///
  /// Throws `FileError` if the file is missing, of another kind, damaged, cut short or larger than the options allow, or if the
  /// system has no libturbojpeg.
  public static func read(from path: String, options: PictureOptions = PictureOptions()) throws -> Picture {
    try decode(PictureFile.read(path, options), path: path, options)
  }

  /// The picture in the bytes of a file, which errors call `path`.
  static func decode(_ bytes: [UInt8], path: String, _ options: PictureOptions) throws -> Picture {
    guard JPEGHeader.isStart(bytes), let header = try JPEGHeader(bytes, isWhole: true, path: path, options)
    else {
      throw FileError(
        path: path, expected: "a JPEG picture", found: bytes.isEmpty ? "an empty file" : "something else")
    }
    let samples = try decode(bytes, header, path: path)
    if header.components < 4 { return Picture(size: header.size, samples: samples) }
    // Stored inks are inverted: 255 is none. What a colour's ink and the black one let through multiplies.
    let colours = stride(from: 0, to: samples.count, by: 4).flatMap { (pixel: Int) -> [UInt8] in
      let black = Int(samples[pixel + 3])
      return samples[pixel..<pixel + 3].map { UInt8((Int($0) * black + 127) / 255) }
    }
    return Picture(size: header.size, samples: colours)
  }

  private static func decode(_ bytes: [UInt8], _ header: JPEGHeader, path: String) throws -> [UInt8] {
    let count = header.rows * header.columns * header.components
    // Safe: the decoder writes as many samples as the header says, which it compares with its own reading, and the words of a
    // problem into memory of their size, ended by a zero.
    return try [UInt8](unsafeUninitializedCapacity: count) { samples, written in
      try withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { problem in
        let outcome = fledge_jpeg_decode(
          bytes, bytes.count, Int32(header.rows), Int32(header.columns), Int32(header.components),
          samples.baseAddress, problem.baseAddress, problem.count)
        switch outcome {
        case FLEDGE_JPEG_DECODED: written = count
        case FLEDGE_JPEG_UNAVAILABLE: throw missingLibrary(path)
        default:
          throw FileError(
            path: path, expected: "an intact JPEG picture", found: String(cString: problem.baseAddress!))
        }
      }
    }
  }

  /// Throws `FileError` if the system has no library to read the picture with.
  static func expectLibrary(for path: String) throws {
    guard isAvailable else { throw missingLibrary(path) }
  }

  private static func missingLibrary(_ path: String) -> FileError {
    FileError(
      path: path, expected: "the library libturbojpeg to read JPEG pictures",
      found:
        "none; \"apt install libturbojpeg0\" (Debian, Ubuntu) or \"brew install jpeg-turbo\" (macOS) brings it"
    )
  }
}
