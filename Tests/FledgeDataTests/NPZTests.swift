import FledgeData
import FledgeTensor
import TestSupport
import Testing

/// Archives of arrays, and data sets from them.
@Suite struct NPZTests {
  let scratch = TemporaryDirectory()
  private let matrix: Tensor = [[1.5, -2, 3], [4, 5, 6]]

  private func archive(_ arrays: KeyValuePairs<String, Tensor>, limit: Int = NPZ.standardLimit) throws -> NPZ
  {
    try NPZ.write(arrays, to: scratch("z.npz"))
    return try NPZ(path: scratch("z.npz"), limit: limit)
  }

  @Test("what is written is read, one array without the others")
  func roundTrip() throws {
    let z = try archive(["x": matrix, "mask": Tensor([true, false]), "a/b c": Tensor(3, dtype: .float64)])
    #expect(z.names == ["x", "mask", "a/b c"])
    #expect(try z.array("x") == matrix && z.array("mask") == Tensor([true, false]))
    #expect(try z.array("a/b c") == Tensor(3, dtype: .float64))
    #expect(
      try z.descriptions().map { "\($0.name): \($0.type) \($0.shape)" }
        == ["x: float32 (2, 3)", "mask: bool (2)", "a/b c: float64 ()"])
    // The first array's elements end 2 bytes before those of the second's header: they are damaged, and that alone.
    var bytes = scratch.bytes("z.npz")
    bytes[30 + 5 + 128] ^= 1
    let damaged = try NPZ(path: scratch.file("d.npz", bytes))
    #expect(try damaged.array("mask").count == 2 && damaged.descriptions().count == 3)
    #expect(
      message(in: scratch) { _ = try damaged.array("x") }.hasPrefix(
        "d.npz: array x: expected the checksum 0x"))
  }

  @Test("what is wrong with an archive names the array")
  func wrong() throws {
    let z = try archive(["images": matrix, "labels": Tensor([0, 1] as [Int32])], limit: 200)
    #expect(
      message(in: scratch) { _ = try z.array("label") }
        == "z.npz: array label: expected one of the arrays images, labels, perhaps labels, found no such array"
    )
    let small = try archive(["images": matrix], limit: 100)
    #expect(
      message(in: scratch) { _ = try small.array("images") }
        == "z.npz: array images: expected at most 100 bytes, found 152")
    try NPY.write(matrix, to: scratch("f.npy"))
    #expect(
      message(in: scratch) { _ = try NPZ(path: scratch("f.npy")) }
        == "f.npy: expected a ZIP archive (its first bytes are PK), found something else")
    #expect(
      message(in: scratch) { try NPZ.write(["x": matrix, "x": matrix], to: scratch("z")) }.contains("x.npy"))
    try NPZ.write([:], to: scratch("e.npz"))
    #expect(
      message(in: scratch) { _ = try NPZ(path: scratch("e.npz")) }
        == "e.npz: expected an archive of NPY files, found one without any")
  }

  @Test("a data set from two arrays of an archive")
  func dataset() throws {
    let z = try archive(["x": matrix, "y": Tensor([4, 2] as [Float])])
    let set = try z.dataset(targets: "y")
    #expect(set.inputs == matrix && set.classNames == ["2", "4"])
    #expect(try z.dataset(inputs: "x", targets: "y", task: .regression).targets == Tensor([4, 2] as [Float]))
    let more = try archive([
      "x": matrix, "y": Tensor([0, 1] as [Int32]), "w": Tensor([0.5, .nan] as [Float]),
    ])
    #expect(
      message(in: scratch) { _ = try more.dataset(targets: "y") }
        == "z.npz: expected the name of the inputs, or one array beside y, found 2: x, w")
    #expect(
      message(in: scratch) { _ = try more.dataset(inputs: "w", targets: "y") }
        == "z.npz: array w, number 1: expected a finite number, found nan")
    let uneven = try archive(["x": matrix, "y": Tensor([0, 1, 1] as [Int32])])
    #expect(
      message(in: scratch) { _ = try uneven.dataset(targets: "y") }
        == "z.npz: array y: expected 2 targets, one for each row of x, found 3")
  }

  @Test("both parts in one archive, as Keras has MNIST")
  func parts() throws {
    let pixels = Tensor.range(4 * 6, dtype: .uint8).reshaped(to: [4, 2, 3])
    let z = try archive([
      "x_test": pixels[0..<2], "x_train": pixels, "y_train": Tensor([7, 3, 3, 9] as [UInt8]),
      "y_test": Tensor([9, 3] as [Int64]),
    ])
    #expect(z.holdsDatasets)
    for (train, test) in [try z.datasets(), try Dataset.load(from: scratch("z.npz"))] {
      #expect(train.inputs == pixels && train.scale == 1 / 255 && train.classNames == ["3", "7", "9"])
      #expect(test.labels == Tensor([2, 0] as [Int32]) && test.classNames == train.classNames)
    }
    let test = try Dataset.loadTest(from: scratch("z.npz"), classes: 10) { _, _ in }
    #expect(test.labels == Tensor([9, 3] as [Int32]))
    let unknown = try archive([
      "x_test": pixels[0..<1], "x_train": pixels, "y_train": Tensor([7, 3, 3, 9] as [UInt8]),
      "y_test": Tensor([5] as [Int64]),
    ])
    #expect(
      message(in: scratch) { _ = try unknown.datasets() }
        == "z.npz: array y_test, label 0: expected one of the 3 classes (3, 7, 9), found 5")
  }

  @Test("no damage is more than an error")
  func damage() throws {
    try NPZ.write(["x": Tensor([1, 2] as [Float])], to: scratch("z.npz"))
    for bytes in damaged(scratch.bytes("z.npz")) {
      guard let z = try? NPZ(path: scratch.file("d.npz", bytes)) else { continue }
      _ = try? z.descriptions()
      for name in z.names { _ = try? z.array(name) }
    }
  }
}
