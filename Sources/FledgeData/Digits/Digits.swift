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
    guard count >= 0 else { fatalError("Digits.generate: expected a count of 0 or more, got \(count)") }
    let side = Handwriting.side
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    var labels: [Int32] = []
    labels.reserveCapacity(count)
    var hand = Handwriting()
    for index in 0..<count {
      if index % 10 == 0 { labels += shuffledDigits(block: index / 10, seed: seed, split: split) }
      var random = SplitMix(seed: seed, stream: split.rawValue, index: UInt64(index))
      hand.draw(Int(labels[index]), with: &random, into: &pixels)
    }
    labels.removeSubrange(count...)
    let images = Images(pixels: pixels, count: count, rows: side, columns: side)
    return LabelledImages(images: images, labels: labels, classes: 10)
  }

  private static func shuffledDigits(block: Int, seed: UInt64, split: Split) -> [Int32] {
    var random = SplitMix(seed: seed, stream: 2 + split.rawValue, index: UInt64(block))
    var digits = [Int32](0..<10)
    for last in stride(from: 9, to: 0, by: -1) { digits.swapAt(last, random.below(last + 1)) }
    return digits
  }
}
