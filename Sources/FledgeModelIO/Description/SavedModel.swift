import FledgeBasics
import FledgeFiles
import FledgeNN
import FledgeTensor

/// A model with everything that its file says of it. What is inside need not be known beforehand:
///
/// ```swift
/// let saved = try SavedModel(from: "model.safetensors")
/// let logits = saved.model(pictures)
/// ```
public struct SavedModel: Sendable {
  /// The model, with its parameters.
  public let model: any DescribedLayer
  /// What must be known to use it.
  public let card: ModelCard
  /// What the model gives for one example, (1, …).
  public let outputShape: Shape

  /// Reads a file that `save(to:card:)` wrote, now or in an earlier version of the library. Layers of one's own are read
  /// by `.standard.adding(MyLayer.self)`.
  ///
  /// Throws `FileError` if the file cannot be read, has no description or a wrong one, or its tensors are not those of the
  /// model described; before any memory is taken for a model that does not fit into it.
  public init(from path: String, catalogue: LayerCatalogue = .standard) throws {
    try self.init(from: SafetensorsFile(path: path), catalogue: catalogue)
  }

  /// Reads an open file. See `init(from:catalogue:)` for a path.
  public init(from file: SafetensorsFile, catalogue: LayerCatalogue = .standard) throws {
    let description = try ModelDescription(from: file, catalogue: catalogue)
    (card, outputShape) = (description.card, try description.outputShape)
    try description.model.checkFitsIntoMemory(dtype: card.dtype, path: file.path)
    model = try description.model.loaded(from: file, dtype: card.dtype)
  }
}

extension DescribedLayer {
  /// Writes the model to a file that says what it is: every parameter under its path, and in the metadata the layers and
  /// the card. Atomic: an old file stays as it was until the new one is whole.
  ///
  /// Throws `FileError` if a layer inside is of a type that no file can describe, does not take what it is given, or the
  /// file cannot be written.
  public func save(to path: String, card: ModelCard) throws {
    let json = try ModelDescription(self, card).json(path: path)
    try save(to: path, metadata: [ModelDescription.metadataKey: json])
  }

  /// The same layer with the parameters of a file.
  fileprivate func loaded(from file: SafetensorsFile, dtype: DType) throws -> any DescribedLayer {
    var model = self
    try model.load(from: file, dtype: dtype)
    return model
  }

  /// Throws `FileError` if the parameters exceed the memory.
  fileprivate func checkFitsIntoMemory(dtype: DType, path: String) throws {
    let bytes = namedTensors.reduce(0.0) {
      $0 + Double($1.parameter.shape.elementCount) * Double(dtype.byteCount)
    }
    guard bytes < Double(SystemMemory.byteCount) else {
      throw FileError(
        path: path,
        expected: "a model that fits into \(NumberText.bytes(Double(SystemMemory.byteCount))) of memory",
        found: "parameters of \(NumberText.bytes(bytes))")
    }
  }
}
