import Fledge
import Foundation
import TestSupport
import Testing

/// One number w, and the loss w²/2 of each batch: descent with the rate η multiplies w by 1 − η.
private struct Point: Layer {
  var weight = Parameter([1], .constant(8))
  func callAsFunction(_ x: Tensor) -> Tensor { x * weight.value }
  mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("weight", &weight) }
}

@Suite struct LearningRateRangeTests {
  private let loader = DataLoader(
    Dataset(inputs: Tensor.ones([12, 1]), targets: Tensor.zeros([12, 1])), batchSize: 4, shuffle: .seed(0))

  private func trainer(_ optimizer: any Optimizer = SGD()) -> Trainer<Point> {
    Trainer(Point().initialized(seed: 0, dtype: .float64), optimizer: optimizer) { model, batch in
      model(batch.inputs.converted(to: .float64)).squared.mean() / 2
    }
  }

  @Test(
    "the losses are those of descent with rates that rise geometrically, and the end comes when they explode")
  func closedForm() throws {
    let range = try #require(try trainer().learningRateRange(on: loader, steps: 60, rates: 1e-4...100))
    var (w, average) = (8.0, 0.0)
    for (step, point) in range.points.enumerated() {
      let rate = 1e-4 * pow(1e6, Double(step) / 59)
      #expect(abs(point.learningRate - rate) < 1e-12 * rate && abs(point.loss - w * w / 2) < 1e-9 * w * w)
      average = 0.9 * average + 0.1 * w * w / 2
      #expect(abs(point.smoothedLoss - average / (1 - pow(0.9, Double(step + 1)))) < 1e-9 * average + 1e-12)
      w *= 1 - rate
    }
    // From the rate 2 on the weight grows.
    #expect(range.points.count < 60 && range.points.last!.learningRate > 2)
    let rate = try #require(range.steepest)
    #expect(rate > 0.01 && rate < 2, "\(rate)")
  }

  @Test("the trainer stays as it is, and finds the same again")
  func unchanged() throws {
    var trained = trainer(Adam(learningRate: 0.01))
    try trained.train(epochs: 2, on: loader)
    let (before, state) = (trained.model.weight.value, trained.optimizer.namedState(of: trained.model))
    let found = try trained.learningRateRange(on: loader)
    #expect(found == (try trained.learningRateRange(on: loader)) && found?.steepest != nil)
    #expect(
      trained.model.weight.value == before && trained.optimizer.learningRate == 0.01 && trained.step == 6)
    #expect(trained.optimizer.namedState(of: trained.model).map(\.tensor) == state.map(\.tensor))
  }

  @Test("a batch whose examples count nothing, and a first one without a finite loss, are passed over")
  func passedOver() throws {
    let weights = Tensor((0..<12).map { $0 < 4 ? 0.0 : 1 })
    let partly = DataLoader(
      Dataset(inputs: Tensor.ones([12, 1]), targets: Tensor.zeros([12, 1]), weights: weights), batchSize: 4)
    let range = try #require(try trainer().learningRateRange(on: partly, steps: 60, rates: 1e-4...0.1))
    #expect(range.points.count == 40 && abs(range.points.last!.learningRate - 0.1) < 1e-12)
    #expect(range.steepest != nil)

    let broken = Trainer(Point().initialized(seed: 0, dtype: .float64), optimizer: SGD()) { model, batch in
      let loss = model(batch.inputs.converted(to: .float64)).squared.mean()
      return batch.start == 0 ? loss * Double.nan : loss
    }
    // The second batch is the only one before the first comes again.
    let found = try #require(
      try broken.learningRateRange(on: DataLoader(partly.dataset[4..<12], batchSize: 4)))
    #expect(found.points.count == 1)
  }

  @Test("no rate where nothing falls, nothing where it is not to go on, an error without batches")
  func nothing() throws {
    let still = Trainer(Point().initialized(seed: 0), optimizer: SGD()) { model, batch in
      (model(batch.inputs) * 0).sum() + 1
    }
    #expect(try #require(try still.learningRateRange(on: loader)).steepest == nil)
    #expect(try trainer().learningRateRange(on: loader, while: { false }) == nil)
    let empty = DataLoader(
      Dataset(inputs: Tensor.ones([0, 1]), targets: Tensor.zeros([0, 1])), batchSize: 4)
    #expect(throws: TrainingError.self) { try trainer().learningRateRange(on: empty) }
  }
}
