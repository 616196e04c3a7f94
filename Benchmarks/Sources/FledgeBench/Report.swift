import Foundation

/// Results on standard output, each as soon as it is there: a table, or one JSON object a line.
struct Report {
  let isJSON: Bool

  func begin() {
    if !isJSON { show("workload", "threads", "median µs", "best µs", "GFLOP/s") }
  }

  func show(_ result: BenchmarkResult) {
    let (median, best) = (text(result.medianMicroseconds), text(result.bestMicroseconds))
    let rate = text(result.gigaflops)
    if isJSON {
      print(
        """
        {"workload": "\(result.name)", "us_per_step": \(median), "best_us": \(best), "gflops": \(rate), \
        "threads": \(result.threads)}
        """)
    } else {
      show(result.name, "\(result.threads)", median, best, rate)
    }
    fflush(nil)
  }

  private func show(_ name: String, _ numbers: String...) {
    let cells = numbers.map { String(repeating: " ", count: max(12 - $0.count, 1)) + $0 }
    print(name + String(repeating: " ", count: max(26 - name.count, 1)) + cells.joined())
  }

  /// Four significant digits or all digits before the point.
  private func text(_ value: Double) -> String {
    let decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : value >= 1 ? 3 : 4
    return String(format: "%.\(decimals)f", value)
  }
}
