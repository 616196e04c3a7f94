import FledgeBasics
import FledgeTensor

/// Cuts a data set into batches, epoch after epoch.
///
/// ```swift
/// let loader = DataLoader(dataset, batchSize: 100, shuffle: .seed(0))
/// for batch in loader.epoch(1) { … }
/// ```
public struct DataLoader: Sendable {
  /// In which order the examples come.
  public enum Shuffle: Sendable, Equatable {
    /// As they stand, every epoch.
    case none
    /// In an order drawn from the seed and the epoch's number, the same on every machine. Examples in a file come in blocks, whose order
    /// is drawn, and those of several blocks are shuffled among one another.
    case seed(UInt64)
    /// Each class equally often, up to one example: as many examples as there are, drawn from the seed and the epoch's number, the
    /// same on every machine. The examples of a rare class come several times in an epoch, each as often as the others of its class
    /// up to once, and of a frequent class some are left for other epochs. The targets must be classes, and in memory.
    ///
    /// The model then learns from other frequencies than those of the data, and its probabilities say so.
    case balanced(UInt64)
  }

  /// What happens to the examples that do not fill a batch.
  public enum LastBatch: Sendable {
    /// They make a smaller batch.
    case kept
    /// They are left out of this epoch.
    case dropped
  }

  /// Where the examples come from.
  public let dataset: Dataset
  /// Examples in a batch.
  public let batchSize: Int
  let shuffle: Shuffle
  let lastBatch: LastBatch
  let dtype: DType
  let batchesAhead: Int
  let mixup: Mixup?

  /// - Parameters:
  ///   - dataset: where the examples come from.
  ///   - batchSize: examples in a batch, at least 1.
  ///   - shuffle: in which order they come.
  ///   - lastBatch: what happens to those that do not fill a batch.
  ///   - dtype: the type of a batch's inputs, Float32 or Float64.
  ///   - batchesAhead: how many batches another thread makes before they are asked for; the batches are the same. It helps
  ///     where making a batch takes long and a processor is free.
  ///   - mixup: how the examples of a batch are mixed; nil: not at all. Their classes are then distributions over the classes.
  public init(
    _ dataset: Dataset, batchSize: Int, shuffle: Shuffle = .none, lastBatch: LastBatch = .kept,
    dtype: DType = .float32, batchesAhead: Int = 0, mixup: Mixup? = nil
  ) {
    require(batchSize > 0, "DataLoader: expected a batch size of at least 1, got \(batchSize)")
    require(batchesAhead >= 0, "DataLoader: expected 0 or more batches ahead, got \(batchesAhead)")
    if case .balanced = shuffle {
      require(dataset.hasClasses, "DataLoader: only classes can be balanced, the targets are numbers")
      require(!dataset.isStreamed, "DataLoader: only examples in memory can be balanced, these are in a file")
    }
    require(dtype.isFloatingPoint, "DataLoader: expected float32 or float64, got \(dtype)")
    self.dataset = dataset
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.lastBatch = lastBatch
    self.dtype = dtype
    self.batchesAhead = batchesAhead
    self.mixup = mixup
    require(
      mixup == nil || !dataset.store.keepsInputType,
      "DataLoader: numbers of words and categories cannot be mixed")
  }

  /// Batches in an epoch.
  public var batchesPerEpoch: Int {
    let (full, rest) = dataset.count.quotientAndRemainder(dividingBy: batchSize)
    return lastBatch == .dropped || rest == 0 ? full : full + 1
  }

  /// Examples in an epoch.
  public var examplesPerEpoch: Int {
    lastBatch == .dropped ? batchesPerEpoch * batchSize : dataset.count
  }

  /// The batches of epoch `number`; the same number gives the same batches.
  ///
  /// `first` is the batch to begin with, for a training that was stopped within the epoch.
  public func epoch(_ number: Int, from first: Int = 0) -> Epoch {
    require(
      first >= 0 && first <= batchesPerEpoch,
      "DataLoader: expected a first batch from 0 to \(batchesPerEpoch), got \(first)")
    return Epoch(loader: self, number: number, first: first)
  }
}

/// One pass over a data set, batch by batch.
public struct Epoch: Sequence, Sendable {
  let loader: DataLoader
  let number: Int
  let first: Int

  /// Starts from the first batch.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Gives one batch after another.
  public struct Iterator: IteratorProtocol {
    private let source: BatchSource
    private let ahead: BatchesAhead?
    private var index: Int

    init(_ epoch: Epoch) {
      let loader = epoch.loader
      source = BatchSource(loader, epoch: epoch.number)
      index = epoch.first
      ahead =
        loader.batchesAhead > 0 ? BatchesAhead(source, from: index, depth: loader.batchesAhead) : nil
    }

    /// The next batch; nil after the last, and where examples cannot be read from their file (`Dataset.readFailure`).
    public mutating func next() -> Batch? {
      guard index < source.count else { return nil }
      let batch = ahead.map { $0.next() } ?? source.batch(index)
      index = batch == nil ? source.count : index + 1
      return batch
    }
  }
}
