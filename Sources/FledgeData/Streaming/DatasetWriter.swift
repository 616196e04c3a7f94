import FledgeBasics
import FledgeFiles
import FledgeTensor

/// Makes a data set of more examples than the memory holds: they come part by part, and are kept in files without a name, which go
/// with the data set, and when the process ends, however it ends.
///
/// ```swift
/// let writer = try DatasetWriter()
/// for part in parts { try writer.append(Dataset(inputs: part.inputs, labels: part.labels, classes: 10)) }
/// let loader = DataLoader(writer.finish(), batchSize: 100, shuffle: .seed(0))
/// ```
///
/// A loader reads blocks of about a megabyte, in an order drawn from the seed and the epoch, and shuffles the examples of 32 blocks among one
/// another; the next 32 are read meanwhile. So a training needs memory for three such windows, however many examples there are.
public final class DatasetWriter {
  /// The number of examples so far.
  public private(set) var count = 0
  private let inputs: UnlinkedFile
  private let targets: UnlinkedFile
  private let blockBytes: Int
  private let blocksInWindow: Int
  /// The first examples, of which no row is kept: what the others must be like.
  private var model: Dataset?
  /// What kept examples from being written: the rows of the two files may no longer belong together.
  private var failure: (any Error)?

  /// Opens the files in a directory; without one in that which TMPDIR names, or in /var/tmp.
  ///
  /// Throws `FileError` if none can be made there.
  public convenience init(directory: String? = nil) throws {
    try self.init(directory: directory, blockBytes: 1 << 20, blocksInWindow: 32)
  }

  /// The same with blocks of another size.
  package init(directory: String? = nil, blockBytes: Int, blocksInWindow: Int) throws {
    let directory = directory ?? UnlinkedFile.standardDirectory
    (inputs, targets) = (try UnlinkedFile(in: directory), try UnlinkedFile(in: directory))
    (self.blockBytes, self.blocksInWindow) = (blockBytes, blocksInWindow)
  }

  /// Appends the examples of a data set as they are stored, without weights and transforms, of which it may have none. All parts must be of
  /// one shape, type, scale and number of classes.
  ///
  /// Throws `FileError` if they cannot be written: the disk is full, for one; and from then on always.
  public func append(_ examples: Dataset) throws {
    if let failure { throw failure }
    let store = examples.store
    require(
      store.weights == nil && store.transforms.isEmpty,
      "DatasetWriter: expected examples without weights and transforms")
    let model = model ?? examples[0..<0].inMemory
    require(
      model.isLike(examples),
      "DatasetWriter: expected examples such as the first, \(model), got \(examples)")
    let total = count + examples.count
    require(total <= Int(Int32.max), "DatasetWriter: expected at most \(Int32.max) examples, got \(total)")
    self.model = model
    do {
      try examples.inputs.withBytes { try inputs.write($0) }
      try examples.targets.withBytes { try targets.write($0) }
    } catch {
      failure = error
      throw error
    }
    count = total
  }

  /// All examples, those before a failure where one was; one at least must have been appended, and none is any more.
  public func finish() -> Dataset {
    guard var result = model else { fatalError("DatasetWriter: expected one example at least, got none") }
    func rows(_ file: UnlinkedFile, like rows: StoredRows) -> StoredRows {
      let shape = Shape([count] + rows.shape.dimensions.dropFirst())
      return .file(RowFile(file.finish(), rows.dtype, shape), shape: shape)
    }
    let rowBytes = result.store.inputs.shape.count(over: 1...) * result.inputType.byteCount
    result.store.blocking = Blocking(
      rowBytes: rowBytes, blockBytes: blockBytes, blocksInWindow: blocksInWindow)
    result.store.inputs = rows(inputs, like: result.store.inputs)
    result.store.targets = rows(targets, like: result.store.targets)
    return result
  }
}

extension Dataset {
  /// Whether the examples are in a file, and not in memory.
  public var isStreamed: Bool { store.inputs.file != nil }

  /// What kept examples from being read from their file; nil as long as all could be. Batches end where examples cannot be read, so what
  /// was made of them is to be trusted only if this is nil afterwards. A `Trainer` looks at it.
  public var readFailure: FileError? { store.inputs.file?.failure ?? store.targets.file?.failure }

  /// For people: the blocks in which examples are read from their file; nil for those in memory.
  package var blockingOutline: String? { store.blocking?.description }

  /// Runs `body` with the targets (n, …) of all examples, some at a time where they are in a file; until they cannot be read.
  package func forEachTargetPart(_ body: (Tensor) -> Void) {
    guard store.targets.file != nil, rows == nil else { return body(targets) }
    for start in stride(from: 0, to: count, by: 1 << 16) {
      guard let part = store.targets.rows([start..<min(start + 1 << 16, count)]) else { return }
      body(part)
    }
  }

  /// These examples in tensors of their own.
  fileprivate var inMemory: Dataset {
    var copy = self
    (copy.store.inputs, copy.store.targets) = (.memory(inputs), .memory(targets))
    copy.rows = nil
    return copy
  }

  fileprivate func isLike(_ other: Dataset) -> Bool {
    let (one, two) = (store, other.store)
    let shapes = { (rows: StoredRows) in Shape(Array(rows.shape.dimensions.dropFirst())) }
    return shapes(one.inputs) == shapes(two.inputs) && shapes(one.targets) == shapes(two.targets)
      && one.inputs.dtype == two.inputs.dtype && one.targets.dtype == two.targets.dtype
      && one.classes == two.classes && one.classNames == two.classNames && one.scale == two.scale
      && one.keepsInputType == two.keepsInputType
  }
}
