import Fledge
import TestSupport
import Testing

@testable import FledgeTraining

@Suite struct PermutationImportanceTests {
  /// Gives a class by the sign of 2·x₀ + x₁; x₂ is nothing to it.
  private struct Sign: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor {
      let sum = 2 * x[.all, 0..<1] + x[.all, 1..<2]
      return .concatenated([-sum, sum], axis: 1)
    }
    func visit(_ visitor: inout some ModuleVisitor) {}
  }

  /// Gives x₀ + 3·x₁.
  private struct Sum: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor { x[.all, 0..<1] + 3 * x[.all, 1..<2] }
    func visit(_ visitor: inout some ModuleVisitor) {}
  }

  private func inputs(_ count: Int) -> Tensor {
    var draw = OracleDraw(seed: 5)
    return draw.tensor([count, 3]).converted(to: .float32)
  }

  private let groups = [(name: "a", inputs: 0..<1), ("b", 1..<2), ("c", 2..<3)]

  @Test("classes: the accuracy lost, the most important column first, nothing for one that is not looked at")
  func classes() throws {
    let x = inputs(2000)
    let labels = (2 * x[.all, 0] + x[.all, 1] .> 0).elements(as: Bool.self).map { $0 ? 1 : 0 }
    let found = try PermutationImportance(
      of: Sign(), on: Dataset(inputs: x, labels: labels), groups: groups, repeats: 8)
    #expect(found.figure == "accuracy" && found.value == 1)
    #expect(found.columns.map(\.name) == ["a", "b", "c"])
    // The sign is another where −2u lies between v and v′: E|v − v′| / 4 for draws from −1 to 1.
    #expect(abs(found.columns[1].mean - 1.0 / 6) < 0.02 && found.columns[1].standardDeviation < 0.02)
    #expect(found.columns[2].losses == [Double](repeating: 0, count: 8))
  }

  @Test("numbers: the error added is that of a difference of two draws, in the unit of the targets")
  func numbers() throws {
    let x = inputs(4000)
    let dataset = Dataset(inputs: x, targets: x[.all, 0] + 3 * x[.all, 1])
    let found = try PermutationImportance(of: Sum(), on: dataset, groups: groups, repeats: 3, targetScale: 10)
    #expect(found.figure == "rmse" && found.value < 1e-5 && found.columns.map(\.name) == ["b", "a", "c"])
    // sd(u − u′) of uniform draws from −1 to 1 is √(2/3).
    let expected = 10 * (2.0 / 3).squareRoot()
    #expect(abs(found.columns[1].mean - expected) < 0.2 && abs(found.columns[0].mean - 3 * expected) < 0.6)
  }

  @Test("what is drawn depends on the seed and the name alone; inputs of one group stay together")
  func draws() throws {
    let x = inputs(300)
    let labels = (2 * x[.all, 0] + x[.all, 1] .> 0).elements(as: Bool.self).map { $0 ? 1 : 0 }
    let dataset = Dataset(inputs: x, labels: labels)
    func losses(_ groups: [(name: String, inputs: Range<Int>)], seed: UInt64 = 0, batchSize: Int = 500)
      throws -> [Double]
    {
      try PermutationImportance(of: Sign(), on: dataset, groups: groups, seed: seed, batchSize: batchSize)
        .columns.first { $0.name == "a" }!.losses
    }
    let alone = try losses([groups[0]])
    let (same, other) = (try losses(groups.reversed(), batchSize: 7), try losses(groups, seed: 1))
    #expect(alone == same && alone != other)
    // All columns shuffled as one are examples with other labels: half of them are wrong.
    let whole = try losses([("a", 0..<3)])
    #expect(whole.allSatisfy { abs($0 - 0.5) < 0.1 })
    #expect(PermutationImportance.Column(name: "", losses: [1, 3]).standardDeviation == 2.0.squareRoot())
    #expect(PermutationImportance.Column(name: "", losses: [1]).standardDeviation.isNaN)
  }

  @Test(
    "inputs that keep their type reach the model in it; a result that is not finite is a mistake, as in an evaluation"
  )
  func indices() throws {
    /// Gives the class that the input names, of two; NaN for a third.
    struct Named: Layer {
      func callAsFunction(_ x: Tensor) -> Tensor {
        #expect(x.dtype == .int32)
        let codes = x[.all, 0].elements(as: Double.self)
        return Tensor(codes.map { $0 == 2 ? [.nan, 0] : [1 - $0, $0] })
      }
      func visit(_ visitor: inout some ModuleVisitor) {}
    }
    let codes = (0..<60).map { Int32($0 % 3) }
    let dataset = Dataset(
      inputs: Tensor(codes).reshaped(to: [60, 1]), labels: codes.map { min(1, Int($0)) }, classes: 2
    ).keepingInputType()
    let found = try PermutationImportance(of: Named(), on: dataset, groups: [(name: "code", inputs: 0..<1)])
    #expect(found.value == Evaluation(of: Named(), on: dataset).accuracy && found.value == 2.0 / 3)
    #expect(found.columns[0].mean > 0.1)
  }

  @Test("inputs that are not there stop the program")
  func senseless() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try? PermutationImportance(
        of: Linear(2, 1).initialized(seed: 0), on: Dataset([[1, 2]], targets: [1]), groups: [("far", 1..<3)])
    }
    expectMessage(result, "the inputs 1..<3 of far are not among the 2")
  }
}
