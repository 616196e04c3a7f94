import Fledge

/// A network with everything that its file says of it.
struct SavedNetwork {
  let path: String
  let description: NetworkDescription
  let network: MultilayerPerceptron

  /// Reads a file that `fledge train --save` wrote.
  ///
  /// Throws `FileError` for a file that is no safetensors file, has no description, or does not fit its description.
  init(path: String) throws {
    self.path = path
    (network, description) = try NetworkDescription.loadNetwork(from: path)
  }

  /// Throws unless pictures of this size, which come from `source`, have as many pixels as the network has inputs.
  func expectPictures(rows: Int, columns: Int, of source: String) throws {
    if let picture = description.picture, (rows, columns) == (picture.rows, picture.columns) { return }
    if description.picture == nil, rows * columns == description.sizes[0] { return }
    let expected =
      description.picture.map { "pictures of \($0.rows)×\($0.columns)" } ?? "\(description.sizes[0]) inputs"
    throw FileError(
      path: source, expected: "\(expected), which the model \(path) takes",
      found: "pictures of \(rows)×\(columns)")
  }
}

extension NetworkDescription {
  /// The number of classes.
  var classes: Int { sizes[sizes.count - 1] }
}
