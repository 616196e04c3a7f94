import FledgeBasics
import FledgeFiles
import FledgeNN
import FledgeTensor

extension Module {
  /// Writes every parameter and statistic under its path to a safetensors file, atomically, in the type that it has: F32 or F64 for the
  /// library's layers, and a type of integers where a module of one's own holds them.
  ///
  /// Throws `FileError` if the file cannot be written; an old file then is as it was.
  public func save(to path: String, metadata: [String: String] = [:]) throws {
    requireSoundVisit(in: "save")
    let tensors = namedTensors.map { (name: $0.name, tensor: $0.parameter.value) }
    try Safetensors.save(tensors, metadata: metadata, to: path)
  }

  /// Reads every parameter and statistic from a safetensors file; returns the file's metadata.
  ///
  /// Names and shapes must agree exactly. Floating-point values become `dtype`; without it they become what the parameter was,
  /// and one that was never drawn becomes what the file has (half precision: Float32).
  ///
  /// Throws `FileError` if the file cannot be read or does not fit the model: the message lists the tensors that are
  /// missing, unexpected or of another shape. The model then is as it was.
  @discardableResult
  public mutating func load(from path: String, dtype: DType? = nil) throws -> [String: String] {
    let file = try SafetensorsFile(path: path)
    try load(from: file, dtype: dtype)
    return file.metadata
  }

  /// Reads every parameter and statistic from an open file. See `load(from:dtype:)` for a path.
  ///
  /// With a `prefix` the file holds other things too: only tensors whose names begin with it are the model's, under their paths
  /// behind it.
  public mutating func load(from file: SafetensorsFile, dtype: DType? = nil, prefix: String = "") throws {
    requireSoundVisit(in: "load")
    require(dtype?.isFloatingPoint ?? true, "load: expected float32 or float64, got \(dtype!)")
    let entries = Dictionary(
      uniqueKeysWithValues: file.entries.filter { $0.name.hasPrefix(prefix) }.map { ($0.name, $0) })
    let parameters = namedTensors.map { (name: prefix + $0.name, parameter: $0.parameter) }
    try checkFit(of: parameters, to: file, entries)
    var values: [String: Tensor] = [:]
    for (name, parameter) in parameters {
      let value = try file.tensor(entries[name]!)
      let wanted = dtype ?? (parameter.isDrawn ? parameter.value.dtype : value.dtype)
      values[name] = value.dtype.isFloatingPoint ? value.converted(to: wanted) : value
    }
    forEachTensor { name, parameter in parameter.value = values[prefix + name]! }
  }
}

/// Throws one error for everything in the file that is not as the model wants it.
private func checkFit(
  of parameters: [(name: String, parameter: Parameter)], to file: SafetensorsFile,
  _ entries: [String: SafetensorsFile.Entry]
) throws {
  var problems: [FileError] = []
  for (name, parameter) in parameters {
    if let entry = entries[name] {
      if let problem = problem(with: entry, for: parameter, path: file.path) { problems.append(problem) }
    } else {
      problems.append(
        FileError(
          path: file.path, place: "tensor \(name.quoted)", expected: "shape \(parameter.shape.dimensions)",
          found: "no such tensor"))
    }
  }
  let names = Set(parameters.map(\.name))
  for entry in file.entries where entries[entry.name] != nil && !names.contains(entry.name) {
    problems.append(
      entry.error(
        path: file.path, expected: "no such tensor, for the model has none", found: "shape \(entry.shape)"))
  }
  guard problems.count > 1 else {
    if let problem = problems.first { throw problem }
    return
  }
  let shown = 5
  var texts = problems.prefix(shown).map { "\n  \($0.place!): expected \($0.expected!), found \($0.found)" }
  if problems.count > shown { texts.append("\n  and \(problems.count - shown) more") }
  throw FileError(
    path: file.path, found: "\(problems.count) tensors do not fit the model:" + texts.joined())
}

private func problem(with entry: SafetensorsFile.Entry, for parameter: Parameter, path: String) -> FileError?
{
  let shape = parameter.shape.dimensions
  guard entry.shape == shape else {
    return entry.error(path: path, expected: "shape \(shape)", found: "shape \(entry.shape)")
  }
  let dtype = parameter.isDrawn ? parameter.value.dtype : .float32
  let isConvertible = dtype.isFloatingPoint && entry.elementType.dtype?.isFloatingPoint == true
  guard isConvertible || entry.elementType.dtype == dtype else {
    let expected = dtype.isFloatingPoint ? "F64, F32, BF16 or F16" : Safetensors.ElementType(dtype).rawValue
    return entry.error(path: path, expected: expected, found: entry.elementType.rawValue)
  }
  return nil
}
