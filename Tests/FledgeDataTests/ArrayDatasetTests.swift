import FledgeData
import FledgeTensor
import TestSupport
import Testing

/// What targets are taken for.
@Suite struct ArrayDatasetTests {
  let scratch = TemporaryDirectory()

  private func dataset(
    _ targets: Tensor, task: Dataset.Task? = nil, classes: Int? = nil
  ) throws -> Dataset {
    try NPY.write(targets, to: scratch("y.npy"))
    try NPY.write(.zeros([targets.shape[0], 2]), to: scratch("x.npy"))
    return try NPY.readDataset(
      inputs: scratch("x.npy"), targets: scratch("y.npy"), task: task, classes: classes)
  }

  @Test("whole numbers become classes if they are few, or integers from 0 on without a gap")
  func classes() throws {
    let cases: [(Tensor, [Int32], [String]?)] = [
      (Tensor([0, 2, 1] as [Int32]), [0, 2, 1], nil),
      (Tensor([1, 3, 2] as [Int64]), [0, 2, 1], ["1", "2", "3"]),
      (Tensor([5, -1, 5] as [Float]), [1, 0, 1], ["-1", "5"]),
      (Tensor([0, 1, 0] as [Double]), [0, 1, 0], nil),
      (Tensor([true, false]), [1, 0], nil), (Tensor([true, true]), [0, 0], ["1"]),
      (Tensor([7, 9, 7] as [UInt8]).reshaped(to: [3, 1]), [0, 1, 0], ["7", "9"]),
      (Tensor([Int64.max, Int64.min]), [1, 0], ["-9223372036854775808", "9223372036854775807"]),
      (.range(25, dtype: .int64), (0..<25).map(Int32.init), nil),
    ]
    for (targets, labels, names) in cases {
      let set = try dataset(targets)
      #expect(set.labels == Tensor(labels) && set.classNames == names, "\(targets)")
      #expect(set.classes == Int(labels.max()!) + 1, "\(targets)")
      #expect(TargetFinding(of: targets).task == .classification)
    }
  }

  @Test("everything else is numbers to predict")
  func numbers() throws {
    let cases: [(Tensor, Tensor)] = [
      (Tensor([0, 0.5] as [Float]), Tensor([0, 0.5] as [Float])),
      (.range(25, dtype: .float64), .range(25, dtype: .float64)),
      (.range(25, dtype: .int64) + 1, .range(25) + 1),
      (Tensor(shape: [2, 2], [1, 0, 0, 1] as [Int32]), Tensor([[1, 0], [0, 1]] as [[Float]])),
      (Tensor((0..<30).map { Int64(1 << 24) + $0 }), Tensor((0..<30).map { Double(1 << 24 + $0) })),
    ]
    for (targets, expected) in cases {
      let set = try dataset(targets)
      #expect(!set.hasClasses && set.targets == expected, "\(targets)")
    }
  }

  @Test("why, in words")
  func findings() {
    let cases: [(Tensor, String)] = [
      (Tensor([1, 2, 1] as [Float]), "2 different whole numbers, taken for classes"),
      (Tensor([1] as [Float]), "1 different whole number, taken for classes"),
      (.range(25, dtype: .int32), "the whole numbers 0 to 24, taken for classes"),
      (.range(25), "more than 20 different whole numbers, taken for numbers to predict"),
      (Tensor([1.5, .infinity] as [Float]), "numbers with fractions, taken for numbers to predict"),
      (Tensor([true]), "truth values, taken for classes"),
      (.zeros([2, 3], dtype: .int32), "rows of 3 numbers, taken for numbers to predict"),
    ]
    for (targets, reason) in cases { #expect(TargetFinding(of: targets).description == reason) }
  }

  @Test("a choice overrides")
  func choices() throws {
    let whole = Tensor([3, 1, 3] as [Int64])
    #expect(try dataset(whole, task: .regression).targets == Tensor([3, 1, 3] as [Float]))
    #expect(try dataset(.range(30) * 2, task: .classification).classes == 30)
    #expect(try dataset(whole, classes: 5).labels == Tensor([3, 1, 3] as [Int32]))
    #expect(try dataset(whole.converted(to: .float32), classes: 5).classes == 5)
    let wrong: [(Tensor, Dataset.Task?, Int?, String)] = [
      (
        Tensor([1, 0.5] as [Float]), .classification, nil,
        "label 1: expected a whole number, which stands for a class, found 0.5"
      ),
      (
        Tensor([1, 1e300] as [Double]), .classification, nil,
        "label 1: expected a whole number, which stands for a class, found 1e+300"
      ),
      (
        .zeros([2, 3]), .classification, nil, "expected labels of classes, of shape (m), found float32 (2, 3)"
      ),
      (Tensor([1, 5] as [Int32]), nil, 5, "label 1: expected a class of 0 to 4, found 5"),
      (Tensor([1, -1] as [Float]), nil, 5, "label 1: expected a class of 0 to 4, found -1"),
    ]
    for (targets, task, classes, text) in wrong {
      #expect(
        message(in: scratch) { _ = try dataset(targets, task: task, classes: classes) } == "y.npy: \(text)")
    }
  }

  @Test("a test part is understood as the training part is")
  func matching() throws {
    let train = try dataset(Tensor([1, 5, 9] as [Int64]))
    func test(_ targets: Tensor, _ train: Dataset) throws -> Dataset {
      try NPY.write(targets, to: scratch("t.npy"))
      try NPY.write(.zeros([targets.count, 2]), to: scratch("x.npy"))
      return try NPY.readDataset(inputs: scratch("x.npy"), targets: scratch("t.npy"), matching: train)
    }
    let part = try test(Tensor([9, 9] as [Float]), train)
    #expect(part.labels == Tensor([2, 2] as [Int32]) && part.classNames == ["1", "5", "9"])
    #expect(
      message(in: scratch) { _ = try test(Tensor([9, 2] as [Int32]), train) }
        == "t.npy: label 1: expected one of the 3 classes (1, 5, 9), found 2")
    let numbers = try dataset(Tensor([0.5, 1] as [Float]))
    #expect(try test(Tensor([9, 2] as [Int32]), numbers).targets == Tensor([9, 2] as [Float]))
  }

  @Test("inputs of any rank and type")
  func inputs() throws {
    for (inputs, stored) in [
      (Tensor([1, 2] as [Float]), Tensor([[1], [2]] as [[Float]])),
      (Tensor([true, false]), Tensor([[1], [0]] as [[Float]])),
      (Tensor.range(16).reshaped(to: [2, 2, 2, 2]), Tensor.range(16).reshaped(to: [2, 2, 2, 2])),
    ] {
      try NPY.write(inputs, to: scratch("x.npy"))
      try NPY.write(Tensor([0, 1] as [Int32]), to: scratch("y.npy"))
      #expect(try NPY.readDataset(inputs: scratch("x.npy"), targets: scratch("y.npy")).inputs == stored)
    }
  }
}
