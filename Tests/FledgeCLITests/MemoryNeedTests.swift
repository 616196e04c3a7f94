import Fledge
import FledgeFiles
import Testing

@testable import FledgeCLI

@Suite struct MemoryNeedTests {
  private func need(_ sizes: [Int], bias: Bool = true, dtype: DType = .float32) throws -> MemoryNeed {
    try MemoryNeed(MultilayerPerceptron(sizes, bias: bias), input: [sizes[0]], dtype: dtype)
  }

  @Test func countsParameters() throws {
    let (hidden, output) = (784 * 400 + 400, 400 * 10 + 10)
    #expect(try need([784, 400, 10]).tensorCount == Double(hidden + output))
    #expect(try need([784, 10], bias: false, dtype: .float64).tensorCount == 7840)
    #expect(try need([784, 10], bias: false, dtype: .float64).modelBytes == 8 * 7840)
  }

  @Test func refusesWhatDoesNotFit() throws {
    // 318,010 parameters twice, and 1,194 numbers for each of 100 examples, 4 bytes each.
    let bytes = 4 * (2 * 318_010 + 100 * 1194)
    let need = try need([784, 400, 10])
    try need.check("training", copies: 2, examples: 100, memory: bytes + 1)
    let error = #expect(throws: FileError.self) {
      try need.check("training", copies: 2, examples: 100, memory: bytes)
    }
    #expect(
      error?.description
        == "training: expected a network and a batch that fit into 3.0 MB of memory, "
        + "found 784-400-10, relu, which needs more than 3.0 MB")
  }

  @Test func sizesBeyondEveryIntegerAreNoTrap() throws {
    let huge = try need([Int](repeating: 1 << 20, count: 64), dtype: .float64)
    #expect(throws: FileError.self) { try huge.check("training", copies: .max, examples: .max) }
  }

  @Test func thisMachineHasMemory() {
    #expect(SystemMemory.byteCount > 1 << 24)
  }

  /// A network so wide is run in small batches.
  @Test func wideNetworksAreEvaluatedInSmallBatches() throws {
    #expect(try need([784, 400, 10]).batchSize == 500)
    #expect(try need([784, 1 << 20, 10]).batchSize == 16)
    #expect(try need([1, 1 << 24, 10]).batchSize == 1)
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
