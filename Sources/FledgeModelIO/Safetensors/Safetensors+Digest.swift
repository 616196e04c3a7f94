import FledgeFiles
import FledgeTensor

extension Safetensors {
  /// The SHA-256 of the tensors' bytes as a file holds them, in hexadecimal digits.
  package static func digest(of tensors: [(name: String, tensor: Tensor)]) -> String {
    let items = tensors.map { name, tensor in
      Item(name: name, elementType: ElementType(tensor.dtype), shape: tensor.shape.dimensions)
    }
    var hash = SHA256()
    for index in SafetensorsLayout.order(of: items) {
      tensors[index].tensor.withBytes { hash.update($0) }
    }
    return hash.hexDigest()
  }
}

extension SafetensorsFile {
  /// The SHA-256 of everything behind the header, in hexadecimal digits; computed once.
  ///
  /// Throws `FileError` if the file cannot be read.
  package func digest() throws -> String {
    if let digest = knownDigest.withLock({ $0 }) { return digest }
    var hash = SHA256()
    for entry in entries {
      var tensor = entry.range
      while !tensor.isEmpty {
        let piece = tensor.prefix(1 << 20)
        hash.update(try bytes(in: piece))
        tensor = piece.upperBound..<tensor.upperBound
      }
    }
    let digest = hash.hexDigest()
    knownDigest.withLock { $0 = digest }
    return digest
  }
}
