import Fledge
import Testing

/// Mean, variance and bounds of the initialisers, for weights of 300 inputs and 200 outputs.
@Suite struct InitializerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let initializer: Initializer
    let variance: Double
    let bound: Double?
    var testDescription: String { initializer.name }
    init(_ initializer: Initializer, variance: Double, bound: Double? = nil) {
      (self.initializer, self.variance, self.bound) = (initializer, variance, bound)
    }
  }

  static let cases: [Case] = [
    Case(.normal(standardDeviation: 0.3), variance: 0.09),
    Case(.normalByOutputs, variance: 1.0 / 200),
    Case(.xavierUniform, variance: 2.0 / 500, bound: (6.0 / 500).squareRoot()),
    Case(.xavierNormal, variance: 2.0 / 500),
    Case(.kaimingUniform, variance: 2.0 / 300, bound: (6.0 / 300).squareRoot()),
    Case(.kaimingNormal, variance: 2.0 / 300),
    Case(.lecunNormal, variance: 1.0 / 300),
  ]

  @Test("mean, variance and bounds, in both types", arguments: cases)
  func moments(_ test: Case) {
    for dtype in [DType.float32, .float64] {
      var random = Random(seed: 11)
      let x = test.initializer([300, 200], dtype: dtype, random: &random)
      #expect(x.shape == [300, 200] && x.dtype == dtype)
      // Five standard errors of the mean, and of the variance of a normal.
      let count = Double(x.count)
      #expect(abs(x.mean().item) < 5 * (test.variance / count).squareRoot())
      let spread = x.converted(to: .float64).squared.mean().item
      #expect(abs(spread - test.variance) < 5 * test.variance * (2 / count).squareRoot())
      let largest = abs(x).max().item
      if let bound = test.bound {
        #expect(largest <= bound * (1 + 1e-6) && largest > 0.999 * bound)
      } else {
        #expect(largest > 3.5 * test.variance.squareRoot())
      }
    }
  }

  @Test("constants")
  func constants() {
    var random = Random(seed: 1)
    #expect(Initializer.zeros([2], dtype: .float32, random: &random) == [0, 0])
    #expect(Initializer.ones([2], dtype: .float32, random: &random) == [1, 1])
    #expect(
      Initializer.constant(0.5)([2], dtype: .float64, random: &random) == Tensor([0.5, 0.5], dtype: .float64))
  }

  @Test("weights without elements can be drawn")
  func empty() {
    for test in Self.cases {
      var random = Random(seed: 1)
      #expect(test.initializer([0, 4], dtype: .float32, random: &random).shape == [0, 4])
      #expect(test.initializer([4, 0], dtype: .float32, random: &random).shape == [4, 0])
    }
  }
}
