import FledgeBasics
import FledgeTensor

/// Labelled examples in memory, as they are stored: pixels stay bytes until a batch is made.
public struct Dataset: Sendable {
  /// The inputs (m, …), of any type.
  public let inputs: Tensor
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
    self.inputs = inputs.detached
    self.labels = labels.detached.checkedLabels(classes: self.classes, in: "Dataset")
    self.scale = scale ?? (inputs.dtype == .uint8 ? 1 / 255 : 1)
  }

  /// Examples from arrays: one row of numbers and one label each.
  public init(_ rows: [[Float]], labels: [Int], classes: Int? = nil) {
    self.init(inputs: Tensor(rows), labels: Tensor(labels.map(Int32.init)), classes: classes)
  }

  /// Pictures, each one row of pixels (rows × columns), in the memory that the reader filled; an input of a batch is
  /// `scale` times the byte.
  public init(_ pictures: LabelledImages, scale: Double = 1 / 255) {
    let images = pictures.images
    self.init(
      inputs: images.pixels.reshaped(to: [images.count, images.rows * images.columns]),
      labels: pictures.labels,
      classes: pictures.classes, scale: scale)
  }

  /// The number of examples.
  public var count: Int { labels.count }

  /// The numbers in one example.
  public var inputSize: Int { inputs.shape.count(over: 1...) }

  /// Examples `range`, in the same memory.
  public subscript(range: Range<Int>) -> Dataset {
    Dataset(inputs: inputs[range], labels: labels[range], classes: classes, scale: scale)
  }
}

/// Some examples, ready for a model.
public struct Batch: Sendable {
  /// The scaled inputs (m, …) in floating point.
  public internal(set) var inputs: Tensor
  /// The labels (m), Int32.
  public internal(set) var labels: Tensor

  /// Examples made by hand: inputs (m, …) and labels (m).
  public init(inputs: Tensor, labels: Tensor) {
    self.inputs = inputs
    self.labels = labels
  }

  /// The number of examples.
  public var count: Int { labels.count }
}
