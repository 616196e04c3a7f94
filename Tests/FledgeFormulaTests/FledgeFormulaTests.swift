import FledgeFormula
import Testing

@Test func standardFormulasReachTheirLimits() {
  for named in StandardFormulas.all where !["identity", "square", "sin", "cos"].contains(named.name) {
    for x in [-Double.infinity, -1e20, -1e4, 1e4, 1e20, .infinity] {
      #expect(!named.formula([x])[0].isNaN)
      #expect(!named.formula.derivative()([x])[0].isNaN)
      #expect(!named.formula.derivative().derivative()([x])[0].isNaN)
    }
  }
}
