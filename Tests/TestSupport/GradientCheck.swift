import Fledge
import Testing

/// What a gradient check saw.
package struct GradientCheck: Sendable {
  /// Coordinates compared, over all inputs and outputs.
  package var compared = 0
  /// Coordinates skipped because they sit on a kink.
  package var kinks = 0
  /// Entries over tolerance, described.
  package var failures: [String] = []

  /// Compares the full Jacobian of `f`, a function of Float64 tensors with a result of any shape, with central
  /// differences, entry by entry.
  package init(at inputs: [Tensor], _ f: ([Tensor]) -> Tensor) {
    let result = f(inputs)
    for (number, input) in inputs.enumerated() {
      let differences = CentralDifferences(
        of: { moved in
          var all = inputs
          all[number] = moved
          return f(all)
        }, at: input, coordinates: Array(0..<input.count))
      let steepest = differences.slopes.joined().compactMap { $0 }.map(abs).max() ?? 0
      let tolerance = CentralDifferences.tolerance(
        largestSlope: steepest, largestValue: differences.largestValue)
      for output in 0..<result.count {
        let gradient = valueAndGradients(at: inputs) {
          f($0).flattened[output]
        }.gradients[number].elements(as: Double.self)
        for coordinate in 0..<input.count {
          guard let slope = differences.slopes[coordinate][output] else {
            kinks += 1
            continue
          }
          compared += 1
          // Written so that a NaN fails.
          if !(abs(gradient[coordinate] - slope) <= tolerance) {
            failures.append(
              "∂f[\(output)]/∂x\(number)[\(coordinate)]: gradient \(gradient[coordinate]), difference \(slope)"
            )
          }
        }
      }
    }
  }
}

/// Expects the Jacobian of `f` to agree with central differences, at points without too many kinks.
package func expectGradient(
  of f: ([Tensor]) -> Tensor, at inputs: [Tensor], _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let check = GradientCheck(at: inputs, f)
  #expect(check.failures.isEmpty, "\(name): \(check.failures.prefix(3))", sourceLocation: sourceLocation)
  #expect(
    check.kinks * 10 <= check.compared + 10, "\(name): \(check.kinks) kinks", sourceLocation: sourceLocation)
}
