import Fledge
import FledgeFiles
import Testing

@testable import FledgeCLI

@Suite struct MemoryNeedTests {
  private let need = MemoryNeed(sizes: [784, 400, 10], hasBias: true, dtype: .float32)

  @Test func countsParameters() {
    let (hidden, output) = (784 * 400 + 400, 400 * 10 + 10)
    #expect(need.parameterCount == Double(hidden + output))
    #expect(MemoryNeed(sizes: [784, 10], hasBias: false, dtype: .float64).parameterCount == 7840)
    let model = MultilayerPerceptron([784, 400, 10])
    #expect(need.parameterCount == Double(model.parameterCount))
  }

  @Test func refusesWhatDoesNotFit() throws {
    // 318,010 parameters twice, and 1,194 numbers for each of 100 examples, 4 bytes each.
    let bytes = 4 * (2 * 318_010 + 100 * 1194)
    try need.check("training", copies: 2, examples: 100, memory: bytes + 1)
    let error = #expect(throws: FileError.self) {
      try need.check("training", copies: 2, examples: 100, memory: bytes)
    }
    #expect(
      error?.description
        == "training: expected a network and a batch that fit into 3.0 MB of memory, "
        + "found 784-400-10, which needs more than 3.0 MB")
  }

  @Test func sizesBeyondEveryIntegerAreNoTrap() {
    let huge = MemoryNeed(
      sizes: [Int](repeating: .max, count: 64), hasBias: true, dtype: .float64)
    #expect(throws: FileError.self) { try huge.check("training", copies: .max, examples: .max) }
  }

  @Test func thisMachineHasMemory() {
    #expect(SystemMemory.byteCount > 1 << 24)
  }

  /// A network so wide is run in small batches.
  @Test func wideNetworksAreEvaluatedInSmallBatches() {
    #expect(MultilayerPerceptron([784, 400, 10]).evaluationBatchSize == 500)
    #expect(MultilayerPerceptron([784, 1 << 20, 10]).evaluationBatchSize == 16)
    #expect(MultilayerPerceptron([1, 1 << 24, 10]).evaluationBatchSize == 1)
  }

  @Test func numbersThatAreNotFiniteAreFound() {
    var model = MultilayerPerceptron([3, 2, 2]).initialized(seed: 0)
    #expect(model.firstNotFinite == nil)
    for bad in [Float.nan, .infinity, -.infinity] {
      model.layers[1].weight.value = Tensor([[1, 2], [bad, 4]])
      #expect(model.firstNotFinite == "layers.1.weight")
    }
  }
}
