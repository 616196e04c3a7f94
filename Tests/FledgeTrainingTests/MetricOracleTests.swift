import Fledge
import Foundation
import TestSupport
import Testing

/// Figures of scikit-learn. Tests/Oracle/metrics.py wrote them.
@Suite struct MetricOracleTests {
  /// A line of the file.
  struct Case: Sendable, CustomStringConvertible {
    let kind: String
    let count: Int
    let drawn: String
    let figures: [String: Double]

    var description: String { "\(kind) \(count) \(drawn)" }
  }

  static let cases: [Case] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/metrics.txt")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let words = line.split(separator: "\t")
      let figures = words[3].split(separator: " ").map { $0.split(separator: "=") }
      return Case(
        kind: String(words[0]), count: Int(words[1])!, drawn: String(words[2]),
        figures: Dictionary(uniqueKeysWithValues: figures.map { (String($0[0]), Double($0[1])!) }))
    }
  }()

  private static let examples = 200

  /// As `examples` in the script.
  private func classes(_ classes: Int, _ drawn: String) -> (logits: Tensor, labels: [Int]) {
    var (first, second) = (OracleDraw(seed: UInt64(classes)), OracleDraw(seed: UInt64(classes + 100)))
    var logits = (6 * first.tensor([Self.examples, classes], 0, 1) - 3).elements(as: Double.self)
    let labels = second.tensor([Self.examples], 0, 1).elements(as: Double.self).map { u in
      Int((drawn == "rare" ? u * u * u : u) * Double(drawn == "absent" ? classes - 1 : classes))
    }
    for (row, label) in labels.enumerated() { logits[row * classes + label] += 1 }
    if drawn == "coarse" { logits = logits.map { ($0 * 4).rounded(.down) / 4 } }
    return (Tensor(shape: [Self.examples, classes], logits), labels)
  }

  private func add(_ predictions: Tensor, _ targets: Tensor, classes: Bool, to metric: inout some Metric) {
    for start in stride(from: 0, to: predictions.shape[0], by: 17) {
      let range = start..<min(start + 17, predictions.shape[0])
      let (results, targets) = (predictions[range], targets[range])
      metric.add(
        results,
        classes ? Batch(inputs: results, labels: targets) : Batch(inputs: results, targets: targets))
    }
  }

  @Test("classes: all figures, all classes", arguments: cases.filter { $0.kind == "classes" })
  func ofClasses(_ expected: Case) throws {
    let (logits, labels) = classes(expected.count, expected.drawn)
    var report = ClassificationReport()
    add(logits, Tensor(labels), classes: true, to: &report)
    var found = Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0.value) })
    for (number, figures) in report.classes.enumerated() {
      #expect(figures.examples == labels.count { $0 == number })
      found["precision_\(number)"] = figures.precision
      found["recall_\(number)"] = figures.recall
      found["f1_\(number)"] = figures.f1
      found["auc_\(number)"] = figures.areaUnderROC
      found["average_precision_\(number)"] = figures.averagePrecision
    }
    for (name, value) in expected.figures {
      #expect(abs(try #require(found[name]) - value) < 1e-13, "\(name): \(found[name]!), not \(value)")
      found[name] = nil
    }
    // What is left are the areas of a class without examples, which have no value.
    #expect(
      found.values.allSatisfy(\.isNaN) && found.count == (expected.drawn == "absent" ? 2 : 0), "\(found)")

    let alone: [any Metric] = [
      ClassificationMetric.balancedAccuracy, AreaUnderROC(), AveragePrecision(), ProbabilityMetric.logLoss,
      ProbabilityMetric.brierScore, ProbabilityMetric.calibrationError,
    ]
    for var metric in alone {
      add(logits, Tensor(labels), classes: true, to: &metric)
      #expect(abs(metric.value - expected.figures[metric.name]!) < 1e-13, "\(metric.name)")
    }
  }

  @Test("numbers", arguments: cases.filter { $0.kind == "numbers" })
  func ofNumbers(_ expected: Case) throws {
    let shape: Shape = [51, expected.count]
    var (first, second) = (
      OracleDraw(seed: UInt64(expected.count + 7)), OracleDraw(seed: UInt64(expected.count + 70))
    )
    let predictions = first.tensor(shape, 0, 1) * 8
    let targets = second.tensor(shape, 0, 1) * 8 + predictions
    for var metric: any Metric in [RegressionMetric.mae, .rmse, .r2] + [MedianAbsoluteError()] as [any Metric]
    {
      add(predictions, targets, classes: false, to: &metric)
      #expect(abs(metric.value - expected.figures[metric.name]!) < 1e-13, "\(metric.name)")
    }
    var (even, scaled) = (MedianAbsoluteError(), MedianAbsoluteError(scale: 10))
    add(predictions[0..<50], targets[0..<50], classes: false, to: &even)
    #expect(abs(even.value - expected.figures["median_of_even"]!) < 1e-13)
    add(predictions[0..<50], targets[0..<50], classes: false, to: &scaled)
    #expect(abs(scaled.value - 10 * even.value) < 1e-12)
  }

  @Test("there are as many cases as the script wrote")
  func complete() { #expect(Self.cases.count == 8) }
}
