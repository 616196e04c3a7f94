import Fledge
import Testing

/// A class that has almost all probability: what the others have, 2.06e-9 of [20, 0], is not lost beside 1 in Float32, in
/// gradients of the first and of the second order.
@Suite struct CancellationTests {
  typealias Loss = @Sendable (Tensor) -> Tensor

  private static func certain(_ dtype: DType) -> Tensor { Tensor([[1, 0], [0, 1]]).converted(to: dtype) }

  private static let losses: [(name: String, loss: Loss)] = [
    ("labels", { crossEntropy($0, labels: [0, 1]) }),
    ("labels, one loss a row", { crossEntropy($0, labels: [0, 1], reduction: .none).sum() }),
    ("class weights", { crossEntropy($0, labels: [0, 1], classWeights: [1, 3]) }),
    ("one-hot targets", { crossEntropy($0, targets: certain($0.dtype)) }),
    (
      "one-hot targets, class weights",
      { crossEntropy($0, targets: certain($0.dtype), classWeights: [1, 3]) }
    ),
    (
      "one-hot targets, one loss a row",
      { crossEntropy($0, targets: certain($0.dtype), reduction: .none).sum() }
    ),
  ]

  @Test("first and second gradients in Float32 are those in Float64", arguments: losses.map(\.name))
  func gradients(_ name: String) {
    let loss = Self.losses.first { $0.name == name }!.loss
    let directions: [Tensor] = [[[1, 0], [0, 1]], [[1, 0.25], [-2, 0.5]], [[0, 1], [1, 0]]]
    func gradients(_ dtype: DType) -> [[Double]] {
      let logits = Tensor([[20, 0], [1, 18]]).converted(to: dtype)
      let second = directions.map { direction in
        gradient(at: logits) { logits in
          (gradient(at: logits, of: loss) * direction.converted(to: dtype)).sum()
        }
      }
      return ([gradient(at: logits, of: loss)] + second).map { $0.elements(as: Double.self) }
    }
    for (order, (single, double)) in zip(gradients(.float32), gradients(.float64)).enumerated() {
      for (a, b) in zip(single, double) {
        #expect(b != 0 && abs(a - b) <= 1e-5 * abs(b), "\(name), \(order): \(a), expected \(b)")
      }
    }
  }
}
