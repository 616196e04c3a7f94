import FledgeData
import FledgeTensor
import Testing

/// Mixtures of examples and their targets.
@Suite struct MixupTests {
  /// Example i has the input i and is of class i.
  private func numbered(_ count: Int) -> Dataset {
    Dataset(
      inputs: Tensor((0..<count).map(Float.init)).reshaped(to: [count, 1]), labels: Array(0..<count),
      classes: count)
  }

  @Test("inputs and targets are mixed alike, and the targets are distributions")
  func mixtures() {
    let loader = DataLoader(numbered(8), batchSize: 8, shuffle: .seed(1), mixup: Mixup(alpha: 1, seed: 3))
    for epoch in 1...20 {
      for batch in loader.epoch(epoch) {
        #expect(!batch.hasClasses && batch.targets.shape == [8, 8] && batch.targets.dtype == .float32)
        let rows = batch.targets.elements(as: Double.self)
        for row in 0..<8 {
          let shares = Array(rows[row * 8..<row * 8 + 8])
          #expect(abs(shares.reduce(0, +) - 1) < 1e-6 && shares.count { $0 > 0 } <= 2)
          // The input is the number of the class: the mean of the distribution.
          let mean = shares.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
          #expect(abs(mean - batch.inputs[row].elements(as: Double.self)[0]) < 1e-5)
        }
      }
    }
  }

  @Test(
    "shares are drawn from Beta(alpha, alpha): mean 1/2, variance 1/(4 (2 alpha + 1))",
    arguments: [0.2, 1, 4])
  func shares(alpha: Double) {
    // With two examples λ is the largest share or its complement; the target of the first says which.
    let loader = DataLoader(numbered(2), batchSize: 2, mixup: Mixup(alpha: alpha, seed: 5))
    var squares = [Double]()
    for epoch in 1...4000 {
      for batch in loader.epoch(epoch) {
        let share = batch.targets.elements(as: Double.self)[0]
        // Not mixed at all where the other order is the same one.
        if share != 1 { squares.append((share - 0.5) * (share - 0.5)) }
      }
    }
    let variance = squares.reduce(0, +) / Double(squares.count)
    #expect(abs(variance - 1 / (4 * (2 * alpha + 1))) < 0.006, "\(variance)")
  }

  @Test("the same bits with batches made ahead, from any batch on; numbers are mixed, too")
  func bits() {
    let set = Dataset(
      inputs: Tensor((0..<30).map(Float.init)).reshaped(to: [10, 3]),
      targets: Tensor((0..<10).map(Float.init)))
    func numbers(_ ahead: Int, from first: Int = 0, seed: UInt64 = 1) -> [[Float]] {
      let loader = DataLoader(
        set, batchSize: 3, shuffle: .seed(0), batchesAhead: ahead, mixup: Mixup(alpha: 0.4, seed: seed))
      return loader.epoch(2, from: first).flatMap { batch in
        [batch.inputs.elements(as: Float.self), batch.targets.elements(as: Float.self)]
      }
    }
    #expect(numbers(0) == numbers(2) && numbers(2, from: 2) == Array(numbers(0).dropFirst(4)))
    #expect(numbers(0) != numbers(0, seed: 2))
  }
}
