import FledgeData
import FledgeFiles
import FledgeTensor
import Foundation
import TestSupport
import Testing

private func images(_ count: UInt8, side: UInt8 = 2) -> [UInt8] {
  [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side]
    + [UInt8](repeating: count, count: Int(count) * Int(side) * Int(side))
}

/// 1.5 and −2 in big-endian Float32.
private let floats: [UInt8] = [0, 0, 0x0d, 1, 0, 0, 0, 2, 0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0]

/// Numbers in the place of labels: IDX files of floating point, and pairs of NPY files.
@Suite struct NumberTargetTests {
  let scratch = TemporaryDirectory()

  @Test("IDX files of numbers come back, and so do labels")
  func idx() throws {
    #expect(try IDX.readTargets(from: scratch.file("f", floats)) == Tensor([1.5, -2] as [Float]))
    #expect(
      try IDX.readTargets(from: scratch.file("g", Gzip.compress(floats))) == Tensor([1.5, -2] as [Float]))
    #expect(
      try IDX.readTargets(from: scratch.file("l", [0, 0, 8, 1, 0, 0, 0, 2, 7, 1]))
        == Tensor([7, 1] as [Int32]))
    for shape in [[3], [3, 2]] as [Shape] {
      for dtype in [DType.float32, .float64] {
        let numbers = (Tensor.range(shape.elementCount, dtype: dtype) - 1.25).reshaped(to: shape)
        try IDX.write(numbers: numbers, to: scratch("n"))
        #expect(try IDX.readTargets(from: scratch("n")) == numbers)
      }
    }
    try IDX.write(numbers: Tensor([1.5, -2] as [Float]), to: scratch("n"))
    #expect(scratch.bytes("n") == floats)
  }

  @Test(
    "what is wrong with a file of numbers",
    arguments: [
      (Array(floats.prefix(6)), "f: expected a header of 8 bytes, found a file of 6"),
      (
        Array(floats.prefix(12)),
        "f: expected 8 bytes after the header (float32 numbers of shape (2)), found 4"
      ),
      (floats + [0], "f: expected 8 bytes after the header (float32 numbers of shape (2)), found more"),
      ([0, 0, 0x0d, 1, 0, 0, 0, 0], "f: header: expected at least one number, found shape [0]"),
      (
        [0, 0, 0x0e, 2, 255, 255, 255, 255, 255, 255, 255, 255],
        "f: header: expected numbers that fit into memory, found float64 numbers of shape (4294967295, 4294967295)"
      ),
      (
        [0, 0, 0x0d, 1, 0, 0, 0, 1, 0x7f, 0xc0, 0, 0], "f: number 0: expected a finite number, found nan"
      ),
      ([0, 0, 0x0d, 3, 0, 0, 0, 1], "f: byte 0: expected the number 0x00000801 (labels), found 0xd03"),
      ([], "f: expected an IDX file of labels, found an empty file"),
    ] as [([UInt8], String)])
  func wrongIDX(_ bytes: [UInt8], _ expected: String) {
    #expect(message(in: scratch) { _ = try IDX.readTargets(from: scratch.file("f", bytes)) } == expected)
  }

  @Test("no damage to a file of numbers is more than an error")
  func damage() {
    for bytes in damaged(floats) { _ = try? IDX.readTargets(from: scratch.file("f", bytes)) }
  }

  private func idxDirectory(test: [UInt8] = floats) {
    scratch.file("train-images-idx3-ubyte", images(2))
    scratch.file("train-labels-idx1-ubyte", floats)
    scratch.file("t10k-images-idx3-ubyte", images(2))
    scratch.file("t10k-labels-idx1-ubyte", test)
  }

  @Test("a directory of pictures with numbers")
  func pictures() throws {
    idxDirectory()
    let (train, test) = try Dataset.load(from: scratch.path)
    #expect(train.inputs.shape == [2, 2, 2] && !train.hasClasses && train.scale == 1 / 255)
    #expect(test.targets == Tensor([1.5, -2] as [Float]))
    idxDirectory(test: [0, 0, 8, 1, 0, 0, 0, 2, 7, 1])
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }
        == "t10k-labels-idx1-ubyte: expected numbers, as in the other part, found labels")
    scratch.file("t10k-labels-idx1-ubyte", [0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0])
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }
        == "t10k-labels-idx1-ubyte: expected 2 numbers, one for each picture in t10k-images-idx3-ubyte, found 1"
    )
  }

  @Test("a directory of pictures with labels keeps their shape; one without files says which are missing")
  func labels() throws {
    for (image, label) in [
      ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
      ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
    ] {
      scratch.file(image, images(3))
      scratch.file(label, [0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 9])
    }
    let (train, test) = try Dataset.load(from: scratch.path)
    #expect(train.inputs.shape == [3, 2, 2] && train.labels == Tensor([0, 1, 2] as [Int32]))
    #expect(train.classNames == ["0", "1", "9"] && test.labels == train.labels && test.classes == 3)
    #expect(message { _ = try Dataset.load(from: "/nowhere") }.hasPrefix("/nowhere: no train-images"))
  }

  private func arrays(_ x: Tensor, _ y: Tensor, part: String) throws {
    try NPY.write(x, to: scratch("x_\(part).npy"))
    try NPY.write(y, to: scratch("y_\(part).npy"))
  }

  @Test("pairs of NPY files: whole numbers are classes, others are numbers")
  func npy() throws {
    let x = Tensor.range(12).reshaped(to: [6, 2])
    try arrays(x, Tensor([0, 1, 2, 1, 0, 2] as [Int64]), part: "train")
    try arrays(x[0..<2], Tensor([1, 0] as [Int64]), part: "test")
    let classes = try Dataset.load(from: scratch.path)
    #expect(classes.train.classes == 3 && classes.test.classes == 3 && classes.test.count == 2)
    #expect(classes.train.inputs == x && classes.train.scale == 1)
    for shape in [[6], [6, 1], [6, 3]] as [Shape] {
      let y = (Tensor.range(shape.elementCount, dtype: .float64) + 0.5).reshaped(to: shape)
      try arrays(x, y, part: "train")
      try arrays(x, y, part: "test")
      #expect(try Dataset.load(from: scratch.path).train.targets == y)
    }
  }

  @Test("what is wrong with a pair of NPY files")
  func wrongNPY() throws {
    let x = Tensor.range(6).reshaped(to: [3, 2])
    func problem(_ x: Tensor, _ y: Tensor) throws -> String {
      try arrays(x, y, part: "train")
      try arrays(x, y, part: "test")
      return message(in: scratch) { _ = try Dataset.load(from: scratch.path) }
    }
    #expect(
      try problem(x, Tensor([0, 1] as [Int64]))
        == "y_train.npy: expected 3 targets, one for each row of x_train.npy, found 2")
    #expect(
      try problem(x, Tensor([0, .nan, 1] as [Float])).contains(
        "number 1: expected a finite number, found nan"))
    #expect(try problem(x * .infinity, Tensor([0, 1, 1] as [Float])).contains("x_train.npy: number 0"))
    #expect(
      try problem(x[0], Tensor([0, 1, 1] as [Float]))
        == "y_train.npy: expected 2 targets, one for each row of x_train.npy, found 3")
    #expect(
      try problem(Tensor(3), Tensor([0, 1, 1] as [Float]))
        == "x_train.npy: expected numbers of shape (m, …), one row an example, found float32 ()")
    #expect(
      try problem(x, Tensor(3))
        == "y_train.npy: expected labels of shape (m), or numbers of shape (m) or (m, …), found float32 ()")
    try arrays(x, Tensor([0, 1, 1.5] as [Float]), part: "train")
    try arrays(x[.all, 0..<1], Tensor([0, 1, 1] as [Float]), part: "test")
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }.contains(
        "test part: expected inputs of (2) and numbers of (), as in the training part, found inputs of (1)"))
    scratch.remove("y_test.npy")
    #expect(message { _ = try Dataset.load(from: scratch.path) }.hasSuffix("no y_test.npy"))
  }
}
