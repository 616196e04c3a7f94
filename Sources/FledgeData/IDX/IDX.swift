import FledgeBasics
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

  /// `accept` throws if pictures of such dimensions are of no use; nothing but the header has been read then.
  static func readImages(
    _ stream: InflateStream, start: [UInt8] = [], accept: Images.Acceptance = { _, _ in }
  ) throws -> Images {
    let dimensions = try readDimensions(stream, start: start)
    try accept(dimensions, stream.path)
    return try readPixels(dimensions, from: stream)
  }

  /// Reads a file of labels (count), which become Int32.
  ///
  /// Throws `FileError` if the file is missing, of another kind, shorter or longer than its header says, damaged, or
  /// holds no label.
  public static func readLabels(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    return try readLabels(readLabelCount(stream), from: stream)
  }

  /// Reads a file of pictures and the file of their labels.
  ///
  /// Throws `FileError` as `readImages` and `readLabels` do, and if the files disagree in number or a label is not
  /// less than `classes`.
  public static func read(
    images imagesPath: String, labels labelsPath: String, classes: Int
  ) throws -> LabelledImages {
    try read(images: imagesPath, labels: labelsPath, classes: classes) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  static func read(
    images imagesPath: String, labels labelsPath: String, classes: Int,
    accept: Images.Acceptance
  ) throws -> LabelledImages {
    // What is wrong with the headers shows before anything is inflated, and what is wrong with the labels before the
    // pictures are.
    let labelStream = try InflateStream(path: labelsPath)
    let count = try readLabelCount(labelStream)
    let imageStream = try InflateStream(path: imagesPath)
    let dimensions = try readDimensions(imageStream)
    try accept(dimensions, imagesPath)
    guard count == dimensions.count else {
      throw FileError(
        path: labelsPath,
        expected: "\(NumberText.count(dimensions.count, "label")), "
          + "one for each picture in \(imagesPath.printable)", found: NumberText.grouped(count))
    }
    let labels = try readLabels(count, from: labelStream)
    for (index, label) in labels.elements(as: Int32.self).enumerated() where label >= classes {
      throw FileError(
        path: labelsPath, place: "label \(index)", expected: "a class of 0 to \(classes - 1)",
        found: "\(label)")
    }
    let images = try readPixels(dimensions, from: imageStream)
    return LabelledImages(images: images, labels: labels, classes: classes)
  }
}
