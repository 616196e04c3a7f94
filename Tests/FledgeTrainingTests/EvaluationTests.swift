import Fledge
import Testing

@Suite struct EvaluationTests {
  @Test("an evaluation can be given up before any batch")
  func givenUp() {
    let model = Linear(2, 2).initialized(seed: 0)
    let dataset = Dataset([[1, 2], [3, 4], [5, 6]], labels: [0, 1, 1])
    var batches = 0
    let evaluation = Evaluation(of: model, on: dataset, batchSize: 1) {
      batches += 1
      return batches < 3
    }
    #expect(evaluation == nil && batches == 3)
    #expect(Evaluation(of: model, on: dataset, batchSize: 1) { true }?.confusion.total == 3)
  }
}
