import FledgeBasics
import FledgeNN
import FledgeTensor

extension MultilayerPerceptron {
  /// Writes the network and what has to be known to use it from the file alone, atomically.
  ///
  /// Throws `FileError` if the file cannot be written; an old file then is as it was.
  public func save(to path: String, description: NetworkDescription) throws {
    let sizes = layers.map { $0.weight.shape[0] } + [layers.last!.weight.shape[1]]
    require(
      sizes == description.sizes && activation.name == description.activation,
      "save: expected the description of a network of sizes \(sizes) with \(activation.name), "
        + "got \(description.json)")
    try save(to: path, metadata: [NetworkDescription.metadataKey: description.json])
  }
}

extension NetworkDescription {
  /// Reads a network that was saved with its description.
  ///
  /// Throws `FileError` if the file cannot be read, has no description or a wrong one, or its tensors are not those of
  /// the network described.
  public static func loadNetwork(
    from path: String
  ) throws -> (network: MultilayerPerceptron, description: NetworkDescription) {
    let file = try SafetensorsFile(path: path)
    let description = try NetworkDescription(from: file)
    var network = description.network()
    try network.load(from: file, dtype: description.dtype)
    return (network, description)
  }
}
