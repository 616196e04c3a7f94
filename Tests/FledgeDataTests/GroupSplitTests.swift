import FledgeData
import FledgeTensor
import TestSupport
import Testing

/// Example i has the input i and the label of its kind.
private func numbered(_ labels: [Int], classes: Int? = nil) -> Dataset {
  Dataset(
    inputs: Tensor(labels.indices.map(Float.init)).reshaped(to: [labels.count, 1]), labels: labels,
    classes: classes)
}

private func numbers(_ dataset: Dataset) -> [Int] { dataset.inputs.elements(as: Double.self).map { Int($0) } }

/// Parts by groups and by time, and batches of classes equally often.
@Suite struct GroupSplitTests {
  private let groups = (0..<60).map { "writer \($0 * $0 % 13)" }
  private var set: Dataset { numbered([Int](repeating: 0, count: 60)) }

  @Test("a split by groups shares none, is near the fraction, and depends on no order")
  func split() {
    for fraction in [0, 0.2, 0.5, 1] {
      let (train, validation) = set.split(fraction: fraction, seed: 3, groups: groups)
      let (a, b) = (Set(numbers(train).map { groups[$0] }), Set(numbers(validation).map { groups[$0] }))
      #expect(a.isDisjoint(with: b) && numbers(train) == numbers(train).sorted())
      #expect((numbers(train) + numbers(validation)).sorted() == Array(0..<60))
      // The largest group has 10 of the 60.
      #expect(abs(Double(validation.count) - 60 * fraction) <= 5, "\(fraction): \(validation.count)")
    }
    let held = Set(numbers(set.split(fraction: 0.3, seed: 3, groups: groups).validation).map { groups[$0] })
    let reversed = Array(groups.reversed())
    let again = set.split(fraction: 0.3, seed: 3, groups: reversed).validation
    #expect(Set(numbers(again).map { reversed[$0] }) == held)
    let others = (4..<10 as Range<UInt64>).map { seed in
      Set(numbers(set.split(fraction: 0.3, seed: seed, groups: groups).validation).map { groups[$0] })
    }
    #expect(others.contains { $0 != held })
    // Whole numbers are groups, too.
    let numbered = set.split(fraction: 0.5, seed: 0, groups: (0..<60).map { $0 / 30 })
    #expect([Array(0..<30), Array(30..<60)].contains(numbers(numbered.validation)))
  }

  @Test("folds by groups share none, and are even")
  func folds() {
    let folds = set.folds(4, seed: 1, groups: groups)
    #expect(folds.flatMap { numbers($0.validation) }.sorted() == Array(0..<60))
    for (train, validation) in folds {
      #expect(
        Set(numbers(train).map { groups[$0] }).isDisjoint(with: numbers(validation).map { groups[$0] }))
      #expect((10...18).contains(validation.count))
    }
  }

  @Test("a split in order holds back the last")
  func order() {
    let set = numbered([0, 0, 1, 1, 0])
    #expect(numbers(set.splitInOrder(fraction: 0.4).validation) == [3, 4])
    #expect(numbers(set.splitInOrder(fraction: 0.4).train) == [0, 1, 2])
    #expect(set.splitInOrder(fraction: 0).validation.count == 0)
    #expect(numbers(set.subset([4, 1, 0]).splitInOrder(fraction: 0.3).validation) == [0])
  }

  @Test("balanced batches have each class equally often, drawn from seed and epoch")
  func balanced() {
    // 90 examples of class 0, 8 of class 2, 2 of class 3, none of class 1.
    let set = numbered((0..<100).map { $0 < 90 ? 0 : $0 < 98 ? 2 : 3 }, classes: 4)
    let loader = DataLoader(set, batchSize: 7, shuffle: .balanced(5))
    for epoch in 1...3 {
      let batches = Array(loader.epoch(epoch))
      let labels = batches.flatMap { $0.labels.elements(as: Int32.self) }
      let counts = [0, 2, 3].map { label in labels.count { $0 == label } }
      #expect(labels.count == 100 && counts.sorted() == [33, 33, 34])
      let inputs = batches.flatMap { $0.inputs.elements(as: Float.self).map { Int($0) } }
      // A frequent class's examples come once at the most, a rare class's all equally often.
      #expect(Set(inputs.filter { $0 < 90 }).count == counts[0])
      let rare = (90..<98).map { number in inputs.count { $0 == number } }
      #expect(rare.max()! - rare.min()! <= 1)
      #expect(
        inputs == Array(loader.epoch(epoch)).flatMap { $0.inputs.elements(as: Float.self).map { Int($0) } })
    }
    let orders = (1...2).map { Array(loader.epoch($0)).map(\.inputs) }
    #expect(orders[0] != orders[1])
    let other = DataLoader(set, batchSize: 7, shuffle: .balanced(6))
    #expect(Array(other.epoch(1)).map(\.inputs) != orders[0])
    #expect(Array(DataLoader(set.subset([]), batchSize: 2, shuffle: .balanced(1)).epoch(1)).isEmpty)
    let part = DataLoader(set.subset([0, 1, 99]), batchSize: 3, shuffle: .balanced(1))
    let labels = Array(part.epoch(1))[0].labels.elements(as: Int32.self)
    #expect(labels.count == 3 && Set(labels) == [0, 3])
  }

  @Test("a data set in words")
  func descriptions() {
    let named = Dataset(
      inputs: .zeros([2, 28, 28], dtype: .uint8), labels: [0, 1], classNames: ["a", "b\n"])
    #expect(named.description == "2 examples, inputs uint8 (28, 28), 2 classes: a, \"b\\u{a}\"")
    #expect("\(numbered([0]))" == "1 example, inputs float32 (1), 1 class")
    #expect("\(Dataset([[1, 2]], targets: [3]))" == "1 example, inputs float32 (2), targets float32 ()")
  }

  @Test("what makes no sense stops the program")
  func senseless() async {
    let groups = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset([[1], [2]], targets: [1, 2]).split(fraction: 0.5, seed: 0, groups: [1])
    }
    expectStop(groups, "expected a group for each of the 2 examples, got 1")
    let folds = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset([[1], [2]], targets: [1, 2]).folds(2, seed: 0, groups: [1, 1])
    }
    expectStop(folds, "expected 2 to 1 folds, got 2")
    let balanced = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DataLoader(Dataset([[1]], targets: [1]), batchSize: 1, shuffle: .balanced(0))
    }
    expectStop(balanced, "only classes can be balanced")
  }
}
