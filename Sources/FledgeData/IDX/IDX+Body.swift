import FledgeBasics
import FledgeFiles
import FledgeTensor

extension IDX {
  /// What the header of a file of pictures promises. `start` are bytes that were taken from the stream already.
  static func readDimensions(_ stream: InflateStream, start: [UInt8] = []) throws -> Images.Dimensions {
    let header = try readHeader(.images, from: stream, start: start)
    let dimensions = Images.Dimensions(count: header[0], rows: header[1], columns: header[2])
    guard header.allSatisfy({ $0 > 0 }) else {
      throw FileError(
        path: stream.path, place: "header", expected: "at least one picture of at least one pixel",
        found: "\(dimensions)")
    }
    guard dimensions.pixels != nil else {
      throw FileError(
        path: stream.path, place: "header", expected: "pictures that fit into memory", found: "\(dimensions)")
    }
    return dimensions
  }

  /// The number of labels that the header of their file promises.
  static func readLabelCount(_ stream: InflateStream, start: [UInt8] = []) throws -> Int {
    let count = try readHeader(.labels, from: stream, start: start)[0]
    guard count > 0 else {
      throw FileError(path: stream.path, place: "header", expected: "at least one label", found: "0")
    }
    return count
  }

  static func readPixels(_ dimensions: Images.Dimensions, from stream: InflateStream) throws -> Images {
    let pixels = try readBody(dimensions.pixels!, promise: "\(dimensions)", from: stream)
    return Images(pixels: pixels.reshaped(to: [dimensions.count, dimensions.rows, dimensions.columns]))
  }

  static func readLabels(_ count: Int, from stream: InflateStream) throws -> Tensor {
    try readBody(count, promise: NumberText.count(count, "label"), from: stream).converted(to: .int32)
  }

  /// Reads exactly `size` bytes; the file must end there. No more memory is taken than the file can fill.
  static func readBody(_ size: Int, promise: String, from stream: InflateStream) throws -> Tensor {
    let header = stream.position
    let wrong = { (found: String) in
      FileError(path: stream.path, expected: "\(size) bytes after the header (\(promise))", found: found)
    }
    if let bound = stream.upperBound, bound - header < size {
      throw wrong(stream.isCompressed ? "a file that cannot hold so many" : "\(bound - header)")
    }
    guard size < SystemMemory.byteCount else {
      throw FileError(
        path: stream.path, place: "header", expected: "pictures that fit into memory", found: promise)
    }
    let bytes: Tensor
    if stream.mayPromise(size) {
      bytes = Tensor(uninitialized: [size], .uint8)
      let count = try bytes.withMemory { memory in
        // Safe: the memory is that of a tensor just made, and as long as the reader is told.
        try stream.read(into: UnsafeMutableRawBufferPointer(start: memory, count: size))
      }
      guard count == size else { throw wrong("\(count)") }
    } else {
      let pieces = try stream.readUpTo(size)
      guard pieces.count == size else { throw wrong("\(pieces.count)") }
      bytes = Tensor(pieces)
    }
    guard try stream.readUpTo(1).isEmpty else { throw wrong("more") }
    return bytes
  }
}

extension InflateStream {
  /// Whether memory for `size` bytes may be taken before they are seen: they are there, or they are few enough for
  /// any machine to grant them.
  fileprivate func mayPromise(_ size: Int) -> Bool {
    size <= 1 << 30 || upperBound != nil && !isCompressed
  }
}
