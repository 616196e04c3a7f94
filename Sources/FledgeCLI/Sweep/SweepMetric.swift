import Fledge

/// A figure of the validation part that trials can be compared by.
struct SweepMetric: Sendable, Equatable {
  let name: String
  /// What it is for: classes, numbers, or both.
  private let isForClasses: Bool
  private let isForNumbers: Bool
  var isLargerBetter = false

  static let loss = SweepMetric(name: "loss", isForClasses: true, isForNumbers: true)
  static let all = [
    loss, SweepMetric(name: "error", isForClasses: true, isForNumbers: false),
    SweepMetric(name: "mae", isForClasses: false, isForNumbers: true),
    SweepMetric(name: "rmse", isForClasses: false, isForNumbers: true),
    SweepMetric(name: "r2", isForClasses: false, isForNumbers: true, isLargerBetter: true),
  ]

  /// Whether it is measured of such data.
  func goes(with measure: Measure) -> Bool {
    switch measure {
    case .error: isForClasses
    case .absoluteError: isForNumbers
    }
  }

  var objective: SweepCourse.Objective { .init(name, isLargerBetter: isLargerBetter) }
}
