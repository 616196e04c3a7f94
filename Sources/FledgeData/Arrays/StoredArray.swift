import FledgeFiles
import FledgeTensor

/// How the elements of an array stand in a file.
struct StoredArray: Sendable {
  let type: StoredType
  let shape: [Int]
  var isBigEndian = false
  var isColumnMajor = false

  /// Far more elements than any memory holds, and all that a tensor may have.
  private static let mostElements = 1 << 48

  /// The number of elements; `nil` if they are more than a tensor may have.
  private var checkedCount: Int? {
    // A length of 0 must not hide an overflow of the others.
    var bound = 1
    for length in shape {
      let (product, overflows) = bound.multipliedReportingOverflow(by: max(length, 1))
      if overflows || product > Self.mostElements { return nil }
      bound = product
    }
    return shape.reduce(1, *)
  }

  /// Whether a tensor may have as many elements, on some machine.
  var isAddressable: Bool { checkedCount != nil }

  /// The bytes in the file, and what follows: only for an array that is addressable.
  var byteCount: Int { checkedCount! * type.byteCount }

  /// Whether the tensor fits into the memory of this machine.
  var fitsIntoMemory: Bool {
    checkedCount.map { $0 <= (SystemMemory.byteCount - 1) / type.dtype.byteCount } ?? false
  }

  /// For people: float32 (2, 3).
  var description: String { "\(type) \(Shape(shape))" }

  /// Reads the elements into a tensor of `type.dtype`. Beside it there is never more memory than for one block; but where the
  /// bytes are not known to be there (`isPresent`), memory is taken as they come.
  ///
  /// Throws `FileError` if the stream does, with what `wrong` makes of the number of bytes if there are too few, and for an element
  /// that the tensor cannot hold.
  func read(
    from stream: some ByteStream, isPresent: Bool, wrong: (String) -> FileError
  ) throws -> Tensor {
    guard isPresent || byteCount <= 1 << 30 else {
      let bytes = try stream.readUpTo(byteCount)
      guard bytes.count == byteCount else { throw wrong("\(bytes.count)") }
      return try read(from: MemoryStream(bytes, path: stream.path), isPresent: true, wrong: wrong)
    }
    let result = Tensor(uninitialized: Shape(shape), type.dtype)
    // Safe: the memory is that of a tensor just made, and as long as the reader is told.
    let count = try result.withMemory { memory in
      if type.isAsInMemory(isBigEndian: isBigEndian), !isColumnMajor {
        return try stream.read(into: UnsafeMutableRawBufferPointer(start: memory, count: byteCount))
      }
      if isColumnMajor { return try decode(stream, into: memory, ColumnMajor(shape)) }
      return try decode(stream, into: memory, RowMajor())
    }
    guard count == byteCount else { throw wrong("\(count)") }
    return result
  }

  /// Converts block after block; gives the number of bytes that were there.
  // Safe: the block is freed when all calls that use it have returned, and holds no more than it has room for.
  private func decode(
    _ stream: some ByteStream, into memory: UnsafeMutableRawPointer, _ order: some ElementOrder
  ) throws -> Int {
    var order = order
    var done = 0
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    while done < byteCount {
      let room = min(block.count, byteCount - done)
      let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: block[..<room]))
      done += count
      guard count == room else { return done }
      do {
        try type.decode(
          UnsafeRawBufferPointer(rebasing: block[..<room]), isBigEndian: isBigEndian, into: memory, &order)
      } catch let element as UnfitElement {
        throw FileError(
          path: stream.path, place: "element \(element.index)", expected: element.expected,
          found: element.found)
      }
    }
    return done
  }
}
