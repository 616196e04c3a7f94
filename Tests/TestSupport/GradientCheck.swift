import Fledge
import Testing

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
