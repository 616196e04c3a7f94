import FledgeBasics
import FledgeTensor

/// Examples as they are stored: pixels stay bytes until a batch is made.
///
/// They are in memory, or too many for that: in a file, of which a `DataLoader` reads what it needs next (`DatasetWriter`).
///
/// An example is its inputs, of any shape, and its target, which the loss compares the model's result with: the number of a
/// class, or numbers of any type and shape.
///
/// ```swift
/// let points = Dataset(inputs: Tensor(rows), labels: [0, 1, 1])           // classes
/// let prices = Dataset(inputs: Tensor(rows), targets: Tensor(amounts))    // numbers
/// let (train, validation) = points.split(fraction: 0.1, seed: 0, stratified: true)
/// ```
public struct Dataset: Sendable {
  /// A table of what was taken for what would not fit into memory for more classes.
  package static let mostClasses = 20_000

  var store: Store
  /// Which examples of the store these are, in their order; nil: all of them.
  var rows: [Int32]?

  /// What subsets of one data set share.
  struct Store: Sendable {
    /// (m, …), of any type.
    var inputs: StoredRows
    /// (m, …), of any type.
    var targets: StoredRows
    /// (m), Float64.
    let weights: Tensor?
    /// nil where the targets are no classes.
    let classes: Int?
    let classNames: [String]?
    var scale: Double
    var keepsInputType = false
    var transforms: [Transform] = []
    /// How examples in a file are read; nil for those in memory.
    var blocking: Blocking?
  }

  init(
    inputs: Tensor, targets: Tensor, weights: Tensor?, classes: Int?, classNames: [String]?, scale: Double?
  ) {
    require(inputs.rank >= 1, "Dataset: expected inputs of shape (examples, …), got a scalar")
    let count = inputs.shape[0]
    require(count <= Int(Int32.max), "Dataset: expected at most \(Int32.max) examples, got \(count)")
    require(
      targets.rank >= 1 && targets.shape[0] == count,
      "Dataset: expected a target for each of the \(count) examples, got targets of shape \(targets.shape)")
    require(
      classNames == nil || classNames!.count == classes,
      "Dataset: expected a name for each of the \(classes ?? 0) classes, got \(classNames?.count ?? 0)")
    store = Store(
      inputs: .memory(inputs.detached), targets: .memory(targets.detached),
      weights: weights.map { Self.checked($0, count) },
      classes: classes, classNames: classNames, scale: scale ?? Self.scale(of: inputs.dtype))
  }

  /// What numbers of a type are multiplied by, where nothing else is said: bytes are pixels.
  static func scale(of dtype: DType) -> Double { dtype == .uint8 ? 1 / 255 : 1 }

  private static func checked(_ weights: Tensor, _ count: Int) -> Tensor {
    require(
      weights.shape == [count], "Dataset: expected weights of shape (\(count)), got \(weights.shape)")
    let weights = weights.detached.converted(to: .float64)
    let wrong = weights.elements(as: Double.self).firstIndex { !($0 >= 0 && $0.isFinite) }
    require(
      wrong == nil, "Dataset: the weight of example \(wrong ?? 0) is not a finite number of 0 or more")
    return weights
  }

  /// The number of examples.
  public var count: Int { rows?.count ?? store.targets.shape[0] }
  /// The inputs (m, …) as they are stored, before scaling and transforms. A subset gathers them, and those in a file are all read.
  public var inputs: Tensor { gathered(store.inputs.tensor) }
  /// The targets (m, …); those in a file are all read.
  public var targets: Tensor { gathered(store.targets.tensor) }
  /// The shape of one example's target.
  public var targetShape: Shape { Shape(Array(store.targets.shape.dimensions.dropFirst())) }
  /// The type of the inputs as they are stored.
  public var inputType: DType { store.inputs.dtype }
  /// How much each example counts in a weighted loss (m), Float64; nil: all the same.
  public var weights: Tensor? { store.weights.map(gathered) }
  /// Whether the targets are numbers of classes.
  public var hasClasses: Bool { store.classes != nil }
  /// The number of classes; 0 where the targets are none.
  public var classes: Int { store.classes ?? 0 }
  /// What the classes are called; nil if they have only numbers.
  public var classNames: [String]? { store.classNames }
  /// What an input is multiplied by when a batch is made: 1/255 for pixels.
  public var scale: Double { store.scale }

  /// The labels (m), Int32, each in 0..<classes. Targets that are no classes are a programmer's error.
  public var labels: Tensor {
    require(
      hasClasses,
      "Dataset: the targets are \(store.targets.dtype) \(store.targets.shape), not labels of classes")
    return targets
  }

  private func gathered(_ tensor: Tensor) -> Tensor {
    rows.map { tensor.gatherRows(Tensor($0)) } ?? tensor
  }
}
