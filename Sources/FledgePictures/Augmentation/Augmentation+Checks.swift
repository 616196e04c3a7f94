import FledgeBasics

extension Augmentation {
  /// Stops the program at numbers that mean nothing.
  func check() {
    switch self {
    case .shift(let rows, let columns): check(rows.isFinite && columns.isFinite, "finite fractions")
    case .rotate(let degrees): check(degrees.isFinite, "finite angles")
    case .scale(let factors): check(factors.isFinite && factors.lowerBound > 0, "finite factors above 0")
    case .shear(let degrees):
      check(degrees.lowerBound > -90 && degrees.upperBound < 90, "angles between -90 and 90 degrees")
    case .elastic(let alpha, let sigma):
      check(alpha.isFinite && sigma > 0 && sigma.isFinite, "a finite alpha and a finite sigma above 0")
    case .flip(_, let probability): check(0...1 ~= probability, "a probability from 0 to 1")
    case .crop(let area, let proportions): check(areas: area, proportions)
    case .erase(let area, let proportions, let probability, let value):
      check(areas: area, proportions)
      check(0...1 ~= probability && value.isFinite, "a probability from 0 to 1 and a finite value")
    case .noise(let deviation): check(deviation >= 0 && deviation.isFinite, "a finite deviation of 0 or more")
    }
  }

  private func check(areas: ClosedRange<Double>, _ proportions: ClosedRange<Double>) {
    check(
      areas.lowerBound > 0 && areas.upperBound <= 1 && proportions.lowerBound > 0 && proportions.isFinite,
      "an area above 0 and up to 1, and finite proportions above 0")
  }

  private func check(_ holds: Bool, _ expected: String) {
    require(holds, "Augmentation: expected \(expected), got \(self)")
  }
}

extension ClosedRange<Double> {
  fileprivate var isFinite: Bool { lowerBound.isFinite && upperBound.isFinite }
}
