import FledgeBasics

extension ClassificationReport {
  /// The figures of all classes together, in two lines.
  package func lines(accuracy: Double) -> [String] {
    let figures = byName
    let first = [("top_2_accuracy", "first two"), ("top_5_accuracy", "first five")].compactMap { key, name in
      figures[key].map { "among the \(name) \(NumberText.percent($0))" }
    }
    let areas = [("f1_macro", "F1"), ("auc", "ROC area"), ("average_precision", "PR area")].map { key, name in
      "\(name) \(Self.share(figures[key]!))"
    }
    let counted =
      [
        "accuracy \(NumberText.percent(accuracy))",
        "balanced accuracy \(NumberText.percent(balancedAccuracy))",
      ]
      + first + areas
    let probabilities = [
      "log-loss \(NumberText.significant(probabilities.logLoss))",
      "Brier score \(NumberText.significant(probabilities.brierScore))",
      "calibration error \(NumberText.percent(probabilities.expectedCalibrationError))",
    ]
    return [counted, probabilities].map { $0.joined(separator: ", ") }
  }

  /// The most classes that a table for people shows.
  private static let mostRows = 30

  /// The figures of each class in a table, with the names that `name` gives the classes; of many classes those with the lowest F1.
  package func table(_ name: (Int) -> String) -> String {
    let classes = classes
    var shown = Array(classes.indices)
    if shown.count > Self.mostRows {
      shown = Array(
        shown.filter { classes[$0].examples > 0 }
          .sorted { (classes[$0].f1, $0) < (classes[$1].f1, $1) }.prefix(Self.mostRows))
    }
    let rows = shown.map { number in
      let figures = classes[number]
      let shares = [
        figures.precision, figures.recall, figures.f1, figures.areaUnderROC, figures.averagePrecision,
      ]
      return [name(number), NumberText.grouped(figures.examples)] + shares.map(Self.share)
    }
    let heading = ["class", "examples", "precision", "recall", "F1", "ROC area", "PR area"]
    let table = TextTable([heading] + rows, rightAligned: Set(1...6)).description
    guard shown.count < classes.count else { return table }
    return
      "the \(shown.count) of \(NumberText.count(classes.count, "class", "classes")) with the lowest F1:\n"
      + table
  }

  private var byName: [String: Double] {
    Dictionary(uniqueKeysWithValues: figures.map { ($0.name, $0.value) })
  }

  /// A share in four digits; a dash for none.
  private static func share(_ value: Double) -> String {
    value.isNaN ? "–" : NumberText.fixed(value, digits: 4)
  }
}
