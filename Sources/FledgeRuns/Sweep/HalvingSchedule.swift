import FledgeBasics

/// Successive halving (Jamieson and Talwalkar, 2016): many trials train for few epochs, and only the best go on to more.
///
/// With the factor η the rung k of the rungs 0 … s has ⌊n/ηᵏ⌋ trials, which are trained to ⌊R/ηˢ⁻ᵏ⌋ epochs in all: the first bracket of
/// Hyperband (Li et al., 2018). s is the largest for which the first rung has an epoch and the last a trial.
package struct HalvingSchedule: Sendable, Equatable {
  /// So many trials to so many epochs.
  package struct Rung: Sendable, Equatable {
    package let trials: Int
    package let epochs: Int
  }

  /// In their order: fewer trials, more epochs.
  package let rungs: [Rung]

  /// - Parameters:
  ///   - trials: n, those of the first rung, at least 1.
  ///   - epochs: R, those of the last rung, at least 1.
  ///   - factor: η, at least 2: one of so many trials goes on.
  package init(trials: Int, epochs: Int, factor: Int) {
    require(
      trials >= 1 && epochs >= 1 && factor >= 2,
      "HalvingSchedule: expected trials, epochs and a factor of 2 or more, got \(trials), \(epochs), \(factor)"
    )
    var (powers, power) = ([1], 1)
    while power <= min(trials, epochs) / factor {
      power *= factor
      powers.append(power)
    }
    rungs = zip(powers, powers.reversed()).map { Rung(trials: trials / $0, epochs: epochs / $1) }
  }
}

extension HalvingSchedule: CustomStringConvertible {
  /// `20 trials to 28 epochs, 6 to 85, 2 to 256`.
  package var description: String {
    rungs.enumerated().map { number, rung in
      number > 0
        ? "\(rung.trials) to \(NumberText.grouped(rung.epochs))"
        : "\(NumberText.count(rung.trials, "trial")) to \(NumberText.count(rung.epochs, "epoch"))"
    }.joined(separator: ", ")
  }
}
