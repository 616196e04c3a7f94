import Fledge
import Foundation
import Testing

/// Sizes, counts, axes, indices and numbers that make no sense stop the program with a message, never with a bare trap.
@Suite struct SizeErrorTests {
  private static func expect(
    _ parts: String..., from result: ExitTest.Result?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation)
    }
  }

  @Test func shapesLargerThanAnyMemory() async {
    Self.expect(
      "Shape", "(9223372036854775807, 2)", "2⁴⁸",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([Int.max, 2])
      })
    Self.expect(
      "Shape", "2⁴⁸",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([0, Int.max, 2])
      })
    Self.expect(
      "Shape", "(281474976710656, 2)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.ones([1, 2]).broadcast(to: [1 << 48, 2])
      })
    Self.expect(
      "Shape", "2⁴⁸",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.range(Int.max)
      })
    Self.expect(
      "Shape", "2⁴⁸",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.oneHot(Tensor([1, 2] as [Int]), classes: Int.max)
      })
    Self.expect(
      "Shape", "(4294967296, 4294967296)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = matmul(.zeros([1 << 32, 0]), .zeros([0, 1 << 32]))
      })
  }

  @Test("a tensor that may be, and that no memory holds")
  func moreThanThereIs() async {
    Self.expect(
      "Tensor: the system has no memory for a tensor of 562949953421312 bytes",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1 << 47])
      })
  }

  @Test func negativeSizes() async {
    Self.expect(
      "range: expected a count of 0 or more, got -1",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.range(-1)
      })
    Self.expect(
      "identity: expected a size of 0 or more, got -2",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.identity(-2)
      })
    Self.expect(
      "Random.permutation: expected a count from 0", "got -1",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = random.permutation(-1)
      })
    Self.expect(
      "oneHot: expected 0 classes or more, got -1",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.oneHot(Tensor([] as [Int]), classes: -1)
      })
    Self.expect(
      "Shape: lengths must not be negative",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, -1])
      })
  }

  @Test func numbersThatNoIntegerTypeHolds() async {
    Self.expect(
      "full", "int32", "got nan",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.full([2], .nan, dtype: .int32)
      })
    Self.expect(
      "full", "0 to 255 for uint8", "got 256",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.full([2], 256, dtype: .uint8)
      })
    Self.expect(
      "+: expected a whole number from 0 to 255 for uint8, got 300", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([UInt8(1)]) + 300
      })
    Self.expect(
      "Tensor", "int64", "got 0.5",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([0.5], dtype: .int64)
      })
    Self.expect(
      "elements: element 1 is 0.5, which is no int32", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 0.5]).elements(as: Int32.self)
      })
    Self.expect(
      "range: uint8 holds no number as large as 256",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.range(257, dtype: .uint8)
      })
    Self.expect(
      "range", "step other than 0",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.range(from: 0, to: 1, by: 0)
      })
  }

  @Test func distributionsThatAreNone() async {
    Self.expect(
      "Random.uniform: expected finite bounds in order, got 1.0 and 0.0",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = Tensor.uniform([2], from: 1, to: 0, using: &random)
      })
    Self.expect(
      "Random.normal", "-1.0",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = Tensor.normal([2], standardDeviation: -1, using: &random)
      })
    Self.expect(
      "Random.bernoulli", "1.5",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = random.bernoulli([2], probability: 1.5)
      })
    Self.expect(
      "Random.categorical", "NaN",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = random.categorical(logits: [0, .nan])
      })
    Self.expect(
      "Random.categorical: expected a logit above −∞ in each row",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = random.categorical(logits: [[0, 1], [-.infinity, -.infinity]])
      })
    Self.expect(
      "Random.categorical: expected a probability above 0 in each row",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = Random(seed: 1)
        _ = random.categorical(probabilities: [[0, 0, 0], [1, 0, 0]])
      })
  }

  @Test func coordinatesBeyondTheTensor() async {
    Self.expect(
      "CentralDifferences: expected coordinates from 0 to 1", "got 1000",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let x = Tensor([1.0, 2], dtype: .float64)
        _ = CentralDifferences(of: { $0.sum() }, at: x, coordinates: [1000])
      })
  }
}
