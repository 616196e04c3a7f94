import FledgeBasics
import FledgeTensor

/// The last axes of an input, which a layer normalises together; they must have the lengths `shape`.
struct LastAxes {
  private let shape: Shape

  init(_ shape: Shape) { self.shape = shape }

  /// Their numbers in `x`.
  func indices(of x: Tensor, in layer: String) -> [Int] {
    require(fit(x.shape), "\(layer): expected \(expected), got \(x.shape)")
    return Array((x.rank - shape.rank)..<x.rank)
  }

  /// The shape of the result, that of the input. Throws `ShapeMismatch` if it, or what a file says of the layer, does not fit.
  func checked(_ input: Shape, parameters: [Shape?], epsilon: Double) throws -> Shape {
    let parameters = parameters.compactMap { $0 }
    guard shape.rank >= 1, parameters.allSatisfy({ $0 == shape }), epsilon >= 0 else {
      throw ShapeMismatch(
        expected: "parameters of the shape that is normalised, and an epsilon of 0 or more",
        found: "\(parameters) for \(shape) and \(epsilon)")
    }
    guard fit(input) else { throw ShapeMismatch(expected: expected, found: "\(input)") }
    return input
  }

  private func fit(_ input: Shape) -> Bool {
    input.rank >= shape.rank && input.dimensions.suffix(shape.rank) == shape.dimensions[...]
  }

  private var expected: String { "(…, \(shape.dimensions.map(String.init).joined(separator: ", ")))" }
}
