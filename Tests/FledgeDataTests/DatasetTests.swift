import FledgeData
import FledgeTensor
import Foundation
import TestSupport
import Testing

/// Example i has the input i, the label i mod 4 where it is even, 0 where it is odd.
private func numbered(_ count: Int) -> Dataset {
  Dataset(
    inputs: Tensor((0..<count).map(Float.init)).reshaped(to: [count, 1]),
    labels: (0..<count).map { $0 % 2 == 0 ? $0 % 4 : 0 }, classes: 4)
}

private func numbers(_ dataset: Dataset) -> [Int] { dataset.inputs.elements(as: Double.self).map { Int($0) } }

@Suite struct DatasetTests {
  @Test("targets of any type and shape come in batches as they are")
  func targets() {
    let inputs = Tensor(shape: [5, 2, 1], (0..<10).map(Float.init))
    let cases: [Tensor] = [
      Tensor((0..<5).map(Float.init)), Tensor(shape: [5, 2], (0..<10).map(Double.init)),
      Tensor(shape: [5, 2, 3], (0..<30).map(Int64.init)), Tensor(shape: [5, 1], (0..<5).map { $0 % 2 == 0 }),
    ]
    for targets in cases {
      for ahead in [0, 2] {
        let dataset = Dataset(inputs: inputs, targets: targets)
        #expect(!dataset.hasClasses && dataset.classes == 0 && dataset.count == 5)
        #expect(dataset.inputShape == [2, 1] && dataset.inputSize == 2)
        let batches = Array(DataLoader(dataset, batchSize: 2, batchesAhead: ahead).epoch(1))
        #expect(Tensor.concatenated(batches.map(\.targets)) == targets)
        #expect(batches.map(\.start) == [0, 2, 4] && batches.map(\.count) == [2, 2, 1])
        #expect(batches[0].inputs.shape == [2, 2, 1])
        #expect(batches[1].weights == nil && batches[1].divisor == 2 && !batches[1].hasClasses)
      }
    }
    let rows = Dataset([[1, 2], [3, 4]], targets: [0.5, -1])
    #expect(rows.targets == Tensor([0.5, -1] as [Float]))
  }

  @Test("weights go with their examples, and a batch divides by their sum")
  func weights() {
    let dataset = Dataset(
      inputs: Tensor([[1], [2], [3]] as [[Float]]), labels: [0, 1, 0],
      weights: Tensor([1, 0.5, 4] as [Float]))
    for ahead in [0, 1] {
      let loader = DataLoader(dataset, batchSize: 2, shuffle: .seed(3), batchesAhead: ahead)
      for batch in loader.epoch(1) {
        let weights = batch.weights!.elements(as: Double.self)
        let expected = batch.inputs.elements(as: Double.self).map { [1, 0.5, 4][Int($0) - 1] }
        #expect(weights == expected && batch.divisor == expected.reduce(0, +))
      }
    }
    #expect(dataset.subset([2, 2, 0]).weights == Tensor([4, 4, 1] as [Double]))
  }

  @Test("names of classes say how many there are")
  func classNames() {
    let dataset = Dataset(inputs: .zeros([2, 1]), labels: [0, 1], classNames: ["a", "b", "c"])
    #expect(dataset.classes == 3 && dataset.classNames == ["a", "b", "c"])
    #expect(dataset[0..<1].classNames == ["a", "b", "c"])
  }

  @Test("integers that an embedding takes stay integers")
  func keptType() {
    let words = Tensor(shape: [3, 2], [Int64(7), 1, 3, 1 << 40, 0, 2])
    let dataset = Dataset(inputs: words, labels: [0, 1, 1]).keepingInputType()
    for ahead in [0, 1] {
      let batches = Array(DataLoader(dataset, batchSize: 2, dtype: .float64, batchesAhead: ahead).epoch(1))
      #expect(Tensor.concatenated(batches.map(\.inputs)) == words)
    }
  }

  @Test("pictures keep their shape unless they are flattened, in the same memory")
  func pictures() {
    let digits = Digits.generate(count: 3, seed: 0, split: .train)
    let kept = Dataset(digits, flattened: false)
    #expect(kept.inputs.shape == [3, 28, 28] && Dataset(digits).inputs.shape == [3, 784])
    #expect(kept.flattened().inputs == Dataset(digits).inputs && kept.flattened().labels == kept.labels)
    #expect(Array(DataLoader(kept, batchSize: 3).epoch(0))[0].inputs.shape == [3, 28, 28])
    #expect(Dataset(digits).shaped([28, 28]).inputs == kept.inputs)
    #expect(kept.scaled(by: 1).scale == 1 && kept.scale == 1 / 255)
  }

  @Test("a subset of a subset, with repetitions; its batches are those of its examples")
  func subsets() {
    let some = numbered(10).subset([9, 3, 3, 0]).subset([1, 0, 3])
    #expect(numbers(some) == [3, 9, 0] && some.count == 3 && some.labels.elements() == [Int32(0), 0, 0])
    let batches = Array(DataLoader(some, batchSize: 2).epoch(1))
    #expect(batches.flatMap { $0.inputs.elements(as: Float.self) } == [3, 9, 0])
    #expect(numbered(4).subset([]).count == 0)
    #expect(DataLoader(numbered(4).subset([]), batchSize: 2).epoch(0).map(\.count) == [])
  }

  @Test("a split is drawn from the seed, parts every example, and keeps the order")
  func splits() {
    for (fraction, held) in [(0.0, 0), (0.3, 6), (0.33, 7), (0.5, 10), (1, 20)] {
      let (train, validation) = numbered(20).split(fraction: fraction, seed: 1)
      #expect(validation.count == held && train.count == 20 - held)
      #expect((numbers(train) + numbers(validation)).sorted() == Array(0..<20))
      #expect(numbers(train) == numbers(train).sorted())
    }
    let first = numbers(numbered(20).split(fraction: 0.5, seed: 1).validation)
    #expect(first == numbers(numbered(20).split(fraction: 0.5, seed: 1).validation))
    #expect(first != numbers(numbered(20).split(fraction: 0.5, seed: 2).validation))
    #expect(first != Array(0..<10))
  }

  /// 40 examples: 30 of class 0, none of 1, 10 of 2, none of 3.
  @Test("a stratified split gives each class its share")
  func stratified() {
    for seed in 0..<5 as Range<UInt64> {
      let (train, validation) = numbered(40).split(fraction: 0.2, seed: seed, stratified: true)
      let labels = validation.labels.elements(as: Int32.self)
      #expect(labels.count { $0 == 0 } == 6 && labels.count { $0 == 2 } == 2 && labels.count == 8)
      #expect(train.count == 32)
    }
    // 0.25 of 30 and of 10: 7.5 and 2.5 make 10; at a tie the first class gets the example.
    let labels = numbered(40).split(fraction: 0.25, seed: 0, stratified: true).validation.labels
    #expect(labels.elements(as: Int32.self).count { $0 == 0 } == 8 && labels.count == 10)
  }

  @Test("folds part the examples, as evenly as can be, and each class too", arguments: [false, true])
  func folds(stratified: Bool) {
    let folds = numbered(41).folds(4, seed: 5, stratified: stratified)
    #expect(folds.map(\.validation.count).sorted() == [10, 10, 10, 11])
    #expect(folds.flatMap { numbers($0.validation) }.sorted() == Array(0..<41))
    for fold in folds {
      #expect((numbers(fold.train) + numbers(fold.validation)).sorted() == Array(0..<41))
      guard stratified else { continue }
      let count = fold.validation.labels.elements(as: Int32.self).count { $0 == 2 }
      #expect(count == 2 || count == 3)
    }
  }

  @Test("what makes no sense stops the program")
  func senseless() async {
    let targets = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([3, 2]), targets: .zeros([2]))
    }
    expectStop(targets, "expected a target for each of the 3 examples, got targets of shape (2)")
    let weights = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([2, 2]), labels: [0, 1], weights: Tensor([1, -1] as [Float]))
    }
    expectStop(weights, "the weight of example 1 is not a finite number of 0 or more")
    let labels = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([2, 2]), targets: .zeros([2])).labels
    }
    expectStop(labels, "the targets are float32 (2), not labels of classes")
    let index = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([2, 2]), targets: .zeros([2])).subset([0, 2])
    }
    expectStop(index, "there is no example 2 among 2")
    let strata = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([2, 2]), targets: .zeros([2])).split(
        fraction: 0.5, seed: 0, stratified: true)
    }
    expectStop(strata, "only classes can be stratified, the targets are float32")
    let names = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset(inputs: .zeros([2, 2]), labels: [0, 1], classes: 3, classNames: ["a"])
    }
    expectStop(names, "expected a name for each of the 3 classes, got 1")
  }
}
