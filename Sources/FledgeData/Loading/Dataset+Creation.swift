import FledgeBasics
import FledgeTensor

extension Dataset {
  /// Examples of classes.
  ///
  /// - Parameters:
  ///   - inputs: (m, …), of any type.
  ///   - labels: (m), integers of any type in 0..<classes.
  ///   - classes: the number of classes; without it one more than the largest label, or as many as there are names.
  ///   - classNames: what the classes are called.
  ///   - weights: (m), how much each example counts, 0 or more.
  ///   - scale: what the inputs are multiplied by; without it 1/255 for bytes and 1 for anything else.
  public init(
    inputs: Tensor, labels: Tensor, classes: Int? = nil, classNames: [String]? = nil, weights: Tensor? = nil,
    scale: Double? = nil
  ) {
    require(
      inputs.rank == 0 || labels.shape == [inputs.shape[0]],
      "Dataset: expected labels of shape (\(inputs.rank == 0 ? 0 : inputs.shape[0])), got \(labels.shape)")
    require(
      !labels.dtype.isFloatingPoint && labels.dtype != .bool,
      "Dataset: labels must be integers, got \(labels.dtype); numbers to predict are targets:")
    // A label beyond every count of classes is refused where labels are checked.
    let largest = min(labels.elements(as: Int64.self).max() ?? -1, Int64(Int32.max))
    let classes = classes ?? classNames?.count ?? Int(largest) + 1
    self.init(
      inputs: inputs, targets: labels.detached.checkedLabels(classes: classes, in: "Dataset"),
      weights: weights, classes: classes, classNames: classNames, scale: scale)
  }

  /// Examples of classes: inputs (m, …) and m labels. The rest is as above.
  public init(
    inputs: Tensor, labels: [Int], classes: Int? = nil, classNames: [String]? = nil, weights: Tensor? = nil,
    scale: Double? = nil
  ) {
    self.init(
      inputs: inputs, labels: Tensor(labels.map(Int64.init)), classes: classes, classNames: classNames,
      weights: weights, scale: scale)
  }

  /// Examples of anything but classes.
  ///
  /// - Parameters:
  ///   - inputs: (m, …), of any type.
  ///   - targets: (m) or (m, …), of any type: numbers, masks of several labels, the classes of the parts of a picture.
  ///   - weights: (m), how much each example counts, 0 or more.
  ///   - scale: what the inputs are multiplied by; without it 1/255 for bytes and 1 for anything else.
  public init(inputs: Tensor, targets: Tensor, weights: Tensor? = nil, scale: Double? = nil) {
    self.init(
      inputs: inputs, targets: targets, weights: weights, classes: nil, classNames: nil, scale: scale)
  }

  /// Examples from arrays: one row of numbers and one label each.
  public init(_ rows: [[Float]], labels: [Int], classes: Int? = nil) {
    self.init(inputs: Tensor(rows), labels: labels, classes: classes)
  }

  /// Examples from arrays: one row of numbers and one number to predict each.
  public init(_ rows: [[Float]], targets: [Float]) {
    self.init(inputs: Tensor(rows), targets: Tensor(targets))
  }

  /// Pictures with a class each, in the memory that the reader filled; an input of a batch is `scale` times the byte.
  ///
  /// An example is one row of pixels (rows × columns), as a linear layer takes it, or keeps the shape (rows, columns) if it is
  /// not to be flattened.
  public init(_ pictures: LabelledImages, scale: Double = 1 / 255, flattened: Bool = true) {
    let dataset = Dataset(
      inputs: pictures.images.pixels, labels: pictures.labels, classes: pictures.classes, scale: scale)
    self = flattened ? dataset.flattened() : dataset
  }

  /// The same examples, each with its inputs in one row: pictures (m, rows, columns) become (m, rows·columns), in the same
  /// memory.
  public func flattened() -> Dataset { shaped([store.inputs.shape.count(over: 1...)]) }

  /// The same examples, each with its stored inputs in another shape of as many numbers, in the same memory.
  public func shaped(_ shape: Shape) -> Dataset {
    var copy = self
    copy.store.inputs = store.inputs.shaped(shape)
    return copy
  }

  /// The same examples, whose integer inputs stay integers of their type in a batch, neither scaled nor made floating point:
  /// the numbers of words and categories that an embedding takes.
  public func keepingInputType() -> Dataset {
    require(scale == 1, "Dataset: inputs that are scaled by \(scale) cannot keep their type")
    var copy = self
    copy.store.keepsInputType = true
    return copy
  }

  /// The same examples, whose inputs are multiplied by another `scale`.
  public func scaled(by scale: Double) -> Dataset {
    require(!store.keepsInputType, "Dataset: inputs that keep their type cannot be scaled")
    var copy = self
    copy.store.scale = scale
    return copy
  }
}
