import Fledge
import Testing

/// Ranges and random tensors.
@Suite struct CreationTests {
  @Test("ranges: without the end, each number rounded once") func ranges() {
    #expect(Tensor.range(3, dtype: .int64).elements() == [0, 1, 2])
    #expect(Tensor.range(256, dtype: .uint8).elements()[255] == 255 as UInt8)
    #expect(Tensor.range(from: 1, to: 2, by: 0.25) == [1, 1.25, 1.5, 1.75])
    #expect(Tensor.range(from: 3, to: 0, by: -1) == [3, 2, 1])
    #expect(
      Tensor.range(from: 3, to: 0).shape == [0]
        && Tensor.range(from: 2, to: 5, dtype: .int32).elements() == [2, 3, 4])
    let tenths = Tensor.range(from: 0, to: 1, by: 0.1, dtype: .float64).elements(as: Double.self)
    #expect(tenths == (0..<10).map { Double($0) * 0.1 })
  }

  @Test("equal distances: both ends exact") func linearlySpaced() {
    #expect(Tensor.linearlySpaced(from: 0, to: 1, count: 5) == [0, 0.25, 0.5, 0.75, 1])
    #expect(Tensor.linearlySpaced(from: 2, to: 9, count: 1) == [2])
    #expect(Tensor.linearlySpaced(from: 2, to: 9, count: 0).shape == [0])
    let numbers = Tensor.linearlySpaced(from: 0.1, to: 0.7, count: 8, dtype: .float64).elements(
      as: Double.self)
    #expect(numbers.first == 0.1 && numbers.last == 0.7)
  }

  @Test("zeros and ones like another tensor") func like() {
    let x = Tensor([1, 2] as [Int32])
    #expect(
      Tensor.zeros(like: x) == Tensor([0, 0] as [Int32]) && Tensor.ones(like: x) == Tensor([1, 1] as [Int32]))
  }

  @Test("Bernoulli draws hold with their probability, all or none at the ends") func bernoulli() {
    var random = Random(seed: 1)
    let mask = Tensor.bernoulli([100_000], probability: 0.3, using: &random)
    #expect(mask.dtype == .bool && abs(mask.mean().item - 0.3) < 0.01)
    #expect(Tensor.bernoulli([1000], probability: 0, using: &random).sum().item == 0)
    #expect(random.bernoulli([1000], probability: 1, dtype: .float32) == .ones([1000]))
  }

  @Test("categorical draws come with the probabilities of their logits; an impossible class never")
  func categorical() {
    var random = Random(seed: 2)
    let draws = Tensor.categorical([50_000], probabilities: [1, 0, 3], using: &random)
    #expect(draws.shape == [50_000] && draws.dtype == .int32)
    #expect(abs((draws .== 0).mean().item - 0.25) < 0.01 && (draws .== 1).sum().item == 0)
    let rows = Tensor.categorical(logits: [[0, -.infinity], [-.infinity, 5]], using: &random)
    #expect(rows.elements() == [0, 1] as [Int32])
    #expect(random.categorical([4, 2], logits: [[0, 1], [2, 3]]).shape == [4, 2])
  }

  @Test("draws of one generator differ, a copy repeats them") func repetition() {
    var random = Random(seed: 3)
    var copy = random
    let (a, b) = (Tensor.normal([8], using: &random), Tensor.uniform([8], from: -1, to: 1, using: &random))
    #expect(a == Tensor.normal([8], using: &copy) && b == copy.uniform([8], from: -1, to: 1) && a != b)
  }
}
