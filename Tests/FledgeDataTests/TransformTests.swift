import FledgeData
import FledgeTensor
import Foundation
import TestSupport
import Testing

@Suite struct TransformTests {
  /// Example i has the pixels i and 100.
  private func pixels(_ count: Int) -> Dataset {
    Dataset(
      inputs: Tensor(shape: [count, 2], (0..<count).flatMap { [UInt8($0), 100] }),
      labels: (0..<count).map { $0 % 3 }, scale: 1)
  }

  /// Adds noise to the first pixel.
  private func noisy(_ count: Int, seed: UInt64 = 0) -> Dataset {
    pixels(count).transformed(seed: seed) { example, random in
      Example(
        inputs: example.inputs + random.uniform([2], from: 0, to: 0.5), target: example.target)
    }
  }

  /// The inputs of each example of an epoch, by its number.
  private func inputs(_ loader: DataLoader, epoch: Int) -> [Int: [Float]] {
    var result: [Int: [Float]] = [:]
    for batch in loader.epoch(epoch) {
      let elements = batch.inputs.elements(as: Float.self)
      for row in 0..<batch.count {
        result[Int(elements[2 * row])] = [elements[2 * row], elements[2 * row + 1]]
      }
    }
    return result
  }

  @Test("neither the order, nor the batch, nor another thread, nor a subset changes a bit")
  func pure() {
    let expected = inputs(DataLoader(noisy(30), batchSize: 30), epoch: 2)
    #expect(expected.count == 30)
    for ahead in 0...3 {
      for size in [1, 7, 30] {
        let loader = DataLoader(noisy(30), batchSize: size, shuffle: .seed(9), batchesAhead: ahead)
        #expect(inputs(loader, epoch: 2) == expected)
      }
    }
    let part = inputs(DataLoader(noisy(30).subset([4, 17]), batchSize: 2), epoch: 2)
    #expect(part == [4: expected[4]!, 17: expected[17]!])
  }

  @Test("each epoch, each example and each seed draws anew")
  func draws() {
    let loader = DataLoader(noisy(30), batchSize: 10)
    let (first, second) = (inputs(loader, epoch: 1), inputs(loader, epoch: 2))
    #expect(inputs(loader, epoch: 1) == first && first != second)
    #expect(inputs(DataLoader(noisy(30, seed: 1), batchSize: 10), epoch: 1) != first)
    #expect(Set(first.values.map { $0[1] }).count == 30)
  }

  @Test(
    "transforms run one after another, each with its own numbers; a target may change, and so may the shape")
  func chained() {
    let dataset = pixels(4)
      .transformed { example, random in
        Example(inputs: example.inputs * 2, target: Tensor(Double(random.next() % 1000)))
      }
      .transformed { example, random in
        let draw = Tensor(Double(random.next() % 1000))
        return Example(inputs: example.inputs[0..<1] + 1, target: Tensor.stacked([example.target, draw]))
      }
    #expect(dataset.inputShape == [1] && dataset.inputSize == 1)
    let batch = DataLoader(dataset, batchSize: 4).epoch(1).first { _ in true }!
    #expect(batch.inputs == Tensor([[1], [3], [5], [7]] as [[Float]]))
    #expect(batch.targets.shape == [4, 2])
    let draws = batch.targets.elements(as: Double.self)
    #expect(stride(from: 0, to: 8, by: 2).contains { draws[$0] != draws[$0 + 1] })
  }

  @Test("examples of several shapes stop the program, with the place")
  func shapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let dataset = Dataset([[1, 2], [3, 4]], labels: [0, 1]).transformed { example, _ in
        Example(
          inputs: example.inputs[0] > 2 ? example.inputs[0..<1] : example.inputs, target: example.target)
      }
      _ = Array(DataLoader(dataset, batchSize: 2).epoch(1))
    }
    expectStop(result, "example 1 of the epoch came out as float32 (1) with a target int32 ()")
  }

  @Test("an epoch may begin at any of its batches")
  func begunLater() {
    for ahead in [0, 2] {
      let loader = DataLoader(noisy(20), batchSize: 3, shuffle: .seed(4), batchesAhead: ahead)
      let all = loader.epoch(5).map { $0.inputs.elements(as: Float.self) }
      for first in 0...7 {
        #expect(
          loader.epoch(5, from: first).map { $0.inputs.elements(as: Float.self) } == Array(all[first...]))
      }
      #expect(loader.epoch(5, from: 2).map(\.start) == [6, 9, 12, 15, 18])
    }
  }
}
