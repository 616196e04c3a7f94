import FledgeTensor

/// Labelled examples in memory, as they are stored: pixels stay bytes until a batch is made.
public struct Dataset: Sendable {
  /// The stored inputs.
  enum Inputs: Sendable {
    /// (m, …), of any type.
    case tensor(Tensor)
    /// Rows of pixels, in the array that the reader filled: a large file is not copied once more.
    case bytes([UInt8], rowLength: Int)
  }

  let inputs: Inputs
  /// The labels (m), Int32, each in 0..<classes.
  public let labels: Tensor
  /// The number of classes.
  public let classes: Int
  /// What an input is multiplied by when a batch is made: 1/255 for pixels.
  public let scale: Double

  /// Examples from tensors: `inputs` (m, …) and integer `labels` (m). `classes` is by default one more than the largest
  /// label, and `scale` 1/255 for bytes and 1 for anything else.
  public init(inputs: Tensor, labels: Tensor, classes: Int? = nil, scale: Double? = nil) {
    require(inputs.rank >= 1, "Dataset: expected inputs of shape (examples, …), got a scalar")
    require(
      labels.shape == [inputs.shape[0]],
      "Dataset: expected labels of shape (\(inputs.shape[0])), got \(labels.shape)")
    let largest = labels.elements(as: Int64.self).max() ?? -1
    self.classes = classes ?? Int(largest) + 1
    self.inputs = .tensor(inputs.detached)
    self.labels = labels.detached.checkedLabels(classes: self.classes, in: "Dataset")
    self.scale = scale ?? (inputs.dtype == .uint8 ? 1 / 255 : 1)
  }

  /// Examples from arrays: one row of numbers and one label each.
  public init(_ rows: [[Float]], labels: [Int], classes: Int? = nil) {
    self.init(inputs: Tensor(rows), labels: Tensor(labels.map(Int32.init)), classes: classes)
  }

  /// Pictures, each one row of pixels; an input of a batch is `scale` times the byte.
  public init(_ pictures: LabelledImages, scale: Double = 1 / 255) {
    let images = pictures.images
    inputs = .bytes(images.pixels, rowLength: images.rows * images.columns)
    labels = Tensor(pictures.labels)
    classes = pictures.classes
    self.scale = scale
  }

  private init(_ inputs: Inputs, _ labels: Tensor, like other: Dataset) {
    self.inputs = inputs
    self.labels = labels
    classes = other.classes
    scale = other.scale
  }

  /// The number of examples.
  public var count: Int { labels.count }

  /// The axes of one example.
  var inputShape: [Int] {
    switch inputs {
    case .tensor(let tensor): Array(tensor.shape.dimensions.dropFirst())
    case .bytes(_, let rowLength): [rowLength]
    }
  }

  /// The numbers in one example.
  public var inputSize: Int { inputShape.reduce(1, *) }

  /// Examples `range`.
  public subscript(range: Range<Int>) -> Dataset {
    let part: Inputs =
      switch inputs {
      case .tensor(let tensor): .tensor(tensor[range])
      case .bytes(let bytes, let length):
        .bytes(Array(bytes[range.lowerBound * length..<range.upperBound * length]), rowLength: length)
      }
    return Dataset(part, labels[range], like: self)
  }
}

/// Some examples, ready for a model.
public struct Batch: Sendable {
  /// The scaled inputs (m, …) in floating point.
  public internal(set) var inputs: Tensor
  /// The labels (m), Int32.
  public internal(set) var labels: Tensor

  /// Examples made by hand.
  public init(inputs: Tensor, labels: Tensor) {
    self.inputs = inputs
    self.labels = labels
  }

  /// The number of examples.
  public var count: Int { labels.count }
}
