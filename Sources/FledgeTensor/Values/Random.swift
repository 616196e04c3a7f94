import FledgeBasics
import FledgeKernels

/// Random numbers from a seed and a counter: explicit state, no global generator, the same numbers in any order of use
/// across threads and platforms (Philox 4x32-10; Salmon, Moraes, Dror and Shaw, 2011).
///
/// A generator is a value: a copy repeats the same numbers, and `split()` gives one whose numbers are independent.
public struct Random: Sendable, RandomNumberGenerator {
  private let key: UInt64
  /// The stream of the tensor drawn last; each tensor has its own, so no two share a number.
  private var stream = Random.bitStream
  /// How many numbers `next()` has given, from a stream that no tensor uses.
  private var position: UInt64 = 0
  /// Where its tensors stand in larger ones; nil: they are whole.
  private var part: Part?
  private static let bitStream: UInt64 = 0
  private static let nameStream = UInt64.max
  private static let numberStream = UInt64.max - 1

  /// A generator for `seed`.
  public init(seed: UInt64) { key = seed }

  /// The generator that belongs to `name`, independent of this one's position: a parameter's draw depends on its
  /// path alone.
  public func named(_ name: String) -> Random {
    // FNV-1a (Fowler, Noll and Vo, 1991), then one Philox block so that close names give unrelated keys.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Random(seed: fledge_random_bits(key, Self.nameStream, hash))
  }

  /// The generator that belongs to a number, independent of this one's position: what is drawn for a step depends on the seed
  /// and the step alone, so it needs no state to go on from.
  public func numbered(_ number: Int) -> Random {
    Random(seed: fledge_random_bits(key, Self.numberStream, UInt64(bitPattern: Int64(number))))
  }

  /// The same generator for a part of a batch: a tensor that it draws is rows `row`, `row` + 1, … of the one that would be
  /// drawn for the whole batch.
  public func startingAtRow(_ row: Int) -> Random {
    require(row >= 0, "Random.startingAtRow: expected a row from 0, got \(row)")
    var result = self
    result.part = row == 0 ? nil : Part(firstRow: UInt64(row), rowCount: nil, owner: "")
    return result
  }

  /// The same for rows of a batch that may have several rows of a tensor each: its first axis must be a multiple of theirs. `owner` is
  /// what an error names.
  package func drawing(rows: Range<Int>, for owner: String) -> Random {
    var result = self
    result.part = Part(firstRow: UInt64(rows.lowerBound), rowCount: rows.count, owner: owner)
    return result
  }

  private final class Part: Sendable {
    let firstRow: UInt64
    /// How many rows of the batch there are; nil: as many as a tensor has.
    let rowCount: Int?
    let owner: String

    init(firstRow: UInt64, rowCount: Int?, owner: String) {
      (self.firstRow, self.rowCount, self.owner) = (firstRow, rowCount, owner)
    }

    /// The number of elements of the whole tensor before those of this one.
    func elements(before shape: Shape) -> UInt64 {
      let length = shape.rank > 0 ? shape[0] : 1
      var rowsOfEach = 1
      if let rowCount {
        require(
          shape.rank > 0 && (rowCount > 0 ? length % rowCount == 0 : length == 0),
          "\(owner): draws numbers of shape \(shape) in a pass over \(rowCount) rows of a batch: expected a first axis of \(rowCount), "
            + "or a multiple, so that each row has its own; noise.next(perRow: false) gives all rows the same"
        )
        rowsOfEach = rowCount > 0 ? length / rowCount : 1
      }
      return firstRow &* UInt64(rowsOfEach) &* UInt64(shape.rank > 0 ? shape.count(over: 1...) : 1)
    }
  }

  /// A new generator, independent of what this one gives later and of every other split.
  public mutating func split() -> Random { Random(seed: next()) }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    defer { position += 1 }
    return fledge_random_bits(key, Self.bitStream, position)
  }

  /// Numbers of the given shape, drawn evenly from low ..< high.
  public mutating func uniform(
    _ shape: Shape, from low: Double = 0, to high: Double = 1, dtype: DType = .float32
  ) -> Tensor {
    require(
      low <= high && (high - low).isFinite,
      "Random.uniform: expected finite bounds in order, got \(low) and \(high)")
    return draw(
      shape, dtype, in: "Random.uniform",
      float32: { fledge_random_uniform_f32($0, $1, $2, $3.count, low, high, $3.pointer(Float.self)) },
      float64: { fledge_random_uniform_f64($0, $1, $2, $3.count, low, high, $3.pointer(Double.self)) })
  }

  /// Numbers of the given shape, drawn from the normal distribution.
  public mutating func normal(
    _ shape: Shape, mean: Double = 0, standardDeviation: Double = 1, dtype: DType = .float32
  ) -> Tensor {
    let deviation = standardDeviation
    require(
      mean.isFinite && deviation.isFinite && deviation >= 0,
      "Random.normal: expected a finite mean and a deviation of 0 or more, got \(mean) and \(deviation)")
    return draw(
      shape, dtype, in: "Random.normal",
      float32: { fledge_random_normal_f32($0, $1, $2, $3.count, mean, deviation, $3.pointer(Float.self)) },
      float64: { fledge_random_normal_f64($0, $1, $2, $3.count, mean, deviation, $3.pointer(Double.self)) })
  }

  /// The numbers 0 ..< count in random order (Fisher and Yates, 1938).
  public mutating func permutation(_ count: Int) -> [Int32] {
    require(
      count >= 0 && count <= Int32.max,
      "Random.permutation: expected a count from 0 to \(Int32.max), got \(count)")
    var result = Array(0..<Int32(count))
    for last in stride(from: count - 1, to: 0, by: -1) {
      // The high word of a product maps 64 random bits to 0...last with a bias below 2⁻³².
      result.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return result
  }

  /// Where the numbers of a new tensor are drawn from.
  mutating func nextPlace(_ shape: Shape) -> RandomPlace {
    stream += 1
    return RandomPlace(key: key, stream: stream, first: part?.elements(before: shape) ?? 0)
  }

  private mutating func draw(
    _ shape: Shape, _ dtype: DType, in operation: String,
    float32: (_ key: UInt64, _ stream: UInt64, _ first: UInt64, Tensor) -> Void,
    float64: (_ key: UInt64, _ stream: UInt64, _ first: UInt64, Tensor) -> Void
  ) -> Tensor {
    let place = nextPlace(shape)
    let result = Tensor(uninitialized: shape, dtype)
    Kernel.dispatch(
      dtype, in: operation, float32: { float32(place.key, place.stream, place.first, result) },
      float64: { float64(place.key, place.stream, place.first, result) })
    return result
  }
}

/// Which of all random numbers a tensor's elements are: those of one stream, from the first on.
struct RandomPlace: Sendable {
  let key: UInt64
  let stream: UInt64
  let first: UInt64
}
