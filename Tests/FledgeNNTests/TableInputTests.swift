import Fledge
import TestSupport
import Testing

/// Numbers and category codes in one table.
@Suite struct TableInputTests {
  private let layer = TableInput([.number, .category(levels: 3, width: 2), .number, .category(levels: 2)])
    .initialized(seed: 1, dtype: .float64)
  private let x = Tensor([[0.5, 0, -2, 1], [1.5, 2, 4, 0], [2.5, 1, 0, 1]], dtype: .float64)

  @Test func numbersPassAndCodesBecomeRows() throws {
    let result = layer(x)
    #expect(result.shape == [3, 5])
    #expect(result[.all, 0..<2] == x.taking([0, 2], axis: 1))
    let (first, second) = (layer.embeddings[0].weight.value, layer.embeddings[1].weight.value)
    #expect(first.shape == [4, 2] && second.shape == [3, 1])
    #expect(result[.all, 2..<4] == first.taking([0, 2, 1]))
    #expect(result[.all, 4..<5] == second.taking([1, 0, 1]))
    #expect(try layer.outputShape(for: x.shape) == [3, 5])
    #expect(layer.parameterNames == ["embeddings.0.weight", "embeddings.1.weight"])
    #expect(layer.visitFaults.isEmpty)
  }

  @Test func everyOtherCodeIsTheUnknownLevel() {
    let codes: [Double] = [3, -1, .nan, .infinity, -.infinity, 1e300, -0.5]
    let strange = Tensor(codes.map { [0, $0, 0, 0] })
    let unknown = layer.embeddings[0].weight.value[3]
    for row in codes.indices { #expect(layer(strange)[row, 2..<4] == unknown, "\(codes[row])") }
    #expect(
      layer(Tensor([[0.0, 2.9, 0, 0]], dtype: .float64))[0, 2..<4] == layer.embeddings[0].weight.value[2])
  }

  @Test func gradients() {
    let check = checkGradients(at: layer.namedParameters.map(\.parameter.value)) { tables in
      var moved = layer
      for index in tables.indices { moved.embeddings[index].weight.value = tables[index] }
      return moved(x).squared.sum()
    }
    #expect(check.passes, "\(check)")
    // Numbers have a gradient, codes have none.
    let slope = gradient(at: x) { layer($0).sum() }
    #expect(slope == Tensor([[1, 0, 1, 0], [1, 0, 1, 0], [1, 0, 1, 0]], dtype: .float64))
  }

  @Test func withoutCategoriesAndWithoutNumbers() {
    let numbers = TableInput([.number, .number])
    #expect(numbers(x[.all, 0..<2]) == x[.all, 0..<2])
    let codes = TableInput([.category(levels: 3, width: 4)]).initialized(seed: 0, dtype: .float64)
    #expect(codes(x[.all, 1..<2]) == codes.embeddings[0].weight.value.taking([0, 2, 1]))
    #expect(TableInput.Column.category(levels: 7) == .category(levels: 7, width: 4))
    #expect(TableInput.Column.category(levels: 1000) == .category(levels: 1000, width: 50))
  }

  @Test func levelsThatNoFloatHolds() async {
    #expect(TableInput.Column.category(levels: 5) == .category(levels: 5, width: 3))
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableInput([.category(levels: .max)])
      }, "TableInput: expected 0 to 16777216 levels", "got 9223372036854775807")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = TableInput([.category(levels: -1)])
      }, "TableInput: expected 0 to 16777216 levels", "got -1")
  }

  @Test func aModelOfATableLearns() throws {
    // What is to be learned: the number, and twice it on the third level.
    var random = Random(seed: 5)
    let numbers = random.uniform([64, 1], from: -1, to: 1)
    let codes = Tensor((0..<64).map { Float($0 % 3) }).reshaped(to: [64, 1])
    let x = Tensor.concatenated([numbers, codes], axis: 1)
    let y = numbers * select(codes .== 2, 2, 1)
    var model = Sequential {
      TableInput([.number, .category(levels: 3)])
      Linear(3, 16, activation: .tanh)
      Linear(16, 1)
    }.initialized(seed: 2)
    var optimizer = Adam(learningRate: 0.02)
    for _ in 0..<400 {
      let (_, gradients) = valueAndGradients(of: model) { meanSquaredError($0(x), targets: y) }
      optimizer.update(&model, with: gradients)
    }
    #expect(meanSquaredError(model(x), targets: y).item < 1e-2)
  }
}
