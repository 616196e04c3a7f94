import FledgeBasics
import FledgeTensor

/// The built-in data set: handwritten digits that the program draws itself, 28 × 28 bytes each.
///
/// Each image is drawn from strokes, in one of several ways of writing its digit, with random slant, size,
/// proportions, turn, place, thickness, wobble and noise. It depends on the seed, the split and its index alone,
/// and the same seed gives the same bytes on every platform: integers and IEEE 754 addition, multiplication, division
/// and square roots are all that is used.
public enum Digits {
  /// The two parts of the data set; no image is in both.
  public enum Split: UInt64, Sendable {
    /// To train on.
    case train = 0
    /// To test with.
    case test = 1
  }

  /// The 12,000 images to train on.
  public static func train(seed: UInt64 = 0) -> LabelledImages {
    generate(count: 12_000, seed: seed, split: .train)
  }

  /// The 2,000 images to test with.
  public static func test(seed: UInt64 = 0) -> LabelledImages {
    generate(count: 2_000, seed: seed, split: .test)
  }

  /// The first `count` images of a split. Ten in a row are the ten digits in random order.
  public static func generate(count: Int, seed: UInt64, split: Split) -> LabelledImages {
    require(count >= 0, "Digits.generate: expected a count of 0 or more, got \(count)")
    let side = Handwriting.side
    let pixels = Tensor(uninitialized: [count, side, side], .uint8)
    let blocks = (count + 9) / 10
    let labels = (0..<blocks).flatMap { shuffledDigits(block: $0, seed: seed, split: split) }.prefix(count)
    // Each thread writes the pictures of its own range.
    inParallel(count, grain: 50) { range in
      var hand = Handwriting()
      var drawn: [UInt8] = []
      drawn.reserveCapacity(range.count * side * side)
      for index in range {
        var random = SplitMix(seed: seed, stream: split.rawValue, index: UInt64(index))
        hand.draw(Int(labels[index]), with: &random, onto: &drawn)
      }
      pixels.write(drawn, from: range.lowerBound * side * side)
    }
    return LabelledImages(images: Images(pixels: pixels), labels: Tensor(Array(labels)), classes: 10)
  }

  private static func shuffledDigits(block: Int, seed: UInt64, split: Split) -> [Int32] {
    var random = SplitMix(seed: seed, stream: 2 + split.rawValue, index: UInt64(block))
    var digits = [Int32](0..<10)
    for last in stride(from: 9, to: 0, by: -1) { digits.swapAt(last, random.below(last + 1)) }
    return digits
  }
}
