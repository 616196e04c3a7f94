import FledgeData
import FledgeTensor
import Foundation
import TestSupport
import Testing

private func word(_ value: Int) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
}

/// Pictures of 2 × 2 whose bytes are their numbers.
private func images(_ count: Int) -> [UInt8] {
  [0, 0, 8, 3] + word(count) + word(2) + word(2)
    + (0..<count).flatMap { [UInt8](repeating: UInt8($0), count: 4) }
}

private func labels(_ labels: [UInt8]) -> [UInt8] { [0, 0, 8, 1] + word(labels.count) + labels }

/// Data sets in IDX files beside MNIST: names, folders, labels and pixels of other types.
@Suite struct IDXLayoutTests {
  let scratch = TemporaryDirectory()

  private func file(_ name: String, _ bytes: [UInt8]) {
    let folder = URL(fileURLWithPath: scratch(name)).deletingLastPathComponent()
    try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    scratch.file(name, bytes)
  }

  /// A set of 3 pictures to train on and 2 to test with.
  private func set(
    _ prefix: String, test: String = "t10k",
    kinds: (images: String, labels: String) = ("-idx3-ubyte", "-idx1-ubyte"),
    labelled train: [UInt8] = labels([0, 1, 2]), _ tested: [UInt8] = labels([2, 0])
  ) {
    file("\(prefix)train-images\(kinds.images)", images(3))
    file("\(prefix)train-labels\(kinds.labels)", train)
    file("\(prefix)\(test)-images\(kinds.images)", images(2))
    file("\(prefix)\(test)-labels\(kinds.labels)", tested)
  }

  @Test(
    "spellings and folders",
    arguments: [
      ("", "t10k", "-idx3-ubyte", "-idx1-ubyte"), ("", "t10k", ".idx3-ubyte", ".idx1-ubyte"),
      ("", "test", ".idx3", ".idx1"), ("", "t10k", "-idx3-ubyte", "-idx1-int"),
      ("qmnist-", "test", "-idx3-ubyte", "-idx2-int"),
      ("emnist-letters-", "test", "-idx3-ubyte", "-idx1-ubyte"),
      ("k49.v2-", "test", "-idx3-ubyte", "-idx1-ubyte"), ("raw/", "t10k", "-idx3-ubyte", "-idx1-ubyte"),
      ("MNIST/raw/", "t10k", "-idx3-ubyte", "-idx1-ubyte"),
      ("FashionMNIST/raw/", "t10k", "-idx3-ubyte", "-idx1-ubyte"),
      ("KMNIST/raw/", "t10k", "-idx3-ubyte", "-idx1-ubyte"),
      ("EMNIST/raw/emnist-letters-", "test", "-idx3-ubyte", "-idx1-ubyte"),
      ("QMNIST/raw/qmnist-", "test", "-idx3-ubyte", "-idx2-int"),
    ])
  func spellings(_ prefix: String, _ test: String, _ images: String, _ labels: String) throws {
    set(prefix, test: test, kinds: (images, labels))
    let (train, tested) = try Dataset.load(from: scratch.path)
    #expect(train.labels == Tensor([0, 1, 2] as [Int32]) && tested.labels == Tensor([2, 0] as [Int32]))
    #expect(train.inputs.shape == [3, 2, 2] && train.classNames == nil)
    #expect(try MNIST.load(from: scratch.path, classes: 3).test.labels == tested.labels)
  }

  @Test("files that need not be inflated are preferred, and other files are passed over")
  func preferred() throws {
    set("")
    for name in [
      "train-images-idx3-ubyte.gz", "train-images.idx3-ubyte", "train-images", "train-images-idx3-text",
      "my-labels",
    ] {
      file(name, [1, 2, 3])
    }
    #expect(try Dataset.load(from: scratch.path).train.count == 3)
  }

  @Test("several data sets in one folder: the error lists them, and a path chooses")
  func several() throws {
    set("emnist-letters-", test: "test", labelled: labels([1, 2, 26]), labels([26, 1]))
    set("emnist-digits-", test: "test")
    file("emnist-byclass-train-images-idx3-ubyte", images(3))
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }.replacingOccurrences(
        of: scratch.path, with: "D")
        == "D: expected one data set; name it as in emnist-digits, found 2: emnist-digits, emnist-letters")
    let (train, test) = try Dataset.load(from: scratch("emnist-letters"))
    #expect(train.classNames == ["1", "2", "26"] && test.labels == Tensor([2, 0] as [Int32]))
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch("emnist-byclass")) }
        == "emnist-byclass: no emnist-byclass-train-labels-idx1-ubyte, no emnist-byclass-test-images-idx3-ubyte, "
        + "no emnist-byclass-test-labels-idx1-ubyte (plain or .gz)")
    // Files with MNIST's own names come first.
    set("", labelled: labels([0, 1, 0]), labels([0, 0]))
    #expect(try Dataset.load(from: scratch.path).train.classes == 2)
  }

  @Test("labels from 1, with gaps, of other types and in rows", arguments: 0..<6)
  func labelFiles(_ number: Int) throws {
    let (train, test, names) =
      [
        (labels([1, 2, 3]), labels([3, 1]), ["1", "2", "3"]),
        (labels([3, 200, 7]), labels([200, 3]), ["3", "7", "200"]),
        ([0, 0, 0x0c, 1] + word(3) + word(0) + word(2) + word(1), labels([2, 0]), nil),
        (
          [0, 0, 0x09, 1] + word(3) + [255, 0, 1], [0, 0, 0x0b, 1] + word(2) + [255, 255, 0, 1],
          ["-1", "0", "1"]
        ),
        (
          [0, 0, 0x0c, 2] + word(3) + word(2) + [1, 77, 0, 78, 2, 79].flatMap(word),
          [0, 0, 0x0c, 2] + word(2) + word(1) + word(2) + word(0), nil
        ),
        ([0, 0, 8, 2] + word(3) + word(2) + [0, 9, 9, 9, 0, 9], labels([0, 9]), ["0", "9"]),
      ][number] as ([UInt8], [UInt8], [String]?)
    set("", labelled: train, test)
    let (trained, tested) = try Dataset.load(from: scratch.path)
    #expect(trained.classNames == names && tested.classNames == names)
    let expected: [([Int32], [Int32])] = [
      ([0, 1, 2], [2, 0]), ([0, 2, 1], [2, 0]), ([0, 2, 1], [2, 0]), ([0, 1, 2], [0, 2]),
      ([1, 0, 2], [2, 0]),
      ([0, 1, 0], [0, 1]),
    ]
    #expect(trained.labels == Tensor(expected[number].0) && tested.labels == Tensor(expected[number].1))
  }

  @Test("a label of the test part that the training part does not have")
  func unknownLabel() throws {
    set("", labelled: labels([1, 2, 9]), labels([9, 3]))
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }
        == "t10k-labels-idx1-ubyte: label 1: expected one of the 3 classes (1, 2, 9), found 3")
    // A model's classes are found by name.
    let names = ["9", "cat", "3"]
    let test = try Dataset.loadTest(from: scratch.path, classes: 3, classNames: names) { _, _ in }
    #expect(test.labels == Tensor([0, 2] as [Int32]) && test.classNames == names)
    #expect(
      message(in: scratch) {
        _ = try Dataset.loadTest(from: scratch.path, classes: 2, classNames: ["a", "9"]) { _, _ in }
      } == "t10k-labels-idx1-ubyte: label 1: expected one of the 2 classes (a, 9), found 3")
    #expect(
      try Dataset.loadTest(from: scratch.path, classes: 10) { _, _ in }.labels == Tensor([9, 3] as [Int32]))
  }

  @Test("pixels of other types are taken as they are")
  func pixels() throws {
    set("")
    let floats = { (count: Int) in
      [0, 0, 0x0d, 3] + word(count) + word(1) + word(2)
        + (0..<2 * count).flatMap { word(Int((Float($0) - 0.5).bitPattern)) }
    }
    file("train-images-idx3-ubyte", floats(3))
    file("t10k-images-idx3-ubyte", Gzip.compress(floats(2)))
    let (train, test) = try Dataset.load(from: scratch.path)
    #expect(train.inputs == (.range(6) - 0.5).reshaped(to: [3, 1, 2]) && train.scale == 1)
    #expect(test.inputs == (.range(4) - 0.5).reshaped(to: [2, 1, 2]))
    #expect(try IDX.readPictures(from: scratch("train-images-idx3-ubyte")) == train.inputs)
    #expect(
      message(in: scratch) { _ = try IDX.readImages(from: scratch("train-images-idx3-ubyte")) }
        == "train-images-idx3-ubyte: byte 0: expected the number 0x00000803 (images), found 0xd03")
    file("t10k-images-idx3-ubyte", [0, 0, 8, 3] + word(2) + word(1) + word(2) + [1, 2, 3, 4])
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }.contains(
        "test part: expected inputs of float32, as in the training part, found uint8"))
    file("train-images-idx3-ubyte", floats(3).dropLast(4) + word(0x7fc0_0000))
    #expect(
      message(in: scratch) { _ = try Dataset.load(from: scratch.path) }
        == "train-images-idx3-ubyte: number 5: expected a finite number, found nan")
  }
}
