import FledgeBasics
import FledgeTensor

/// How the examples of a file are taken in an epoch, so that what stands together is read together.
struct Blocking: Sendable, Equatable {
  /// Examples in a block: they stand one behind the other in the file.
  let rows: Int
  /// Blocks whose examples are in memory at a time, and shuffled among one another.
  let blocksInWindow: Int

  /// Blocks of about so many bytes.
  init(rowBytes: Int, blockBytes: Int = 1 << 20, blocksInWindow: Int = 32) {
    rows = max(1, blockBytes / max(1, rowBytes))
    self.blocksInWindow = blocksInWindow
  }

  /// For people: `in blocks of 4,096, 32 at a time`.
  var description: String {
    "in blocks of \(NumberText.grouped(rows)), \(NumberText.grouped(blocksInWindow)) at a time"
  }
}

/// The order of an epoch over examples in a file: a function of seed and epoch alone.
///
/// Blocks come in an order drawn from the seed. So many of them as make a window are in memory at a time, and their examples come in
/// an order drawn anew: an example may come anywhere in its window, and its window anywhere in the epoch.
struct BlockOrder: Sendable {
  private let count: Int
  private let blocking: Blocking
  /// The blocks in the order of the epoch.
  private let blocks: [Int32]
  /// The place of each window's first example in the epoch, and behind them the number of examples.
  private let starts: [Int]
  /// What is drawn from; nil: nothing is.
  private let random: Random?

  /// Of so many examples, the order that `random` draws; nil: as they stand.
  init(_ count: Int, _ blocking: Blocking, _ random: Random?) {
    let blockCount = (count + blocking.rows - 1) / blocking.rows
    var generator = random?.named("blocks")
    blocks = generator?.permutation(blockCount) ?? Array(0..<Int32(blockCount))
    (self.count, self.blocking, self.random) = (count, blocking, random)
    var starts = [0]
    for first in stride(from: 0, to: blockCount, by: blocking.blocksInWindow) {
      let inWindow = blocks[first..<min(first + blocking.blocksInWindow, blockCount)]
      starts.append(
        inWindow.reduce(starts[starts.count - 1]) { $0 + Self.range($1, blocking, count).count })
    }
    self.starts = starts
  }

  /// The number of windows.
  var windowCount: Int { starts.count - 1 }

  /// The place of the first example of a window in the epoch.
  func start(ofWindow number: Int) -> Int { starts[number] }

  /// The window with the example at a place of the epoch.
  func window(holding place: Int) -> Int {
    var (low, high) = (0, windowCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// The examples of a window as they stand in the file, and in which order they are taken.
  func content(ofWindow number: Int) -> (ranges: [Range<Int>], order: [Int32]) {
    let first = number * blocking.blocksInWindow
    let ranges = blocks[first..<min(first + blocking.blocksInWindow, blocks.count)].map {
      Self.range($0, blocking, count)
    }
    let rows = starts[number + 1] - starts[number]
    var generator = random?.named("window").numbered(number)
    return (ranges, generator?.permutation(rows) ?? Array(0..<Int32(rows)))
  }

  private static func range(_ block: Int32, _ blocking: Blocking, _ count: Int) -> Range<Int> {
    let start = Int(block) * blocking.rows
    return start..<min(start + blocking.rows, count)
  }
}
