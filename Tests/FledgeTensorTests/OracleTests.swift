import Fledge
import TestSupport
import Testing

/// Values and gradients of both orders against another library's.
@Suite struct OracleTests {
  private static let cases = Result { try OracleCase.read() }

  @Test(
    "values, gradients and second gradients agree with PyTorch's to 1e-10",
    arguments: oracleOperations.keys.sorted())
  func agrees(_ operation: String) throws {
    let function = oracleOperations[operation]!
    let cases = try Self.cases.get().filter { $0.operation == operation }
    #expect(!cases.isEmpty, "the file has no case of \(operation)")
    for (number, oracle) in cases.enumerated() {
      let name = "\(operation), case \(number), \(oracle.shapes), \(oracle.attributes)"
      let (inputs, weights, gradientWeights) = oracle.drawn()
      func gradients(at inputs: [Tensor]) -> [Tensor] {
        valueAndGradients(at: inputs) { inputs in
          let y = function(inputs, oracle.attributes)
          return (weights * y * y).sum()
        }.gradients
      }
      expectAgreement(function(inputs, oracle.attributes), oracle.value, "\(name): value")
      let first = gradients(at: inputs)
      for (index, expected) in oracle.gradients.enumerated() {
        expectAgreement(first[index], expected, "\(name): gradient \(index)")
      }
      let second = valueAndGradients(at: inputs) { inputs in
        zip(gradients(at: inputs), gradientWeights).map { ($0 * $1).sum() }.reduce(
          Tensor.zeros([], dtype: .float64), +)
      }.gradients
      for (index, expected) in oracle.secondGradients.enumerated() {
        expectAgreement(second[index], expected, "\(name): second gradient \(index)")
      }
    }
  }

  @Test("every case of the file is of an operation that is compared, and there are at least 300")
  func everyCase() throws {
    let cases = try Self.cases.get()
    #expect(cases.count >= 300)
    #expect(Set(cases.map(\.operation)).subtracting(oracleOperations.keys) == [])
  }

  /// Element by element to 1e-10 of the largest magnitude, or of 1.
  private func expectAgreement(_ a: Tensor, _ b: Tensor, _ name: String) {
    #expect(a.shape == b.shape, "\(name)")
    let expected = b.elements(as: Double.self)
    let tolerance = 1e-10 * max(1, expected.map(abs).max() ?? 0)
    for (x, y) in zip(a.elements(as: Double.self), expected) where !(abs(x - y) <= tolerance) {
      Issue.record("\(name): \(x), expected \(y)")
      return
    }
  }
}
