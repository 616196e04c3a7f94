import FledgeFormula
import FledgeTensor

private let movement = UpdateFormula(state: 0, parameters: 1) { x, p in [x[0] + p[0] * (x[1] - x[0])] }

extension Parameter {
  /// value ← value + weight·(other − value), in place; false, and nothing changed, if the other has another shape or type.
  mutating func move(towards other: Tensor, by weight: Double) -> Bool {
    var none: [Tensor] = []
    return movement.apply(to: &tensor!, state: &none, gradient: other, parameters: [weight])
  }
}
