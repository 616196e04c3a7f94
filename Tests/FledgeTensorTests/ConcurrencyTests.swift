import Dispatch
import Fledge
import Synchronization
import TestSupport
import Testing

/// Tensors, models and formulas used by several tasks at once: the same results as by one.
@Suite struct ConcurrencyTests {
  private let count = 8

  @Test("one tensor read, sliced, copied and changed by several tasks")
  func sharedTensor() async {
    let shared = Tensor.range(1000).reshaped(to: [100, 10])
    let sums = await withTaskGroup(of: Double.self) { group in
      for task in 0..<count {
        group.addTask {
          var total = 0.0
          for round in 0..<50 {
            var own = shared
            own.withMutableElements(as: Float.self) { $0[task] = 0 }
            total += own.sum().item + shared[round..<(round + 1)].sum().item + (shared * 2).mean().item
          }
          return total
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    // The sum of all numbers, of one row each time, and twice their mean.
    let rows = (0..<50).reduce(0) { $0 + 100 * $1 + 45 }
    let base = 50 * 499_500 + rows + 50 * 999
    let expected = (0..<count).map { Double(base - 50 * $0) }
    #expect(sums.sorted() == expected.sorted())
    #expect(shared.sum().item == 499_500)
  }

  @Test("gradients by several tasks at once, of a shared model and a new formula")
  func gradients() async {
    let model = MultilayerPerceptron([6, 5, 3], activation: .geluTanh).initialized(seed: 3, dtype: .float64)
    let formula = Formula { x, y in tanh(x * y) + x }
    var random = Random(seed: 4)
    let x = random.normal([7, 6], dtype: .float64)
    let labels = Tensor([0, 1, 2, 0, 1, 2, 0] as [Int32])
    let step: @Sendable () -> [Tensor] = {
      let (loss, gradients) = valueAndGradients(of: model) { model in
        let scale = gradient(at: x) { formula($0, x).sum() }
        return crossEntropy(model(x * scale), labels: labels)
      }
      return [loss] + gradients.tensors
    }
    let results = await withTaskGroup(of: [Tensor].self) { group in
      for _ in 0..<count {
        group.addTask { (0..<20).map { _ in step() }.last! }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let alone = step()
    #expect(results.allSatisfy { $0 == alone })
  }

  @Test("one pool served to several tasks that hand tensors to each other")
  func sharedPool() async {
    let pool = MemoryPool()
    await pool.serve {
      let (stream, continuation) = AsyncStream.makeStream(of: Tensor.self)
      await withTaskGroup(of: Void.self) { group in
        for task in 0..<4 {
          group.addTask {
            for index in 0..<100 { continuation.yield(.full([64 + index], Double(task))) }
          }
        }
        var total = 0.0
        var received = 0
        for await tensor in stream {
          total += tensor.mean().item
          received += 1
          if received == 400 { break }
        }
        #expect(total == 600)
      }
    }
    let statistics = pool.statistics
    #expect(statistics.blocksAllocated + statistics.blocksReused == 800)
  }

  @Test("random draws depend on no order")
  func random() async {
    let drawn = await withTaskGroup(of: (Int, Tensor).self) { group in
      for index in 0..<count {
        group.addTask {
          var random = Random(seed: 5).named("\(index)")
          return (index, random.normal([100]))
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for index in 0..<count {
      var random = Random(seed: 5).named("\(index)")
      #expect(drawn[index] == random.normal([100]))
    }
  }
}

/// A nested call that is still running on another thread when the call around it walks the same nodes.
@Suite struct OutlivingNestedCallTests {
  @Test("a nested call's nodes reach the outer loss while the nested call still walks them")
  func nestedCallOutlivesTheClosure() async {
    for round in 0..<20 {
      let x = Tensor((0..<8).map { Double($0 + round) / 8 })
      let (nested, outer) = await walkTwice(x)
      // y = x·1²⁰⁰, and both are the gradient of Σ y³.
      #expect(outer == 3 * x * x)
      #expect(nested == 3 * x * x)
    }
  }

  @Test("a nested call that ends while the outer one walks back takes none of its cotangents")
  func nestedCallEndsWithinTheOuterWalk() {
    let x = Tensor([1.0, 2, 3])
    let meeting = Meeting()
    let outer = gradient(at: x) { x in
      // A thread of its own: one of the pool's might wait for a test that waits for this one.
      DispatchQueue.global().async {
        let result = gradient(at: x) { z in
          let loss = (z * z).sum()
          meeting.loss.withLock { $0 = loss }
          meeting.nestedHasLoss.signal()
          meeting.outerWalks.wait()
          return loss
        }
        meeting.nested.withLock { $0 = result.detached }
        meeting.nestedEnded.signal()
      }
      meeting.nestedHasLoss.wait()
      // Of the level of the nested call's leaf: at its turn that leaf has its cotangent already, and has not had its own.
      return meeting.loss.withLock { $0! } + Rendezvous(meeting: meeting)(x).sum()
    }
    #expect(outer == 2 * x + 1)
    #expect(meeting.nested.withLock { $0 } == 2 * x)
  }

  private final class Meeting: Sendable {
    let nestedHasLoss = DispatchSemaphore(value: 0)
    let outerWalks = DispatchSemaphore(value: 0)
    let nestedEnded = DispatchSemaphore(value: 0)
    let loss = Mutex<Tensor?>(nil)
    let nested = Mutex<Tensor?>(nil)
  }

  /// The identity, whose vector–Jacobian product waits for the end of a nested call.
  private struct Rendezvous: Primitive {
    let meeting: Meeting
    func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] * 1 }
    func vjp(_ cotangent: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
      meeting.outerWalks.signal()
      meeting.nestedEnded.wait()
      return [cotangent]
    }
  }

  /// The gradient of Σ y³ by a nested call on another thread, and by the outer call, whose loss is the nested one's.
  private func walkTwice(_ x: Tensor) async -> (nested: Tensor, outer: Tensor) {
    let box = Box()
    let outer = gradient(at: x) { x in
      let semaphore = DispatchSemaphore(value: 0)
      box.task = Task.detached {
        gradient(at: x) { z in
          var y = z
          for _ in 0..<200 { y = y * 1.0 }
          let loss = (y * y * y).sum()
          box.loss.withLock { $0 = loss }
          semaphore.signal()
          return loss
        }
      }
      semaphore.wait()
      return box.loss.withLock { $0! }
    }
    return (await box.task!.value.detached, outer)
  }

  private final class Box: @unchecked Sendable {
    var task: Task<Tensor, Never>?
    let loss = Mutex<Tensor?>(nil)
  }
}
