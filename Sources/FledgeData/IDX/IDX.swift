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
///
/// The third byte is the type of the elements: 8 bytes, 9 signed bytes, 0x0b Int16, 0x0c Int32, 0x0d Float32, 0x0e Float64; the
/// fourth the number of dimensions. Pixels stand in the order of the file: those of EMNIST (Cohen and others, 2017) column by
/// column, so that its letters lie on their side, in training and in prediction alike.
public enum IDX {
  /// Reads a file of pictures.
  ///
  /// Throws `FileError` if the file is missing, of another kind, shorter or longer than its header says, damaged, or
  /// holds no picture.
  public static func readImages(from path: String) throws -> Images {
    try readImages(InflateStream(path: path))
  }

  /// `accept` throws if pictures of such dimensions are of no use; nothing but the header has been read then.
  package static func readImages(
    _ stream: InflateStream, start: [UInt8] = [], accept: Images.Acceptance = { _, _ in }
  ) throws -> Images {
    let array = try readPictureHeader(stream, start: start, ofAnyType: false)
    try accept(dimensions(array), stream.path)
    try checkSize(ofPictures: array, stream)
    return Images(pixels: try readPictures(array, from: stream))
  }

  /// Reads pictures of any type of numbers (count, rows, columns), which are taken as they are: bytes become UInt8, smaller
  /// integers Int32.
  ///
  /// Throws `FileError` as `readImages` does, and for a number that is not finite.
  public static func readPictures(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    let array = try readPictureHeader(stream, ofAnyType: true)
    try checkSize(ofPictures: array, stream)
    let pixels = try readPictures(array, from: stream)
    try pixels.checkFinite(path: path)
    return pixels
  }

  /// Reads a file of labels (count), which become Int32: integers of any type, or rows of them whose first is the class, as
  /// QMNIST (Yadav and Bottou, 2019) has them.
  ///
  /// Throws `FileError` if the file is missing, of another kind, shorter or longer than its header says, damaged, or
  /// holds no label.
  public static func readLabels(from path: String) throws -> Tensor {
    let stream = try InflateStream(path: path)
    return try readTargets(readTargetHeader(stream, orNumbers: false), from: stream)
  }

  /// Reads a file of pictures and the file of their labels.
  ///
  /// Throws `FileError` as `readImages` and `readLabels` do, and if the files disagree in number or a label is not
  /// in 0..<classes.
  public static func read(
    images imagesPath: String, labels labelsPath: String, classes: Int
  ) throws -> LabelledImages {
    try read(images: imagesPath, labels: labelsPath, classes: classes) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  static func read(
    images imagesPath: String, labels labelsPath: String, classes: Int, accept: Images.Acceptance
  ) throws -> LabelledImages {
    // What is wrong with the headers shows before anything is inflated, and what is wrong with the labels before the
    // pictures are.
    let pair = try IDXPair(
      IDXFiles(images: imagesPath, targets: labelsPath), ofBytes: true, accept: accept)
    let labels = try ClassLabels(count: classes).classes(of: pair.targets(), path: labelsPath)
    return LabelledImages(images: Images(pixels: try pair.pixels()), labels: labels, classes: classes)
  }
}
