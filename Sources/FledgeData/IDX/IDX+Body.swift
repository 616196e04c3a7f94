import FledgeBasics
import FledgeFiles
import FledgeTensor

extension IDX {
  /// How the pictures of a file stand in it: bytes, or numbers of any type if those will do.
  static func readPictureHeader(
    _ stream: InflateStream, start: [UInt8] = [], ofAnyType: Bool
  ) throws -> StoredArray {
    let array = try readHeader(.images, from: stream, start: start) { type, rank in
      rank == 3 && (ofAnyType || type == .uint8)
    }
    guard array.shape.allSatisfy({ $0 > 0 }) else {
      throw FileError(
        path: stream.path, place: "header", expected: "at least one picture of at least one pixel",
        found: "\(dimensions(array))")
    }
    guard array.isAddressable else { throw tooLarge("pictures", "\(dimensions(array))", stream) }
    return array
  }

  /// Throws unless the file may hold the pictures that its header promises, and this machine too.
  static func checkSize(ofPictures array: StoredArray, _ stream: InflateStream) throws {
    try checkSize(array, "pictures", "\(dimensions(array))", stream)
  }

  /// How many pictures a file has, and their size.
  static func dimensions(_ pictures: StoredArray) -> Images.Dimensions {
    Images.Dimensions(count: pictures.shape[0], rows: pictures.shape[1], columns: pictures.shape[2])
  }

  static func readPictures(_ array: StoredArray, from stream: InflateStream) throws -> Tensor {
    try readBody(array, promise: "\(dimensions(array))", from: stream)
  }

  /// How the targets of a file stand in it: labels (count) or (count, k), whole numbers of which the first of a row is the class;
  /// or numbers to predict (count) or (count, k), if those will do.
  static func readTargetHeader(
    _ stream: InflateStream, orNumbers: Bool = true
  ) throws -> StoredArray {
    let array = try readHeader(.labels, from: stream) { type, rank in
      (1...2).contains(rank) && (orNumbers || !type.dtype.isFloatingPoint)
    }
    let what = array.type.dtype.isFloatingPoint ? "number" : "label"
    guard array.shape.allSatisfy({ $0 > 0 }) else {
      throw FileError(
        path: stream.path, place: "header", expected: "at least one \(what)",
        found: what == "number" || array.shape.count == 2 ? "shape \(array.shape)" : "0")
    }
    try checkSize(array, what + "s", promise(ofTargets: array), stream)
    return array
  }

  /// Labels (count), Int32, or finite numbers (count) or (count, k).
  static func readTargets(_ array: StoredArray, from stream: InflateStream) throws -> Tensor {
    let targets = try readBody(array, promise: promise(ofTargets: array), from: stream)
    if targets.dtype.isFloatingPoint {
      try targets.checkFinite(path: stream.path)
      return targets
    }
    return (targets.rank == 2 ? targets[.all, 0] : targets).converted(to: .int32)
  }

  private static func promise(ofTargets array: StoredArray) -> String {
    if array.type.dtype.isFloatingPoint {
      let lengths = array.shape.map(String.init).joined(separator: ", ")
      return "\(array.type) numbers of shape (\(lengths))"
    }
    let count = NumberText.count(array.shape[0], "label")
    return array.shape.count == 1 ? count : "\(count) of \(NumberText.count(array.shape[1], "number"))"
  }

  /// What is promised is compared with the file and the machine before anything is read or inflated.
  private static func checkSize(
    _ array: StoredArray, _ what: String, _ promise: String, _ stream: InflateStream
  ) throws {
    guard array.isAddressable else { throw tooLarge(what, promise, stream) }
    if let bound = stream.upperBound, bound - stream.position < array.byteCount {
      let found = stream.isCompressed ? "a file that cannot hold so many" : "\(bound - stream.position)"
      throw wrongSize(array, promise, found, stream)
    }
    guard array.fitsIntoMemory else { throw tooLarge(what, promise, stream) }
  }

  private static func tooLarge(_ what: String, _ promise: String, _ stream: InflateStream) -> FileError {
    FileError(
      path: stream.path, place: "header", expected: "\(what) that fit into memory", found: promise)
  }

  private static func wrongSize(
    _ array: StoredArray, _ promise: String, _ found: String, _ stream: InflateStream
  ) -> FileError {
    FileError(
      path: stream.path, expected: "\(array.byteCount) bytes after the header (\(promise))", found: found)
  }

  /// Reads the elements; the file must end behind them. No more memory is taken than the file can fill.
  private static func readBody(
    _ array: StoredArray, promise: String, from stream: InflateStream
  ) throws -> Tensor {
    let wrong = { (found: String) in wrongSize(array, promise, found, stream) }
    let isPresent = stream.upperBound != nil && !stream.isCompressed
    let result = try array.read(from: stream, isPresent: isPresent, wrong: wrong)
    guard try stream.readUpTo(1).isEmpty else { throw wrong("more") }
    return result
  }
}
