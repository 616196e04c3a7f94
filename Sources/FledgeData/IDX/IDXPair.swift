import FledgeBasics
import FledgeFiles
import FledgeTensor

/// Where pictures and what is to be learned of them stand.
struct IDXFiles: Sendable {
  let images: String
  let targets: String
}

/// Two open files that go together: what is wrong with their headers has shown before anything is inflated.
struct IDXPair {
  let files: IDXFiles
  let dimensions: Images.Dimensions
  /// Whether the targets are numbers to predict, and no labels.
  let predictsNumbers: Bool
  private let pictureHeader: StoredArray
  private let targetHeader: StoredArray
  private let pictureStream: InflateStream
  private let targetStream: InflateStream

  /// Opens both; `accept` throws if pictures of such dimensions are of no use.
  ///
  /// Throws `FileError` if one is missing or of another kind, or they disagree in number; with `ofBytes` for other pixels and for
  /// numbers in the place of labels, too.
  init(_ files: IDXFiles, ofBytes: Bool = false, accept: Images.Acceptance) throws {
    self.files = files
    targetStream = try InflateStream(path: files.targets)
    targetHeader = try IDX.readTargetHeader(targetStream, orNumbers: !ofBytes)
    pictureStream = try InflateStream(path: files.images)
    pictureHeader = try IDX.readPictureHeader(pictureStream, ofAnyType: !ofBytes)
    dimensions = IDX.dimensions(pictureHeader)
    predictsNumbers = targetHeader.type.dtype.isFloatingPoint
    try accept(dimensions, files.images)
    try IDX.checkSize(ofPictures: pictureHeader, pictureStream)
    guard targetHeader.shape[0] == dimensions.count else {
      let targets = NumberText.count(dimensions.count, predictsNumbers ? "number" : "label")
      throw FileError(
        path: files.targets, expected: "\(targets), one for each picture in \(files.images.printable)",
        found: NumberText.grouped(targetHeader.shape[0]))
    }
  }

  /// Labels (count), Int32, or numbers (count) or (count, k); to be called once.
  func targets() throws -> Tensor { try IDX.readTargets(targetHeader, from: targetStream) }

  /// The pictures (count, rows, columns); to be called once.
  func pixels() throws -> Tensor {
    let pixels = try IDX.readPictures(pictureHeader, from: pictureStream)
    try pixels.checkFinite(path: files.images)
    return pixels
  }
}
