import Fledge
import TestSupport
import Testing

@Suite struct StandardizerTests {
  /// Means 2 and 10, deviations √(2/3) and 0, which counts as 1.
  private let rows = Tensor([[1, 10], [2, 10], [3, 10]] as [[Double]])

  @Test(
    "mean 0 and deviation 1 of each number; a constant one is only shifted; the inverse gives the numbers back"
  )
  func values() {
    let layer = Standardizer(fitting: rows)
    let deviation = (2.0 / 3).squareRoot()
    expectClose(layer.mean.value, Tensor([2, 10] as [Double]), within: 1e-15)
    expectClose(layer.deviation.value, Tensor([deviation, 1]), within: 1e-15)
    let scaled = layer(Tensor([[1, 12], [3, 10]] as [[Double]]))
    expectClose(scaled, Tensor([[-1 / deviation, 2], [1 / deviation, 0]]), within: 1e-12)
    expectClose(layer.inverse(layer(rows)), rows, within: 1e-12)
    #expect("\(layer)" == "Standardizer((2))" && "\(layer.inverse)" == "Standardizer((2)).inverse")
  }

  @Test("a number that no sum holds exactly, the same in every example, is only shifted")
  func constant() {
    for dtype in [DType.float32, .float64] {
      for value in [0.1, 1e-30, -7.3e20] {
        let x = Tensor.full([3000, 1], value, dtype: dtype)
        let layer = Standardizer(fitting: x)
        #expect(layer.deviation.value.item == 1 && layer.mean.value.item == x[0].item)
        #expect(layer(x).elements(as: Double.self).allSatisfy { $0 == 0 })
      }
    }
    // A deviation that Float32 does not hold is none.
    let tiny = Standardizer(fitting: Tensor([[0], [.leastNonzeroMagnitude], [0], [0]] as [[Float]]))
    #expect(tiny.deviation.value.item > 0)
  }

  @Test("drawing a model leaves what was fitted, in the model's type; training does not change it")
  func initialized() {
    let chain = Sequential([Standardizer(fitting: rows), Linear(2, 1)])
    for dtype in [DType.float32, .float64] {
      var model = chain.initialized(seed: 3, dtype: dtype)
      let before = model.namedStatistics.map(\.statistic.value)
      #expect(before.map(\.dtype) == [dtype, dtype])
      #expect(before[0].elements(as: Double.self) == [2, 10])
      var optimizer = Adam(learningRate: 0.1)
      let x = rows.converted(to: dtype)
      let (_, gradients) = valueAndGradients(of: model) { $0(x).squared.sum() }
      optimizer.update(&model, with: gradients)
      #expect(model.namedStatistics.map(\.statistic.value) == before)
      #expect(model.parameterNames == ["1.weight", "1.bias"])
    }
    #expect(chain.visitFaults.isEmpty)
  }

  @Test("examples of any shape and type, and of more than are looked at at a time")
  func shapes() {
    let pixels = Tensor((0..<2400).map { UInt8($0 % 251) }).reshaped(to: [1200, 2])
    let layer = Standardizer(fitting: pixels)
    let numbers = pixels.converted(to: .float64)
    expectClose(layer.mean.value.converted(to: .float64), numbers.mean(axis: 0), within: 1e-5)
    expectClose(
      layer.deviation.value.converted(to: .float64), numbers.standardDeviation(axis: 0), within: 1e-5)
    let column = Standardizer(fitting: Tensor([1, 3] as [Float]))
    #expect(column.mean.value == [2] && column.deviation.value == [1])
    let pictures = Standardizer(fitting: Tensor.zeros([4, 2, 3]))
    #expect(pictures(Tensor.ones([5, 2, 3])) == Tensor.ones([5, 2, 3]))
  }

  @Test("of a data set: its inputs as they are in batches")
  func dataset() {
    let pictures = Dataset(
      inputs: Tensor([[0, 255], [255, 255]] as [[UInt8]]), labels: [0, 1])
    let layer = Standardizer(fitting: pictures)
    #expect(layer.mean.value == [0.5, 1] && layer.deviation.value == [0.5, 1])
  }

  @Test("inputs of another shape, and no examples, stop the program")
  func misuse() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Standardizer(fitting: Tensor.zeros([4, 3]))(Tensor.zeros([4, 2]))
    }
    expectMessage(shape, "Standardizer", "(m, 3)", "(4, 2)")
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Standardizer(fitting: Tensor.zeros([0, 3]))
    }
    expectMessage(none, "Standardizer", "one or more", "(0, 3)")
    let scaling = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Scaling(3).initialized(seed: 0)(Tensor.zeros([4, 2]))
    }
    expectMessage(scaling, "Scaling", "(…, 3)", "(4, 2)")
  }
}
