import FledgeFiles
import FledgeTensor
import Foundation
import TestSupport
import Testing

@testable import FledgeData

/// Example i has the bytes 2i and 2i + 1 (mod 256) and the label i mod 3.
private func bytes(_ count: Int) -> Dataset {
  let pixels = Tensor(shape: [count, 2], (0..<2 * count).map { UInt8(truncatingIfNeeded: $0) })
  return Dataset(inputs: pixels, labels: (0..<count).map { $0 % 3 }, classes: 3)
}

/// Example i has the input i.
private func numbered(_ count: Int) -> Dataset {
  let numbers = Tensor((0..<count).map(Float.init))
  return Dataset(inputs: numbers.reshaped(to: [count, 1]), targets: numbers * 2)
}

/// The same examples in a file, appended in uneven parts, with blocks of `blockRows` examples.
private func streamed(_ dataset: Dataset, blockRows: Int = 4, window: Int = 3) throws -> Dataset {
  let rowBytes = dataset.inputs.byteCount / max(1, dataset.count)
  let writer = try DatasetWriter(blockBytes: blockRows * rowBytes, blocksInWindow: window)
  var start = 0
  for size in [1, 7, 2, dataset.count] where start < dataset.count {
    let end = min(start + size, dataset.count)
    try writer.append(dataset[start..<end])
    start = end
  }
  return writer.finish()
}

private func order(_ loader: DataLoader, epoch: Int, from first: Int = 0) -> [Int] {
  loader.epoch(epoch, from: first).flatMap { batch in
    #expect(batch.targets.elements(as: Double.self) == batch.inputs.elements(as: Double.self).map { 2 * $0 })
    return batch.inputs.elements(as: Double.self).map { Int($0) }
  }
}

/// Data sets of which the examples are in a file.
@Suite struct StreamingTests {
  @Test(
    "in their order the batches are those of examples in memory, whatever is read together",
    arguments: [0, 2])
  func sameBatches(batchesAhead: Int) throws {
    for (dataset, batchSize) in [(bytes(29), 5), (bytes(24), 24), (bytes(50), 3), (numbered(13), 100)] {
      for (blockRows, window) in [(4, 3), (1, 1), (1000, 2)] {
        let stream = try streamed(dataset, blockRows: blockRows, window: window)
        #expect(
          stream.isStreamed && stream.count == dataset.count && stream.description == dataset.description)
        let expected = Array(DataLoader(dataset, batchSize: batchSize).epoch(1))
        let found = Array(
          DataLoader(stream, batchSize: batchSize, batchesAhead: batchesAhead).epoch(1))
        #expect(found.map(\.count) == expected.map(\.count) && found.map(\.start) == expected.map(\.start))
        for (one, other) in zip(found, expected) {
          #expect(one.inputs == other.inputs && one.targets == other.targets)
          #expect(one.hasClasses == other.hasClasses)
        }
        #expect(stream.inputs == dataset.inputs && stream.targets == dataset.targets)
      }
    }
  }

  @Test("an epoch is every example once, in an order of seed and epoch alone, from any batch on")
  func shuffled() throws {
    let stream = try streamed(numbered(103))
    let loader = DataLoader(stream, batchSize: 10, shuffle: .seed(7))
    let first = order(loader, epoch: 1)
    #expect(first.sorted() == Array(0..<103) && first != first.sorted())
    #expect(order(loader, epoch: 1) == first && order(loader, epoch: 2) != first)
    #expect(order(DataLoader(stream, batchSize: 10, shuffle: .seed(8)), epoch: 1) != first)
    for batch in 0...11 {
      for ahead in [0, 1, 3] {
        let loader = DataLoader(stream, batchSize: 10, shuffle: .seed(7), batchesAhead: ahead)
        #expect(order(loader, epoch: 1, from: batch) == Array(first.dropFirst(batch * 10)))
      }
    }
    // A window is three blocks of four, and its examples are mixed: the first twelve come from three blocks, and not one behind the other.
    let blocks = first.prefix(12).map { $0 / 4 }
    #expect(Set(blocks).count <= 4 && blocks != blocks.sorted())
    #expect(loader.orderName == "shuffled in blocks of 4, 3 at a time by the seed 7")
  }

  @Test("over many epochs each example comes everywhere")
  func everywhere() throws {
    let loader = DataLoader(try streamed(numbered(40)), batchSize: 40, shuffle: .seed(1))
    var places = [Set<Int>](repeating: [], count: 40)
    for epoch in 1...400 {
      for (place, example) in order(loader, epoch: epoch).enumerated() { places[example].insert(place) }
    }
    #expect(places.allSatisfy { $0.count >= 36 }, "\(places.map(\.count))")
  }

  @Test("parts of examples in a file are examples in a file, and transforms know their numbers")
  func parts() throws {
    let (dataset, stream) = (bytes(41), try streamed(bytes(41)))
    let (one, other) = (
      dataset.split(fraction: 0.3, seed: 2, stratified: true),
      stream.split(fraction: 0.3, seed: 2, stratified: true)
    )
    #expect(other.train.isStreamed && other.validation.inputs == one.validation.inputs)
    let noisy = { (dataset: Dataset) in
      dataset.transformed(seed: 5) { example, random in
        Example(inputs: example.inputs + random.normal([2]), target: example.target)
      }
    }
    for ahead in [0, 2] {
      let loaders = [one.train, other.train].map {
        DataLoader(noisy($0), batchSize: 6, batchesAhead: ahead)
      }
      #expect(
        loaders[0].epoch(3).map { $0.inputs.elements(as: Float.self) }
          == loaders[1].epoch(3).map { $0.inputs.elements(as: Float.self) })
    }
  }

  @Test("no name of the files is left, whatever happens; too little room is said before")
  func files() throws {
    let scratch = TemporaryDirectory()
    let writer = try DatasetWriter(directory: scratch.path)
    #expect(scratch.names == [])
    try writer.append(numbered(5))
    #expect(scratch.names == [] && writer.finish().targets.count == 5)
    #expect(throws: FileError.self) { try DatasetWriter(directory: scratch("none")) }
    let error = #expect(throws: FileError.self) {
      try UnlinkedFile.expectRoom(for: 1 << 60, in: scratch.path, purpose: "the rows of x.csv")
    }
    #expect(
      error?.expected == "1,152,921.5 TB for the rows of x.csv (TMPDIR names another directory)"
        || error?.expected?.hasSuffix(" for the rows of x.csv (TMPDIR names another directory)") == true)
    #expect(error?.found.hasSuffix(" free") == true)
  }

  @Test("inputs of an NPY file stay there, of every type; what is wrong is said")
  func arrays() throws {
    let scratch = TemporaryDirectory()
    let (x, y) = (scratch("x.npy"), scratch("y.npy"))
    let labels = Tensor((0..<30).map { Int64($0 % 3 + 1) })
    try NPY.write(labels, to: y)
    for dtype in [DType.float32, .float64, .int32, .uint8, .bool] {
      let numbers = Tensor((0..<60).map { Float($0 % 2) }).reshaped(to: [30, 2]).converted(to: dtype)
      try NPY.write(numbers, to: x)
      let (stream, memory) = (
        try NPY.streamDataset(inputs: x, targets: y), try NPY.readDataset(inputs: x, targets: y)
      )
      #expect(stream.isStreamed && stream.classNames == ["1", "2", "3"] && stream.scale == memory.scale)
      #expect(stream.inputs == memory.inputs && stream.targets == memory.targets, "\(dtype)")
      let loader = DataLoader(stream, batchSize: 7, shuffle: .seed(0))
      #expect(loader.epoch(1).map(\.count) == [7, 7, 7, 7, 2] && stream.readFailure == nil)
    }
    try NPY.write(Tensor([[1, 2], [3, .nan]] as [[Float]]), to: x)
    try NPY.write(Tensor([Int32(0), 1]), to: y)
    #expect(throws: FileError(path: x, place: "number 3", expected: "a finite number", found: "nan")) {
      try NPY.streamDataset(inputs: x, targets: y)
    }
    try NPY.write(Tensor([[1, 2]] as [[Float]]), to: x)
    #expect(throws: FileError.self) { try NPY.streamDataset(inputs: x, targets: y) }
  }

  @Test("a file that ends while it is read ends the batches, and says so from then on")
  func vanished() throws {
    let scratch = TemporaryDirectory()
    let (x, y) = (scratch("x.npy"), scratch("y.npy"))
    try NPY.write(Tensor(shape: [300, 2000], [Float](repeating: 1, count: 600_000)), to: x)
    try NPY.write(Tensor((0..<300).map { Int32($0 % 2) }), to: y)
    let stream = try NPY.streamDataset(inputs: x, targets: y)
    #expect(truncate(x, 2000) == 0)
    for ahead in [0, 2] {
      #expect(Array(DataLoader(stream, batchSize: 10, batchesAhead: ahead).epoch(1)).isEmpty)
      #expect(stream.readFailure?.expected?.hasSuffix("more bytes") == true)
    }
  }
}
