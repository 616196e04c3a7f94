import FledgeData
import FledgeTensor
import Foundation
import Testing

/// Example i has the pixels 2i and 2i + 1 and the label i mod 3.
private func bytes(_ count: Int) -> Dataset {
  let pixels = Tensor(shape: [count, 2], (0..<2 * count).map { UInt8($0) })
  return Dataset(inputs: pixels, labels: Tensor((0..<count).map { Int32($0 % 3) }), classes: 3)
}

/// The first `count` bytes as floats.
private func scaled(_ count: Int) -> [Float] { (0..<count).map { Float($0) * Float(1.0 / 255) } }

private func collected(_ loader: DataLoader, epoch: Int = 1) -> [[Float]] {
  loader.epoch(epoch).map { $0.inputs.elements(as: Float.self) }
}

/// The numbers of the examples of an epoch, read from their first pixel.
private func order(_ loader: DataLoader, epoch: Int) -> [Int] {
  loader.epoch(epoch).flatMap { batch in
    let pixels = batch.inputs.elements(as: Double.self)
    return (0..<batch.count).map { Int((pixels[2 * $0] * 255 / 2).rounded()) }
  }
}

@Suite struct DataLoaderTests {
  @Test(arguments: [0, 1, 3]) func batchesAreScaledBytes(batchesAhead: Int) {
    let loader = DataLoader(bytes(5), batchSize: 2, batchesAhead: batchesAhead)
    let batches = Array(loader.epoch(1))
    #expect(batches.map(\.count) == [2, 2, 1])
    #expect(loader.batchesPerEpoch == 3 && loader.examplesPerEpoch == 5)
    #expect(batches[1].inputs.shape == [2, 2] && batches[1].inputs.dtype == .float32)
    #expect(batches.flatMap { $0.inputs.elements(as: Float.self) } == scaled(10))
    #expect(batches.flatMap { $0.labels.elements(as: Int32.self) } == [0, 1, 2, 0, 1])
    #expect(batches.allSatisfy { $0.labels.dtype == .int32 })
  }

  @Test func theLastBatchMayBeDropped() {
    let loader = DataLoader(bytes(5), batchSize: 2, lastBatch: .dropped)
    #expect(loader.epoch(1).map(\.count) == [2, 2])
    #expect(loader.batchesPerEpoch == 2 && loader.examplesPerEpoch == 4)
  }

  @Test func batchesMayBeLargerThanTheData() {
    for size in [5, 6, Int.max] {
      #expect(DataLoader(bytes(5), batchSize: size).epoch(1).map(\.count) == [5])
    }
    #expect(DataLoader(bytes(5), batchSize: Int.max, lastBatch: .dropped).epoch(1).map(\.count) == [])
    #expect(DataLoader(bytes(0), batchSize: 4).epoch(1).map(\.count) == [])
    #expect(DataLoader(bytes(0), batchSize: 4, batchesAhead: 2).epoch(1).map(\.count) == [])
  }

  @Test func inputsOfAnyType() {
    let rows: [[Float]] = [[1, 2], [3, 4], [5, 6]]
    for dtype in [DType.float32, .float64] {
      for stored in [DType.float32, .float64, .int32, .int64] {
        let inputs = Tensor(rows).converted(to: stored)
        let dataset = Dataset(inputs: inputs, labels: Tensor([Int32(0), 1, 0]))
        #expect(dataset.classes == 2 && dataset.scale == 1 && dataset.inputSize == 2)
        let batches = Array(DataLoader(dataset, batchSize: 2, dtype: dtype).epoch(1))
        #expect(batches[0].inputs == Tensor([[Float(1), 2], [3, 4]]).converted(to: dtype))
        #expect(batches[1].inputs == Tensor([[Float(5), 6]]).converted(to: dtype))
        let halved = Dataset(inputs: inputs, labels: dataset.labels, scale: 0.5)
        let half = Array(DataLoader(halved, batchSize: 3, dtype: dtype).epoch(1))[0].inputs
        #expect(half.elements(as: Double.self) == [0.5, 1, 1.5, 2, 2.5, 3])
      }
    }
    let pictures = Tensor(shape: [2, 1, 3], [UInt8(0), 51, 102, 153, 204, 255])
    let dataset = Dataset(inputs: pictures, labels: Tensor([Int32(0), 0]), scale: 1.0 / 51)
    let batch = Array(DataLoader(dataset, batchSize: 2, dtype: .float64).epoch(1))[0]
    #expect(batch.inputs.shape == [2, 1, 3])
    #expect(batch.inputs.elements(as: Double.self).map { $0.rounded() } == [0, 1, 2, 3, 4, 5])
  }

  @Test func picturesBecomeRows() {
    let digits = Digits.generate(count: 20, seed: 0, split: .train)
    let dataset = Dataset(digits)
    #expect(dataset.inputs.shape == [20, 784] && dataset.classes == 10)
    let batch = Array(DataLoader(dataset, batchSize: 20).epoch(0))[0]
    let pixels = digits.images.pixels.elements(as: UInt8.self)
    let expected = pixels.map { Float($0) * Float(1.0 / 255) }
    #expect(batch.inputs.elements(as: Float.self) == expected)
    #expect(batch.labels == digits.labels)
  }

  @Test func shufflingIsDrawnFromSeedAndEpoch() {
    let loader = DataLoader(bytes(100), batchSize: 7, shuffle: .seed(1))
    let first = order(loader, epoch: 1)
    #expect(first.sorted() == Array(0..<100) && first != Array(0..<100))
    #expect(order(loader, epoch: 1) == first)
    #expect(order(loader, epoch: 2) != first)
    #expect(order(DataLoader(bytes(100), batchSize: 30, shuffle: .seed(1)), epoch: 1) == first)
    #expect(order(DataLoader(bytes(100), batchSize: 7, shuffle: .seed(2)), epoch: 1) != first)
    // The same on every machine.
    #expect(Array(first.prefix(8)) == [70, 96, 19, 50, 17, 16, 62, 30])
  }

  @Test func labelsFollowTheirExamples() {
    for batch in DataLoader(bytes(100), batchSize: 9, shuffle: .seed(3), batchesAhead: 1).epoch(4) {
      let pixels = batch.inputs.elements(as: Double.self)
      for (row, label) in batch.labels.elements(as: Int32.self).enumerated() {
        #expect(Int((pixels[2 * row] * 255 / 2).rounded()) % 3 == Int(label))
      }
    }
  }

  @Test func makingThemAheadChangesNothing() {
    for lastBatch in [DataLoader.LastBatch.kept, .dropped] {
      let expected = collected(DataLoader(bytes(100), batchSize: 8, shuffle: .seed(1), lastBatch: lastBatch))
      for ahead in 1...4 {
        let loader = DataLoader(
          bytes(100), batchSize: 8, shuffle: .seed(1), lastBatch: lastBatch, batchesAhead: ahead)
        #expect(collected(loader) == expected)
      }
    }
  }

  /// A batch that is kept is not written again, although the ring comes round many times.
  @Test func keptBatchesStay() {
    let loader = DataLoader(bytes(100), batchSize: 5, batchesAhead: 2)
    let batches = Array(loader.epoch(1))
    #expect(batches.flatMap { $0.inputs.elements(as: Float.self) } == scaled(200))
  }

  /// Leaving an epoch early ends its thread: neither does it hang, nor does it go on.
  @Test func anEpochMayBeLeft() {
    let pool = MemoryPool()
    pool.serve {
      let loader = DataLoader(bytes(100), batchSize: 1, batchesAhead: 2)
      for taken in 0..<60 {
        var batches = loader.epoch(1).makeIterator()
        for _ in 0..<taken { #expect(batches.next() != nil) }
      }
    }
    // All threads are joined, so every block has come back.
    #expect(pool.statistics.blocksAllocated <= 2 * (4 + 1) + 4)
  }

  @Test(arguments: [0, 2]) func fromTheSecondBatchOnNoMemoryIsTaken(batchesAhead: Int) {
    let pool = MemoryPool()
    pool.serve {
      let loader = DataLoader(bytes(100), batchSize: 10, shuffle: .seed(0), batchesAhead: batchesAhead)
      var afterFirst = 0
      for epoch in 1...3 {
        for (index, _) in loader.epoch(epoch).enumerated() {
          if epoch == 1 && index == 0 { afterFirst = pool.statistics.blocksAllocated }
          #expect(pool.statistics.blocksAllocated == afterFirst, "epoch \(epoch), batch \(index)")
        }
      }
    }
  }

  @Test func aRangeOfADatasetSharesItsMemory() {
    let part = bytes(10)[3..<5]
    #expect(part.count == 2 && part.classes == 3)
    #expect(part.inputs.elements() == [UInt8(6), 7, 8, 9])
    #expect(part.labels.elements() == [Int32(0), 1])
  }
}
