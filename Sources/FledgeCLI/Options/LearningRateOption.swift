import ArgumentParser

/// The learning rate as it is asked for.
enum LearningRateOption: Sendable, Equatable {
  /// This one.
  case given(Double)
  /// The one that a range test finds.
  case auto
  /// The one that it found.
  case found(Double)

  /// A number above 0, or `auto`.
  init(parsing text: String) throws {
    guard text != "auto" else {
      self = .auto
      return
    }
    guard let rate = Double(text), rate.isFinite, rate > 0 else {
      throw ValidationError("expected a number above 0, or auto")
    }
    self = .given(rate)
  }

  /// The rate, where it is known.
  var rate: Double? {
    switch self {
    case .given(let rate), .found(let rate): rate
    case .auto: nil
    }
  }
}
