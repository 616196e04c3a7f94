import FledgeData
import FledgeFiles
import FledgeTensor
import Testing

@Suite struct DigitsTests {
  /// The bytes are the same on every platform, so they never change.
  @Test func bytesAreFixed() {
    let train = Digits.generate(count: 200, seed: 0, split: .train)
    let test = Digits.generate(count: 200, seed: 0, split: .test)
    #expect(
      SHA256.hexDigest(of: train.bytes)
        == "639cc7b138276f642e66bf45c2e5cd29f701acb84ec024bd67d404ff32232173")
    #expect(
      SHA256.hexDigest(of: test.bytes)
        == "50da9155c8f35379d0fc9c4b5fbabee1094d2540622dfbd3fafabf88ae266ea0")
    #expect(
      train.labels[0..<20].elements(as: Int32.self) == [
        8, 7, 6, 1, 4, 5, 0, 9, 2, 3, 6, 7, 4, 1, 3, 9, 2, 0, 8, 5,
      ])
  }

  #if !DEBUG
    @Test func allBytesAreFixed() {
      #expect(
        SHA256.hexDigest(of: Digits.train().bytes)
          == "e6f43f0604f9f1c71b44548d8da0532fabeb56d97e6aebfb05f3c7aa4b5fc8ea")
      #expect(
        SHA256.hexDigest(of: Digits.test().bytes)
          == "566ad45d6728f1279ebee1f8c4cd4d1c3921977c4ad10e20646110494f802488")
    }
  #endif

  @Test func imagesDependOnTheirIndexAlone() {
    let few = Digits.generate(count: 33, seed: 5, split: .train)
    let more = Digits.generate(count: 60, seed: 5, split: .train)
    #expect(few.images.pixels == more.images.pixels[0..<33])
    #expect(few.labels == more.labels[0..<33])
    #expect(few.count == 33 && few.classes == 10 && few.images.rows == 28 && few.images.columns == 28)
  }

  @Test func seedsAndSplitsDiffer() {
    let sets = [
      Digits.generate(count: 20, seed: 0, split: .train), Digits.generate(count: 20, seed: 1, split: .train),
      Digits.generate(count: 20, seed: 0, split: .test), Digits.generate(count: 20, seed: 1, split: .test),
    ]
    let pictures = sets.flatMap { set in
      (0..<20).map { Array(set.bytes[$0 * 784..<($0 + 1) * 784]) }
    }
    #expect(Set(pictures).count == 80)
    #expect(Set(sets.map { $0.labels.elements(as: Int32.self) }).count == 4)
  }

  @Test func tenInARowAreTheTenDigits() {
    let labels = Digits.generate(count: 100, seed: 3, split: .test).labels.elements(as: Int32.self)
    for start in stride(from: 0, to: 100, by: 10) {
      #expect(labels[start..<start + 10].sorted() == Array(0..<10))
    }
  }

  @Test func noneAreNone() {
    #expect(Digits.generate(count: 0, seed: 0, split: .train).count == 0)
  }

  /// A scanned pen: white ink with soft edges on black paper, and as much of it as MNIST has (0.1307).
  @Test func looksLikeInkOnPaper() {
    let pixels = Digits.generate(count: 300, seed: 0, split: .train).bytes
    let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count) / 255
    #expect(mean > 0.11 && mean < 0.15)
    for image in 0..<300 {
      let picture = pixels[image * 784..<(image + 1) * 784]
      #expect(picture.filter { $0 > 128 }.count >= 15, "image \(image)")
      #expect(picture.contains { $0 > 220 }, "image \(image)")
      #expect(picture.filter { $0 == 0 }.count > 350, "image \(image)")
      #expect(picture.contains { $0 > 30 && $0 < 200 }, "image \(image)")
    }
  }
}

extension LabelledImages {
  /// The pixels one after another.
  var bytes: [UInt8] { images.pixels.elements(as: UInt8.self) }
}
