import Fledge
import FledgeBasics
import FledgeFiles

/// What there is to say of a safetensors file.
struct Inspection {
  let file: SafetensorsFile
  let batchSize: Int
  let tensors: [TensorRange]
  /// The model that the file describes; `nil` if it describes none, or one that cannot be made.
  let model: InspectedModel?
  /// What is wrong with the description.
  let problem: FileError?

  /// Throws `FileError` if the tensors cannot be read.
  init(_ file: SafetensorsFile, batchSize: Int) throws {
    (self.file, self.batchSize) = (file, batchSize)
    var (model, problem): (InspectedModel?, FileError?)
    if file.metadata[ModelDescription.metadataKey] != nil {
      do { model = try InspectedModel(in: file) } catch let error as FileError {
        problem = error
      }
    }
    (self.model, self.problem) = (model, problem)
    tensors = try file.entries.map { try TensorRange(of: $0, in: file) }
  }

  /// Bytes of the tensors.
  var byteCount: Int { file.entries.reduce(0) { $0 + $1.byteCount } }

  /// The metadata but for the description of a model that is shown.
  var metadata: [(key: String, value: String)] {
    file.metadata.filter { model == nil || $0.key != ModelDescription.metadataKey }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// A model as it is described, with what it does with one example.
struct InspectedModel {
  /// The description as it stands in the file.
  let json: JSONValue
  let description: ModelDescription
  let need: MemoryNeed
  let layers: [LayerOutline]

  /// Throws `FileError` for a file without the description of a model, or with a wrong one.
  init(in file: SafetensorsFile) throws {
    json = try ModelDescription.json(in: file)
    description = try ModelDescription(json, path: file.path)
    need = try MemoryNeed(description.model, input: description.card.input, dtype: description.card.dtype)
    layers = try description.model.outline(for: Shape([1] + description.card.input.dimensions))
  }

  /// Floating-point operations for one example.
  var operations: Double { layers.reduce(0) { $0 + $1.operations } }
}

/// The numbers of one tensor in a file.
struct TensorRange {
  let entry: SafetensorsFile.Entry
  /// The least and the largest number that is one; `nil` if there is none, or the type is not read.
  private(set) var range: ClosedRange<Double>?
  private(set) var nanCount = 0
  private(set) var infinityCount = 0

  /// Throws `FileError` if the tensor cannot be read.
  init(of entry: SafetensorsFile.Entry, in file: SafetensorsFile) throws {
    self.entry = entry
    guard entry.elementType.dtype != nil, entry.byteCount > 0 else { return }
    let tensor = try file.tensor(entry)
    let count = tensor.shape.elementCount
    let flat = tensor.reshaped(to: [count])
    // A piece at a time, so that a large tensor is not there twice.
    let piece = 1 << 20
    for start in stride(from: 0, to: count, by: piece) {
      for value in flat[start..<min(start + piece, count)].elements(as: Double.self) { add(value) }
    }
  }

  private mutating func add(_ value: Double) {
    if value.isNaN {
      nanCount += 1
    } else {
      if value.isInfinite { infinityCount += 1 }
      range = min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
    }
  }

  /// `3 NaN, 1 infinite`; empty where every number is finite.
  var notFinite: String {
    [(nanCount, "NaN"), (infinityCount, "infinite")].filter { $0.0 > 0 }
      .map { "\(NumberText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
  }
}
