import FledgeFormula
import FledgeTensor
import Testing

/// A slope that is infinite at a point of an arm that `select` does not take comes back as 0.
@Suite struct SingularGradientTests {
  private let zeros = Tensor([0, 0] as [Float])

  private func slope(_ x: [Float], _ body: (Tensor) -> Tensor) -> [Float] {
    gradient(at: Tensor(x)) { x in select(x .> zeros, body(x), zeros).sum() }.elements()
  }

  @Test func armsNotTaken() {
    #expect(slope([0, 4]) { x in sqrt(x) } == [0, 0.25])
    #expect(slope([0, 2]) { x in log(x) } == [0, 0.5])
    #expect(slope([0, 2]) { x in 1 / x } == [0, -0.25])
    #expect(slope([0, 4]) { x in pow(x, 0.5) } == [0, 0.25])
    #expect(slope([-1000, 0.5]) { x in exp(-x) }[0] == 0)
  }

  @Test("a factor that is infinite, of an arm not taken, too")
  func infiniteFactors() {
    #expect(slope([0, 1]) { x in x * log(x) } == [0, 1])
    let large = Tensor([1000, 0] as [Float])
    let grown = gradient(at: large) { x in select(x .< 10, x * exp(x), zeros).sum() }
    #expect(grown.elements(as: Float.self) == [0, 1])
    // The slope of a product by one factor is the other where the gradient is 0, too.
    let y = Tensor([3, -2] as [Float])
    let mixed = gradient(at: y) { y in gradient(at: zeros) { x in (x * y * x).sum() }.sum() }
    #expect(mixed.elements(as: Float.self) == [0, 0])
    let slopes = gradient(at: zeros) { w in gradient(at: y) { y in (w * y).sum() }.sum() }
    #expect(slopes.elements(as: Float.self) == [1, 1])
  }

  @Test func toSecondOrder() {
    let curvature = gradient(at: Tensor([0, 4] as [Float])) { x in
      gradient(at: x) { x in select(x .> zeros, sqrt(x), zeros).sum() }.sum()
    }
    #expect(curvature.elements(as: Float.self) == [0, -0.03125])
  }

  @Test func formulasOfManyInputsRunInStages() {
    let count = 40
    let formula = Formula(inputs: count) { x, _ in [x.reduce(0.5) { tanh($0 * $1 + 0.5) }] }
    let values = (0..<count).map { i -> [Double] in
      (0..<7).map { j -> Double in
        let step = (i * 7 + j * 3) % 11
        return Double(step) / 5 - 1
      }
    }
    let tensors = values.map { Tensor($0) }
    let found = formula.outputs(tensors)[0].elements(as: Double.self)
    let slope = gradient(at: tensors[33]) { x in
      formula.outputs(tensors[..<33] + [x] + tensors[34...])[0].sum()
    }.elements(as: Double.self)
    let derivative = formula.derivative(withRespectTo: 33)
    for column in 0..<7 {
      let point = values.map { $0[column] }
      #expect((found[column] - formula(point)[0]).magnitude < 1e-12)
      #expect((slope[column] - derivative(point)[0]).magnitude < 1e-12)
    }
  }
}
