import FledgeFiles
import FledgeTensor

extension Safetensors {
  /// What a file holds.
  public struct Content: Sendable, Equatable {
    /// The tensors' names in the order of their data.
    public var names: [String]
    /// The tensors by name.
    public var tensors: [String: Tensor]
    /// Strings by name, for whatever the writer wanted to say.
    public var metadata: [String: String]

    /// The tensor with this name; `nil` if there is none.
    public subscript(name: String) -> Tensor? { tensors[name] }
  }

  /// Writes tensors to a file, atomically: a program that opens `path` finds the old file or the whole new one.
  ///
  /// Throws `FileError` if two tensors have one name or the file cannot be written; an old file then is as it was.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:], to path: String
  ) throws {
    let items = tensors.map { name, tensor in
      Item(name: name, elementType: ElementType(tensor.dtype), shape: tensor.shape.dimensions)
    }
    try write(items, metadata: metadata, to: path) { index, writer in
      try tensors[index].tensor.withBytes { try writer.write($0) }
    }
  }

  /// Reads all tensors of a file. `SafetensorsFile` reads one at a time.
  ///
  /// Throws `FileError` if the file cannot be read or breaks a rule of the format, or no tensor can hold the type of
  /// its elements.
  public static func load(_ path: String) throws -> Content {
    let file = try SafetensorsFile(path: path)
    var tensors: [String: Tensor] = [:]
    for entry in file.entries { tensors[entry.name] = try file.tensor(entry) }
    return Content(names: file.entries.map(\.name), tensors: tensors, metadata: file.metadata)
  }
}
