import Fledge
import Foundation
import TestSupport
import Testing

/// A million operations deep on a thread with a stack of 512 KB: neither the backward pass nor the release of the record
/// may recurse.
@Suite struct DepthTests {
  private let depth = 1_000_000

  @Test("backward through a chain of a million operations")
  func backward() throws {
    let slope = try onSmallStack {
      gradient(at: Tensor(1, dtype: .float64)) { x in
        var y = x
        for _ in 0..<depth { y = y + 1e-6 }
        return y * y
      }.item
    }
    #expect(abs(slope - 4) < 1e-8)
  }

  @Test("release of a chain of a million operations that no backward pass has walked")
  func release() throws {
    let slope = try onSmallStack {
      gradient(at: Tensor(1, dtype: .float64)) { x in
        var unused = x
        for _ in 0..<depth { unused = unused * 1.0 }
        return x * 2
      }.item
    }
    #expect(slope == 2)
  }

  @Test("release of a chain whose operations read the one before twice")
  func releaseOfPairs() throws {
    let slope = try onSmallStack {
      gradient(at: Tensor(1, dtype: .float64)) { x in
        var unused = x
        for _ in 0..<(depth / 10) { unused = unused * unused }
        return x * 2
      }.item
    }
    #expect(slope == 2)
  }

  @Test("the gradient of a gradient through a hundred thousand operations, and its release")
  func secondOrder() throws {
    let slope = try onSmallStack {
      gradient(at: Tensor(1, dtype: .float64)) { x in
        gradient(at: x) { x in
          var y = x * x * x
          for _ in 0..<(depth / 10) { y = y * 1.0 }
          return y
        }
      }.item
    }
    #expect(slope == 6)
  }

  @Test("a ladder: every operation reads the two before it")
  func ladder() throws {
    let slope = try onSmallStack {
      gradient(at: Tensor(1, dtype: .float64)) { x in
        var (a, b) = (x, x)
        for _ in 0..<(depth / 10) { (a, b) = (b, a * 0.5 + b * 0.5) }
        return b
      }.item
    }
    #expect(abs(slope - 1) < 1e-12)
  }

  @Test("a chain of weights: each the product of the one before")
  func chainOfWeights() throws {
    let slope = try onSmallStack {
      let one = Tensor.identity(1, dtype: .float64)
      return gradient(at: one) { w in
        var w = w
        for _ in 0..<(depth / 10) { w = linear(one, w, nil) }
        return w.sum()
      }.item
    }
    #expect(slope == 1)
  }

  /// The result of `body` on a thread of its own.
  private func onSmallStack(_ body: @escaping @Sendable () -> Double) throws -> Double {
    let result = Box()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      result.value = body()
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return try #require(result.value)
  }
}

// One thread writes, the other reads after the semaphore.
private final class Box: @unchecked Sendable { var value: Double? }
