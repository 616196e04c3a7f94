import FledgeFiles

extension Safetensors {
  /// A tensor to be written: everything but its bytes.
  package struct Item: Sendable, Equatable {
    package var name: String
    package var elementType: ElementType
    package var shape: [Int]

    package init(name: String, elementType: ElementType, shape: [Int]) {
      self.name = name
      self.elementType = elementType
      self.shape = shape
    }
  }

  /// Writes a file atomically: a program that opens `path` finds the old file or the whole new one.
  ///
  /// `content` is called once for each item, in the order of the file, and hands that item's bytes to the writer: row-major,
  /// little-endian, as many as its type and shape ask for.
  ///
  /// Throws `FileError` if two items have one name or the file cannot be written; the old file then is as it was.
  package static func write(
    _ items: [Item], metadata: [String: String] = [:], to path: String, calls: FileCalls = .system,
    content: (_ index: Int, _ writer: FileWriter) throws -> Void
  ) throws {
    let layout = try SafetensorsLayout(items, metadata: metadata, path: path)
    try AtomicFile.write(to: path, calls: calls) { writer in
      try writer.write(layout.header)
      for (index, end) in zip(layout.order, layout.ends) {
        try content(index, writer)
        guard writer.position == layout.header.count + end else {
          fatalError(
            "Safetensors.write: \(items[index].name): expected its data to end at byte "
              + "\(layout.header.count + end), got \(writer.position)")
        }
      }
    }
  }

  /// Writes a file atomically from bytes in memory, one array an item. See `write(_:metadata:to:calls:content:)`.
  package static func write(
    _ tensors: [(item: Item, bytes: [UInt8])], metadata: [String: String] = [:], to path: String,
    calls: FileCalls = .system
  ) throws {
    try write(tensors.map(\.item), metadata: metadata, to: path, calls: calls) { index, writer in
      try writer.write(tensors[index].bytes)
    }
  }
}
