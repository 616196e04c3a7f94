import Fledge

/// A network with everything that its file says of it.
struct SavedNetwork {
  let path: String
  let description: NetworkDescription
  let network: MultilayerPerceptron

  /// Reads a file that `fledge train --save` wrote.
  ///
  /// Throws `FileError` for a file that is no safetensors file, has no description, does not fit its
  /// description, or holds numbers that are not finite.
  init(path: String) throws {
    let file = try SafetensorsFile(path: path)
    let description = try NetworkDescription(from: file)
    var network = description.network()
    try MemoryNeed(sizes: description.sizes, hasBias: description.hasBias, dtype: description.dtype)
      .check(path, copies: 1, examples: 1)
    try network.load(from: file, dtype: description.dtype)
    try network.checkFinite(path: path)
    (self.path, self.description, self.network) = (path, description, network)
  }

  /// Throws unless pictures of this size, which come from `source`, have as many pixels as the network has
  /// inputs.
  func expectPictures(_ pictures: Images.Dimensions, from source: String) throws {
    let (rows, columns) = (pictures.rows, pictures.columns)
    if let picture = description.picture, (rows, columns) == (picture.rows, picture.columns) { return }
    if description.picture == nil, rows * columns == description.sizes[0] { return }
    let expected =
      description.picture.map { "pictures of \($0.rows)×\($0.columns)" } ?? "\(description.sizes[0]) inputs"
    throw FileError(
      path: source, expected: "\(expected), which the model \(path.printable) takes",
      found: "pictures of \(rows)×\(columns)")
  }

  /// The number of classes.
  var classes: Int { description.sizes[description.sizes.count - 1] }
}
