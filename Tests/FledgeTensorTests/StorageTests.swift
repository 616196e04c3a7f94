import Fledge
import FledgeTensor
import Testing

/// Memory: blocks that come back, values that share it until one of them changes.
@Suite struct StorageTests {
  @Test("a freed tensor's block serves the next of a similar size")
  func reuse() {
    let pool = MemoryPool()
    pool.serve {
      for _ in 0..<5 { _ = Tensor.zeros([100, 10]).sum() }
    }
    #expect(pool.statistics.blocksAllocated == 2)
    #expect(pool.statistics.blocksReused == 8)
    #expect(pool.statistics.copiesOnWrite == 0)
  }

  @Test("blocks of one size class serve each other; others do not")
  func sizeClasses() {
    let pool = MemoryPool()
    pool.serve {
      _ = Tensor.zeros([1000])
      _ = Tensor.zeros([1001])
      #expect(pool.statistics.blocksAllocated == 1)
      _ = Tensor.zeros([2000])
      #expect(pool.statistics.blocksAllocated == 2)
      _ = Tensor.zeros([0])
      _ = Tensor.zeros([])
      #expect(pool.statistics.blocksAllocated == 3)
    }
    pool.releaseFreeBlocks()
    pool.serve { _ = Tensor.zeros([1000]) }
    #expect(pool.statistics.blocksAllocated == 4)
  }

  @Test("blocks are aligned to 64 bytes and big enough, at every size")
  func alignment() {
    for count in Array(0...300) + [511, 512, 513, 4095, 4096, 4097, 100_003, 1_000_003] {
      var tensor = Tensor.zeros([count], dtype: .uint8)
      tensor.withMutableBytes { bytes in
        #expect(bytes.count == count)
        #expect(UInt(bitPattern: bytes.baseAddress) % 64 == 0)
        for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index) }
      }
      #expect(
        tensor.withBytes { bytes in bytes.indices.allSatisfy { bytes[$0] == UInt8(truncatingIfNeeded: $0) } })
    }
  }

  @Test("a block goes back to the pool that it came from")
  func ownPool() {
    let (first, second) = (MemoryPool(), MemoryPool())
    let tensor = first.serve { Tensor.zeros([10]) }
    second.serve {
      withExtendedLifetime(tensor) {}
      #expect(tensor.count == 10)
    }
    #expect(first.statistics.blocksAllocated == 1)
    #expect(second.statistics == MemoryPool().statistics)
  }

  @Test("a change copies only memory that another tensor reads, once, and counts it")
  func copyOnWrite() {
    let pool = MemoryPool()
    pool.serve {
      var x = Tensor.zeros([4])
      x.withMutableElements(as: Float.self) { $0[0] = 1 }
      #expect(pool.statistics.copiesOnWrite == 0)
      let copy = x
      x.withMutableElements(as: Float.self) { $0[1] = 2 }
      x.withMutableElements(as: Float.self) { $0[2] = 3 }
      #expect(pool.statistics.copiesOnWrite == 1)
      #expect(copy == [1, 0, 0, 0])
      #expect(x == [1, 2, 3, 0])
    }
  }

  @Test("views share memory: slices of rows and reshapes allocate nothing")
  func views() {
    let pool = MemoryPool()
    pool.serve {
      let x = Tensor.zeros([6, 4])
      _ = x[2..<4].reshaped(to: [8])
      _ = x[1]
      _ = x.flattened.expanded(axis: 0)
      _ = x.detached
      #expect(pool.statistics.blocksAllocated + pool.statistics.blocksReused == 1)
      withExtendedLifetime(x) {}
    }
  }

  @Test("a changed value keeps no record")
  func changeForgetsTheRecord() {
    let slope = gradient(at: Tensor([1.0, 2], dtype: .float64)) { x in
      var y = x * 2
      y.withMutableElements(as: Double.self) { $0[0] = 5 }
      #expect(!y.isTracked)
      return (x * y).sum()
    }
    #expect(slope == Tensor([5.0, 4], dtype: .float64))
  }

  @Test("gradients add up in place where they meet, without copies")
  func accumulation() {
    let pool = MemoryPool()
    pool.serve {
      _ = gradient(at: Tensor([1.0, 2], dtype: .float64)) { x in (x * 2 + x * 3 + x * 4 + x.squared).sum() }
    }
    #expect(pool.statistics.copiesOnWrite == 0)
  }
}
