import Fledge
import Testing

/// The areas of a report, which are computed when they are asked for.
@Suite struct ClassificationReportTests {
  private func batch(_ labels: [Int]) -> Batch {
    Batch(inputs: .zeros([labels.count, 1]), labels: Tensor(labels.map(Int32.init)))
  }

  @Test(
    "what was asked for before is not what is told after further examples; a copy has its own",
    arguments: [2, 3])
  func again(classes: Int) {
    let labels = (0..<12).map { $0 % classes }
    let logits = Tensor(labels.indices.map { row in (0..<classes).map { Float(row * ($0 + 2) * 7 % 11) } })
    var (report, whole) = (ClassificationReport(), ClassificationReport())
    report.add(logits[0..<6], batch(Array(labels[0..<6])))
    let first = report.classes
    #expect(report.classes == first)
    var copy = report
    copy.add(logits[6..<12], batch(Array(labels[6..<12])))
    whole.add(logits, batch(labels))
    #expect(copy.classes.map(\.areaUnderROC) == whole.classes.map(\.areaUnderROC))
    #expect(copy.classes.map(\.averagePrecision) == whole.classes.map(\.averagePrecision))
    #expect(report.classes == first && copy.classes != first)
  }
}
