import FledgeFiles
import FledgeTensor

extension NetworkDescription {
  /// The description as JSON on one line.
  public var json: String {
    var input: [JSONValue.Member] = [.init(key: "scale", value: .number(inputScale))]
    if let picture {
      input.append(.init(key: "rows", value: .integer(picture.rows)))
      input.append(.init(key: "columns", value: .integer(picture.columns)))
    }
    var members: [JSONValue.Member] = [
      .init(key: "version", value: .integer(Self.version)),
      .init(key: "sizes", value: .array(sizes.map { .integer($0) })),
      .init(key: "activation", value: .string(activation)),
      .init(key: "bias", value: .bool(hasBias)),
      .init(key: "dtype", value: .string(dtype.rawValue)),
      .init(key: "input", value: .object(input)),
    ]
    if let classNames {
      members.append(.init(key: "classes", value: .array(classNames.map { .string($0) })))
    }
    return JSONValue.object(members).text
  }

  /// Reads a description that stands in the file `path`. Members it does not know are left aside.
  ///
  /// Throws `FileError` naming the member that is missing or wrong, or the version if it is another.
  public init(json text: String, path: String) throws {
    let reader = try MemberReader(text, path: path, place: "metadata \(Self.metadataKey.quoted)")
    let version = try reader.integer("version")
    guard version == Self.version else {
      throw reader.error("version", expected: "\(Self.version), the only one known here", found: "\(version)")
    }
    let typeName = try reader.string("dtype")
    guard let dtype = DType(rawValue: typeName) else {
      throw reader.error("dtype", expected: "float32 or float64", found: typeName.quoted)
    }
    let input = try reader.object("input")
    let rows = try input.optional("rows", MemberReader.integer)
    let columns = try input.optional("columns", MemberReader.integer)
    guard (rows == nil) == (columns == nil) else {
      throw reader.error("input", expected: "rows and columns", found: "only one of them")
    }
    self.init(
      unchecked: try reader.integers("sizes"), activation: try reader.string("activation"),
      hasBias: try reader.bool("bias"), dtype: dtype, inputScale: try input.number("scale"),
      picture: rows.map { Picture(rows: $0, columns: columns!) },
      classNames: try reader.optional("classes", MemberReader.strings))
    if let problem = firstProblem {
      throw reader.error(problem.member, expected: problem.expected, found: problem.found)
    }
  }

  /// Reads the description in a file's metadata.
  ///
  /// Throws `FileError` if there is none, or it is wrong.
  public init(from file: SafetensorsFile) throws {
    guard let text = file.metadata[Self.metadataKey] else {
      throw FileError(
        path: file.path, place: "metadata",
        expected: "the description of a network under \(Self.metadataKey.quoted)", found: "none")
    }
    try self.init(json: text, path: file.path)
  }
}
