import Fledge
import TestSupport
import Testing

/// Parts of batches, batches added up, clipping, and averages of weights.
@Suite struct GradientCombinationTests {
  private let model = Sequential {
    Linear(3, 5, activation: .tanh)
    TrainingPassTests.Noisy3()
    Linear(5, 4)
  }.initialized(seed: 4, dtype: .float64)
  private let x: Tensor
  private let labels: Tensor

  init() {
    var random = Random(seed: 8)
    x = random.normal([10, 3], dtype: .float64)
    labels = Tensor((0..<10).map { Int32($0 % 4) })
  }

  private func pass(
    _ rows: Range<Int>, _ part: BatchPart?, weights: [Double]? = nil
  ) -> (value: Tensor, gradients: Gradients) {
    valueAndGradients(of: model, random: Random(seed: 1).numbered(3), part: part) { model in
      crossEntropy(model(x[rows]), labels: labels[rows], classWeights: weights)
    }
  }

  @Test("parts of a batch draw what the whole draws, and add up to it", arguments: [1, 3, 5, 9])
  func parts(_ cut: Int) {
    let whole = pass(0..<10, nil)
    let parts = [0..<cut, cut..<10].map { pass($0, BatchPart(rows: $0, of: 10)) }
    expectClose(parts[0].value + parts[1].value, whole.value, within: 1e-14)
    let sum = Gradients.sum(of: parts.map(\.gradients))
    for (a, b) in zip(sum.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
    #expect(sum.share == 1)
    // Without the place of the rows the noise is another.
    let other = pass(cut..<10, BatchPart(rows: 0..<(10 - cut), of: 10))
    #expect(other.value != parts[1].value)
  }

  /// Noise on (m, t, d), on (m·t, d), and the same for all rows.
  private struct Sequences: Layer {
    var dropout = Dropout(0.5)
    var flat = Dropout(0.5)
    var weight = Linear(4, 4)
    var noise = Noise()
    func callAsFunction(_ x: Tensor) -> Tensor {
      let sequences = dropout(x.reshaped(to: [x.shape[0], 5, 4]))
      let steps = flat(sequences.reshaped(to: [x.shape[0] * 5, 4]))
      var scale = Tensor.ones([4], dtype: x.dtype)
      if var random = noise.next(perRow: false) { scale = random.uniform([4], dtype: x.dtype) }
      return (weight(steps) * scale).reshaped(to: [x.shape[0], 20])
    }
    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("dropout", &dropout)
      visitor("flat", &flat)
      visitor("weight", &weight)
      visitor("noise", &noise)
    }
  }

  @Test("so with sequences: every step of a row has the mask that it has in the whole", arguments: [1, 4, 9])
  func partsOfSequences(_ cut: Int) {
    var random = Random(seed: 9)
    let x = random.normal([10, 20], dtype: .float64)
    let model = Sequences().initialized(seed: 4, dtype: .float64)
    func pass(_ rows: Range<Int>, _ part: BatchPart?) -> (value: Tensor, gradients: Gradients) {
      valueAndGradients(of: model, random: Random(seed: 1).numbered(3), part: part) { model in
        model(x[rows]).squared.mean()
      }
    }
    let whole = pass(0..<10, nil)
    let parts = [0..<cut, cut..<10].map { pass($0, BatchPart(rows: $0, of: 10)) }
    expectClose(parts[0].value + parts[1].value, whole.value, within: 1e-14)
    let sum = Gradients.sum(of: parts.map(\.gradients))
    for (a, b) in zip(sum.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
  }

  @Test("so with dropout: a mask belongs to its row", arguments: [1, 4, 9])
  func partsWithDropout(_ cut: Int) {
    let model = Sequential {
      Linear(3, 16, activation: .tanh)
      Dropout(0.5)
      Linear(16, 4)
    }.initialized(seed: 4, dtype: .float64)
    func pass(_ rows: Range<Int>, _ part: BatchPart?) -> (value: Tensor, gradients: Gradients) {
      valueAndGradients(of: model, random: Random(seed: 1).numbered(3), part: part) { model in
        crossEntropy(model(x[rows]), labels: labels[rows])
      }
    }
    let whole = pass(0..<10, nil)
    let parts = [0..<cut, cut..<10].map { pass($0, BatchPart(rows: $0, of: 10)) }
    expectClose(parts[0].value + parts[1].value, whole.value, within: 1e-14)
    let sum = Gradients.sum(of: parts.map(\.gradients))
    for (a, b) in zip(sum.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
    #expect(pass(cut..<10, BatchPart(rows: 0..<(10 - cut), of: 10)).value != parts[1].value)
  }

  @Test("parts of weighted examples count by what their loss divided by")
  func weightedParts() {
    let weights = [1, 2, 0.5, 4]
    let whole = pass(0..<10, nil, weights: weights)
    func divisor(_ rows: Range<Int>) -> Double { rows.reduce(0) { $0 + [1, 2, 0.5, 4][$1 % 4] } }
    let parts = [0..<3, 3..<10].map { rows in
      pass(
        rows, BatchPart(rows: rows, of: 10, divisor: divisor(rows), wholeDivisor: divisor(0..<10)),
        weights: weights)
    }
    expectClose(parts[0].value + parts[1].value, whole.value, within: 1e-14)
    for (a, b) in zip(Gradients.sum(of: parts.map(\.gradients)).tensors, whole.gradients.tensors) {
      expectClose(a, b, within: 1e-14)
    }
  }

  @Test("batches of unequal size accumulate to what one batch gives")
  func accumulation() {
    let plain = Sequential {
      Linear(3, 5, activation: .tanh)
      Linear(5, 4)
    }.initialized(seed: 4, dtype: .float64)
    func pass(_ rows: Range<Int>) -> (value: Tensor, gradients: Gradients) {
      valueAndGradients(of: plain) { crossEntropy($0(x[rows]), labels: labels[rows]) }
    }
    let whole = pass(0..<10)
    var accumulator = GradientAccumulator()
    for rows in [0..<2, 2..<9, 9..<10] {
      let (value, gradients) = pass(rows)
      accumulator.add(value, gradients, divisor: Double(rows.count))
    }
    let (value, gradients) = accumulator.mean()
    #expect(accumulator.divisor == 10)
    expectClose(value, whole.value, within: 1e-14)
    for (a, b) in zip(gradients.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
    let mean = Gradients.mean(of: [pass(0..<5).gradients, pass(5..<10).gradients])
    for (a, b) in zip(mean.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
  }

  @Test("batches of weighted examples accumulate by their weights; one whose weights are all 0 adds nothing")
  func weightedAccumulation() {
    let plain = Sequential {
      Linear(3, 5, activation: .tanh)
      Linear(5, 4)
    }.initialized(seed: 4, dtype: .float64)
    let weights = [0, 2, 0.5, 4]
    func pass(_ rows: Range<Int>) -> (value: Tensor, gradients: Gradients) {
      valueAndGradients(of: plain) {
        crossEntropy($0(x[rows]), labels: labels[rows], classWeights: weights)
      }
    }
    let whole = pass(0..<10)
    var accumulator = GradientAccumulator()
    // Rows 0 and 8 are of the class without a weight: a mean of nothing.
    for rows in [0..<1, 1..<3, 3..<8, 8..<9, 9..<10] {
      let (value, gradients) = pass(rows)
      let divisor = rows.reduce(0) { $0 + weights[$1 % 4] }
      #expect((divisor == 0) == value.item.isNaN)
      accumulator.add(value, gradients, divisor: divisor)
    }
    #expect(accumulator.divisor == (0..<10).reduce(0) { $0 + weights[$1 % 4] })
    let (value, gradients) = accumulator.mean()
    expectClose(value, whole.value, within: 1e-14)
    for (a, b) in zip(gradients.tensors, whole.gradients.tensors) { expectClose(a, b, within: 1e-14) }
  }

  @Test("clipping by value, by norm and by the norm of all")
  func clipping() {
    let gradients = Gradients([Tensor([3, -4] as [Double]), Tensor([[0, 12]] as [[Double]])])
    #expect(gradients.norm == 13)
    // Squares that Float32 does not hold.
    #expect(abs(Gradients([Tensor([3e30, 4e30] as [Float])]).norm / 5e30 - 1) < 1e-6)
    #expect(gradients.clipped(toGlobalNorm: 13).tensors == gradients.tensors)
    let clipped = gradients.clipped(toGlobalNorm: 6.5)
    #expect(abs(clipped.norm - 6.5) < 1e-14)
    expectClose(clipped.tensors[0], Tensor([1.5, -2] as [Double]), within: 1e-15)
    expectClose(
      gradients.clipped(toNorm: 5).tensors[1], Tensor([[0, 5]] as [[Double]]), within: 1e-15)
    #expect(gradients.clipped(toNorm: 5).tensors[0] == gradients.tensors[0])
    #expect(
      gradients.clipped(toValue: 3.5).tensors == [
        Tensor([3, -3.5] as [Double]), Tensor([[0, 3.5]] as [[Double]]),
      ])
  }

  @Test("gradients that are not finite are never scaled, and named")
  func clippingNotFinite() async {
    let global = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let gradients = Gradients([.ones([3, 2]), Tensor([Float.nan, 1])])
      _ = gradients.clipped(toGlobalNorm: 1)
    }
    expectMessage(global, "clipped", "number 1 of shape (2)", "notFinite(of: model)")
    let each = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let gradients = Gradients([Tensor([Float.infinity, 1]), .ones([2])])
      _ = gradients.clipped(toNorm: 1)
    }
    expectMessage(each, "clipped", "number 0 of shape (2)")
    let linear = Linear(3, 2).initialized(seed: 1)
    #expect(Gradients([.ones([3, 2]), Tensor([Float.nan, 1])]).notFinite(of: linear) == ["bias"])
    #expect(Gradients([.ones([3, 2]), .ones([2])]).notFinite(of: linear).isEmpty)
  }

  @Test("norms whose squares Float64 does not hold")
  func extremeNorms() {
    for scale in [1e-200, 1, 1e200] {
      let gradients = Gradients([Tensor([3 * scale] as [Double]), Tensor([4 * scale] as [Double])])
      #expect(abs(gradients.norm / scale - 5) < 1e-14)
      let clipped = gradients.clipped(toGlobalNorm: 2.5 * scale)
      #expect(abs(clipped.tensors[0].item / scale - 1.5) < 1e-14)
    }
    // More than Float32 holds, of numbers that it holds.
    let long = Gradients([.full([16], 3e38)])
    #expect(abs(long.norm / 1.2e39 - 1) < 1e-6)
    #expect(abs(long.clipped(toNorm: 3e38).tensors[0].max().item / 7.5e37 - 1) < 1e-5)
    #expect(Gradients([]).norm == 0)
  }

  @Test("averages of weights: uniform, and exponential with its first steps")
  func averages() {
    func model(_ value: Double) -> Linear {
      Linear(1, 1, bias: false).initialized(seed: 0, dtype: .float64).with([
        .full([1, 1], value, dtype: .float64)
      ])
    }
    var uniform = ModelAverage(model(1), .uniform)
    var exponential = ModelAverage(model(1), .exponential(0.25))
    for value in [2.0, 6, 11] {
      uniform.update(with: model(value))
      exponential.update(with: model(value))
    }
    expectClose(uniform.model.values[0], .full([1, 1], 5, dtype: .float64), within: 1e-14)
    // d: (1 + 1)/(10 + 1), then 1/4, then 1/4.
    var expected = 1 + (2.0 - 1) * (1 - 2.0 / 11)
    expected += (6 - expected) * 0.75
    expected += (11 - expected) * 0.75
    expectClose(exponential.model.values[0], .full([1, 1], expected, dtype: .float64), within: 1e-14)
    #expect(uniform.count == 4)
  }

  @Test("statistics measured anew are the mean of what the batches show")
  func measuring() {
    let model = Sequential { TrainingPassTests.Noisy() }.initialized(seed: 1, dtype: .float64)
    let batches = [Tensor([[1, 2, 3], [3, 2, 1]] as [[Double]]), Tensor([[10, 0, -4]] as [[Double]])]
    let measured = model.measuringStatistics(over: batches, random: Random(seed: 0)) { model, x in
      _ = model(x)
    }
    expectClose(
      measured.namedStatistics[0].statistic.value, Tensor([6, 1, -1] as [Double]), within: 1e-15)
    #expect(measured.values == model.values)
    // A layer that is applied twice observes twice.
    let twice = model.measuringStatistics(over: batches, random: Random(seed: 0)) { model, x in
      _ = model(x)
      _ = model(x + 2)
    }
    expectClose(
      twice.namedStatistics[0].statistic.value, Tensor([7, 2, 0] as [Double]), within: 1e-15)
  }
}

extension TrainingPassTests {
  /// Noise alone, on rows of any width.
  struct Noisy3: Layer {
    var noise = Noise()
    func callAsFunction(_ x: Tensor) -> Tensor {
      guard var random = noise.next() else { return x }
      return x * random.uniform(x.shape, from: 0.5, to: 1.5, dtype: x.dtype)
    }
    mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("noise", &noise) }
  }
}
