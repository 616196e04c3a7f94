import FledgeFormula
import FledgeKernels
import Testing

@Test func prints() {
  for f in StandardFormulas.all {
    let d = f.formula.derivative()
    print(f.name, "|", f.formula, "|", d, "|", d.derivative())
    print(f.formula.vectorJacobianProduct(wanted: 1, usingOutput: true))
    print(f.formula.program.operationCount, d.program.operationCount, d.derivative().program.operationCount)
    for x in [-Double.infinity, -1e20, -1e4, -3, 0, 0.5, 3, 1e4, 1e20, Double.infinity] {
      print(x, f.formula([x])[0], d([x])[0], d.derivative()([x])[0])
    }
  }
}
