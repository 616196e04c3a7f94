import FledgeFiles
import FledgeTensor

/// The format of the MNIST files (LeCun, Cortes and Burges, 1998): big-endian numbers, then the bytes, compressed
/// with gzip or not, which is decided by the content.
///
/// ```text
/// images: 0x00000803, count, rows, columns (4 bytes each), count × rows × columns bytes
/// labels: 0x00000801, count, count bytes
/// ```
public enum IDX {
  /// Reads a file of pictures.
  ///
  /// Throws `FileError` if the file is missing, of another kind, shorter or longer than its header says, damaged, or
  /// holds no picture.
  public static func readImages(from path: String) throws -> Images {
    try readImages(InflateStream(path: path))
  }

  static func readImages(_ stream: InflateStream, start: [UInt8] = []) throws -> Images {
    let path = stream.path
    let header = try readHeader(.images, from: stream, start: start)
    let (count, rows, columns) = (header[0], header[1], header[2])
    guard count > 0, rows > 0, columns > 0 else {
      throw FileError(
        path: path, place: "header", expected: "at least one picture of at least one pixel",
        found: "\(count) pictures of \(rows) × \(columns)")
    }
    let (area, areaOverflows) = rows.multipliedReportingOverflow(by: columns)
    let (size, sizeOverflows) = count.multipliedReportingOverflow(by: area)
    guard !areaOverflows, !sizeOverflows else {
      throw FileError(
        path: path, place: "header", expected: "pictures that fit into memory",
        found: "\(count) pictures of \(rows) × \(columns)")
    }
    let promise = "\(count) pictures of \(rows) × \(columns)"
    return Images(
      pixels: try readBody(size, promise: promise, from: stream).reshaped(to: [count, rows, columns]))
  }

  /// Reads a file of labels (count), which become Int32.
  ///
  /// Throws `FileError` if the file is missing, of another kind, shorter or longer than its header says, damaged, or
  /// holds no label.
  public static func readLabels(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    let count = try readHeader(.labels, from: stream)[0]
    guard count > 0 else {
      throw FileError(path: path, place: "header", expected: "at least one label", found: "0")
    }
    return try readBody(count, promise: "\(count) labels", from: stream).converted(to: .int32)
  }

  /// Reads a file of pictures and the file of their labels.
  ///
  /// Throws `FileError` as `readImages` and `readLabels` do, and if the files disagree in number or a label is not
  /// less than `classes`.
  public static func read(
    images imagesPath: String, labels labelsPath: String, classes: Int
  ) throws -> LabelledImages {
    // The short file first: what is wrong with it shows before the long one is read.
    let labels = try readLabels(from: labelsPath)
    for (index, label) in labels.elements(as: Int32.self).enumerated() where label >= classes {
      throw FileError(
        path: labelsPath, place: "label \(index)", expected: "a class of 0 to \(classes - 1)",
        found: "\(label)")
    }
    let images = try readImages(from: imagesPath)
    guard labels.count == images.count else {
      throw FileError(
        path: labelsPath, expected: "\(images.count) labels, one for each picture in \(imagesPath)",
        found: "\(labels.count)")
    }
    return LabelledImages(images: images, labels: labels, classes: classes)
  }
}
