import FledgeFiles

extension SafetensorsFile.Entry {
  /// The size of the tensor's data.
  public var byteCount: Int { range.count }

  /// Reads what the header says of one tensor, and checks it but for its neighbours.
  init(name: String, json: JSONValue, path: String) throws {
    func error(_ expected: String, _ found: String) -> FileError {
      FileError(path: path, place: "tensor \(name.quoted)", expected: expected, found: found)
    }
    func member(_ key: String) throws -> JSONValue {
      guard case .object = json else { throw error("an object", json.kind) }
      guard let value = json[key] else { throw error("a member \"\(key)\"", "none") }
      return value
    }
    func integers(_ key: String) throws -> [Int] {
      guard case .array(let values) = try member(key) else {
        throw error("\(key) to be an array", try member(key).kind)
      }
      return try values.map { value in
        guard case .integer(let integer) = value, integer >= 0 else {
          throw error("\(key) of integers from 0 to \(Int.max)", value.printableText.shortened)
        }
        return integer
      }
    }
    guard case .string(let typeName) = try member("dtype") else {
      throw error("dtype to be a string", try member("dtype").kind)
    }
    guard let elementType = Safetensors.ElementType(rawValue: typeName) else {
      throw error("a dtype of the safetensors format", typeName.quoted)
    }
    let shape = try integers("shape")
    guard shape.count <= Safetensors.maximumRank else {
      throw error("at most \(Safetensors.maximumRank) dimensions", "\(shape.count)")
    }
    guard let byteCount = elementType.byteCount(of: shape) else {
      throw error("a shape whose size in bytes is a whole number below 2^63", "\(shape)".shortened)
    }
    let offsets = try integers("data_offsets")
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw error("data_offsets [begin, end]", "\(offsets)".shortened)
    }
    guard offsets[1] - offsets[0] == byteCount else {
      throw error(
        "\(byteCount) bytes for \(typeName) of shape \("\(shape)".shortened)",
        "data_offsets \(offsets), which are \(offsets[1] - offsets[0])")
    }
    self.init(name: name, elementType: elementType, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// An error that this tensor is the place of.
  func error(path: String, expected: String, found: String) -> FileError {
    FileError(path: path, place: "tensor \(name.quoted)", expected: expected, found: found)
  }
}

extension String {
  /// At most the first hundred characters: a hostile header's numbers may fill pages.
  fileprivate var shortened: String { count <= 100 ? self : prefix(100) + "…" }
}
