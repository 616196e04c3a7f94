import Fledge
import Testing

/// What a layer needs of the examples is asked of every layer of a description, a user's too.
@Suite struct ExampleNeedsTests {
  /// Says nothing of its needs.
  private struct Plain: DescribedLayer {
    static let kind = "test-plain.1"
    func callAsFunction(_ x: Tensor) -> Tensor { x }
    func outputShape(for input: Shape) -> Shape { input }
    mutating func visit(_ visitor: inout some ModuleVisitor) {}
  }

  private struct Counting: DescribedLayer {
    static let kind = "test-counting.1"
    var takesIndices: Bool { true }
    func callAsFunction(_ x: Tensor) -> Tensor { x }
    func outputShape(for input: Shape) -> Shape { input }
    mutating func visit(_ visitor: inout some ModuleVisitor) {}
  }

  private struct Ranking: DescribedLayer {
    static let kind = "test-ranking.1"
    var mixesExamples: Bool { true }
    func callAsFunction(_ x: Tensor) -> Tensor { x - x.mean(axis: 0) }
    func outputShape(for input: Shape) -> Shape { input }
    mutating func visit(_ visitor: inout some ModuleVisitor) {}
  }

  /// What is said of a chain that takes 4 numbers; empty if nothing is wrong with it.
  private func refusal(_ layers: any Layer...) -> String {
    do {
      try ModelDescription(Sequential(layers), ModelCard(input: [4])).expectTakesExamples(path: "m")
      return ""
    } catch { return "\(error)" }
  }

  @Test("layers of one's own need nothing, unless they say so, wherever they stand")
  func usersLayers() {
    #expect(refusal(Plain(), Linear(4, 2)) == "")
    #expect(
      refusal(Plain(), Counting()).hasPrefix(
        "m: metadata \"fledge\", model.1: expected a layer that takes floating"))
    #expect(
      refusal(Residual(Sequential([Plain(), Ranking()]))).contains(
        "model.0.inner.1: expected a layer that takes one"))
    #expect(
      refusal(BatchNorm(4), Dropout(0.5), LayerNorm(4), RMSNorm(4), PReLU(4), Activation.relu, Flatten())
        == "")
    #expect(refusal(TableInput([.number, .category(levels: 3), .number, .number])) == "")
    #expect(refusal(BatchNorm(4, tracksStatistics: false)).contains("model.0"))
  }

  @Test("how many examples a batch norm needs depends on what one of them shows")
  func batches() {
    let norm = BatchNorm(3)
    #expect(norm.fewestExamplesInTraining(for: [1, 3]) == 2)
    #expect(norm.fewestExamplesInTraining(for: [1, 3, 1, 1]) == 2)
    #expect(norm.fewestExamplesInTraining(for: [1, 3, 2, 1]) == 1)
    #expect(norm.fewestExamplesInTraining(for: [1, 3, 0]) == .max, "no number of examples shows a value")
    #expect(Plain().fewestExamplesInTraining(for: [1, 3]) == 1)
    #expect(!norm.mixesExamples && BatchNorm(3, tracksStatistics: false).mixesExamples)
  }
}
