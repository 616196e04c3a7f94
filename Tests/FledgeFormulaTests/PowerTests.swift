import FledgeFormula
import Testing

/// A constant exponent, one given as a parameter and one that is an input are one function, at the edges too.
@Suite struct PowerTests {
  private let bases: [Double] = [
    -.infinity, -8, -2, -1, -0.5, -0.0, 0, 1e-3, 0.5, 1, 2, 8, .infinity, .nan,
  ]
  private let exponents: [Double] = [-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4]

  private func same(_ a: Double, _ b: Double) -> Bool {
    a == b || (a.isNaN && b.isNaN) || (a - b).magnitude <= 1e-14 * b.magnitude
  }

  @Test func allWaysAgree() {
    let two = Formula { x, y in pow(x, y) }
    let scalar = Formula(inputs: 1, parameters: 1) { x, p in [pow(x[0], p[0])] }
    for y in exponents {
      let constant = Formula { x in pow(x, y) }
      for x in bases {
        let value = constant([x])[0]
        #expect(same(scalar([x], parameters: [y])[0], value), "\(x)^\(y)")
        #expect(same(two([x, y])[0], value), "\(x)^\(y)")
        let slope = constant.derivative()([x])[0]
        #expect(same(scalar.derivative()([x], parameters: [y])[0], slope), "slope of \(x)^\(y)")
        #expect(same(two.derivative()([x, y])[0], slope), "slope of \(x)^\(y)")
      }
      onEveryInstructionSet { isa in
        let expected = bases.map { constant([$0])[0] }
        for found in [
          constant.run(bases), scalar.run([bases], parameters: [y]),
          two.run([bases, bases.map { _ in y }]),
        ] {
          for (x, (a, b)) in zip(bases, zip(found, expected)) { #expect(same(a, b), "\(x)^\(y) on \(isa)") }
        }
      }
    }
  }

  /// IEEE 754-2019, section 9.2.1, as in NumPy.
  @Test func edges() {
    func power(_ x: Double, _ y: Double) -> Double { Formula { x in pow(x, y) }([x])[0] }
    #expect(power(-.infinity, 0.5) == .infinity)
    #expect(power(.nan, 0) == 1)
    #expect(power(-.infinity, -3) == 0)
    #expect(power(-.infinity, 3) == -.infinity)
    #expect(power(0, -0.5) == .infinity)
    #expect(power(-2, 0.5).isNaN)
    let general = Formula { x, y in pow(x, y) }
    for x in [0, 1, -2, .infinity, .nan] { #expect(general.derivative()([x, 0]) == [0], "\(x)") }
    #expect(general.derivative(withRespectTo: 1)([0, 0]) == [0])
    #expect(general([1, .nan]) == [1])
  }
}
