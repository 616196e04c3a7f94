import FledgeBasics
import FledgeData
import FledgeFiles
import FledgeTensor

extension PictureFolder {
  /// Reads the pictures of all parts into data sets: bytes (pictures, rows, columns) of grey ones or (pictures, rows, columns, 3) in
  /// colours, which become 0 to 1 in a batch, with their classes and the classes' names.
  ///
  /// The pictures are decoded on all threads and stand in the order of their entries.
  ///
  /// Throws `FileError` if the pictures differ in size and none is given, naming two; if they need more memory than there is; if the system
  /// has no library for JPEG pictures; or what reading one of them throws, the first that fails.
  ///
  /// - Parameters:
  ///   - size: what each picture is resized to, whatever its proportions (`Picture.resized`).
  ///   - channels: grey or colour; without it grey if all pictures are grey, else colour.
  ///   - options: how pictures are read.
  ///   - progress: called after each picture with the number of those that are read and of all, from any thread, but never from
  ///     two at a time.
  public func load(
    size: (rows: Int, columns: Int)? = nil, channels: PictureChannels? = nil,
    options: PictureOptions = PictureOptions(),
    progress: (@Sendable (_ read: Int, _ all: Int) -> Void)? = nil
  ) throws -> (train: Dataset, validation: Dataset?, test: Dataset?) {
    let size = try resultSize(size, channels ?? self.channels, options)
    let read = Locked(0)
    let tick = { @Sendable [count] in
      read.withLock {
        $0 += 1
        progress?($0, count)
      }
    }
    let load = { try dataset(of: $0, size, options, tick) }
    return (try load(train), try validation.map(load), try test.map(load))
  }

  /// The size that all pictures come to, for which there is memory.
  private func resultSize(
    _ wanted: (rows: Int, columns: Int)?, _ channels: PictureChannels, _ options: PictureOptions
  ) throws -> PictureSize {
    if let wanted {
      require(
        wanted.rows > 0 && wanted.columns > 0,
        "PictureFolder.load: expected a size of at least 1 × 1, got \(wanted.rows) × \(wanted.columns)")
      try options.check(rows: wanted.rows, columns: wanted.columns, path: path, place: nil)
    }
    guard let (rows, columns) = wanted ?? commonSize else {
      let first = train.entries[0]
      let other = entries.first { $0.size.description != first.size.description }!
      throw FileError(
        path: path, expected: "pictures of one size, or the size to resize each to (size:, --size)",
        found: "\(first.size) in \(first.path.printable) and \(other.size) in \(other.path.printable)")
    }
    let size = PictureSize(rows: rows, columns: columns, channels: channels)
    let (bytes, overflow) = size.samples.multipliedReportingOverflow(by: count)
    guard !overflow, bytes < SystemMemory.byteCount, count <= Int(Int32.max) else {
      throw FileError(
        path: path, expected: "pictures that fit into memory",
        found: "\(NumberText.grouped(count)) of \(size), \(NumberText.grouped(bytes / 1_000_000)) MB")
    }
    if let photo = entries.first(where: { $0.format == .jpeg }) { try JPEG.expectLibrary(for: photo.path) }
    return size
  }

  private func dataset(
    of part: PicturePart, _ size: PictureSize, _ options: PictureOptions,
    _ tick: @escaping @Sendable () -> Void
  ) throws -> Dataset {
    let pixels = Tensor(uninitialized: Shape([part.count] + size.shape.dimensions), .uint8, isLasting: true)
    try forEachInParallel(part.count, grain: 4) { index in
      let picture = try part.entries[index].read(options).converted(to: size.channels)
      pixels.write(
        picture.resized(rows: size.rows, columns: size.columns).samples, from: index * size.samples)
      tick()
    }
    return Dataset(
      inputs: pixels, labels: Tensor(part.entries.map { Int32($0.label) }), classes: classNames.count,
      classNames: classNames)
  }
}

extension PictureEntry {
  /// Decodes the picture. Throws `FileError` if it is damaged, is not alone in its file or is not what its header said.
  fileprivate func read(_ options: PictureOptions) throws -> Picture {
    let pictures = try Picture.read(from: path, options: options)
    guard pictures.count == 1, pictures[0].size == size else {
      throw FileError(
        path: path, expected: "one picture of \(size)",
        found: pictures.count == 1 ? "one of \(pictures[0].size)" : "\(pictures.count) pictures")
    }
    return pictures[0]
  }
}
