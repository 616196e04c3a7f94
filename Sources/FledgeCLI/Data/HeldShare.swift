import ArgumentParser
import Fledge

/// A share of the data that is to be held back from the training part.
struct HeldShare {
  /// The option that says it.
  let option: String
  let fraction: Double
  /// What the data are called.
  let data: String
  /// The share that is held back where the option is not given; nil for none.
  let standard: Double?

  /// The error of a share that cannot be held back: `--validation: a share of 0.2, the default, of the 2 rows of t.csv leaves a part
  /// without any; --validation 0 holds none back`. `count` says how many there are of what.
  func refusal(of count: String, _ problem: String) -> ValidationError {
    let isDefault = fraction == standard
    return ValidationError(
      "\(option): a share of \(fraction)\(isDefault ? ", the default," : "") of the \(count) of \(data.printable) \(problem)"
        + (isDefault ? "; \(option) 0 holds none back" : ""))
  }

  /// The problem of one that holds all back, or nothing.
  static let emptyPart = "leaves a part without any"
}
