import FledgeBasics
import FledgeData
import FledgeFiles
import FledgeTensor

extension Picture {
  /// Reads the pictures of a file of any format, IDX among them, into one tensor of type UInt8, (pictures, rows, columns) or
  /// (pictures, rows, columns, 3).
  ///
  /// Throws `FileError` if the file is missing, of another format, or as the reader of its format does, and if its pictures differ
  /// in size.
  ///
  /// - Parameters:
  ///   - path: the file; also one of the process's own pipes, such as /dev/stdin.
  ///   - options: how pictures are read.
  ///   - accept: says whether pictures of such a size in this file are wanted in grey or in colour, or throws if they are of no use;
  ///     little more than the header has been read when it is first asked.
  package static func readStack(
    from path: String, options: PictureOptions = PictureOptions(),
    accept: @escaping @Sendable (PictureSize, _ path: String) throws -> PictureChannels
  ) throws -> Tensor {
    let stream = try InflateStream(path: path, kind: .data(at: path))
    let start = try stream.readUpTo(4)
    if start.starts(with: [0, 0]) { return try readIDX(stream, start: start, accept: accept) }
    guard let format = PictureFormat(start: start) else {
      throw FileError(
        path: path, expected: "pictures in the format PNG, JPEG, PGM, PPM, PBM or IDX",
        found: OtherFile(start: start).description)
    }
    let limit = 1 << 16
    let head = try start + stream.readUpTo(limit - start.count)
    if let header = try PictureHeader(format, head, isWhole: head.count < limit, path: path, options) {
      _ = try accept(header.size, path)
    }
    let bytes = try head + stream.readAll(limit: options.mostBytes - head.count)
    let pictures = try decode(bytes, path: path, options).map { try $0.converted(to: accept($0.size, path)) }
    let size = pictures[0].size
    if let other = pictures.first(where: { $0.size != size }) {
      throw FileError(path: path, expected: "pictures of one size", found: "\(size) and \(other.size)")
    }
    return Tensor(shape: Shape([pictures.count] + size.shape.dimensions), pictures.flatMap(\.samples))
  }

  private static func readIDX(
    _ stream: InflateStream, start: [UInt8],
    accept: @escaping @Sendable (PictureSize, _ path: String) throws -> PictureChannels
  ) throws -> Tensor {
    let wanted = Locked(PictureChannels.grey)
    let images = try IDX.readImages(stream, start: start) { pictures, path in
      let size = PictureSize(rows: pictures.rows, columns: pictures.columns, channels: .grey)
      let channels = try accept(size, path)
      wanted.withLock { $0 = channels }
    }
    let pixels = images.pixels
    return wanted.withLock { $0 } == .grey ? pixels : Tensor.stacked([pixels, pixels, pixels], axis: 3)
  }
}
