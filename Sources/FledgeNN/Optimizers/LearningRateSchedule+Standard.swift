import FledgeFormula

// The table that the command line, the tests and the help read.
extension LearningRateSchedule {
  /// Every standard schedule.
  public static let standard: [LearningRateSchedule] = [
    constant, linear, cosine, oneCycle, stepDecay, cosineLog,
  ]

  /// The full rate throughout.
  public static let constant = LearningRateSchedule("constant", "the full rate throughout") { _ in 1 }

  /// 1 − t: a straight line to 0.
  public static let linear = LearningRateSchedule("linear", "a straight line to 0") { t in 1 - t }

  /// (1 + cos πt)/2: half a cosine to 0 (Loshchilov and Hutter, 2017).
  public static let cosine = LearningRateSchedule(
    "cosine", "half a cosine to 0 (Loshchilov and Hutter, 2017)", decay: halfCosine)

  /// A rise from 1/25 over 30 % of the steps and a fall to 0 over the rest (Smith and Topin, 2018), both half a cosine and
  /// in these proportions as fast.ai made it common. It leaves the momentum as it is.
  public static let oneCycle = LearningRateSchedule(
    "one-cycle", "half a cosine up from 1/25, then one down to 0 (Smith and Topin, 2018)", warmUp: 0.3,
    rise: { t in 1 - 0.96 * halfCosine(t) }, decay: halfCosine)

  /// 1, then 1/10 from half of the steps on, then 1/100 from three quarters on (He et al., 2016).
  public static let stepDecay = LearningRateSchedule(
    "step", "a tenth from half of the steps on, a hundredth from three quarters on (He et al., 2016)"
  ) { t in select(t .< 0.5, 1, select(t .< 0.75, 0.1, 0.01)) }

  /// (1 − cos 2πlog₂(1 + 15t))/2: four waves from 0 to 1 and back, each twice as long as the one before (Holzmüller, Grinsztajn and
  /// Steinwart, 2024). It begins at 0, so it needs no warm-up.
  public static let cosineLog = LearningRateSchedule(
    "cosine-log", "four waves from 0 and back, each twice as long as the last (Holzmüller and others, 2024)"
  ) { t in (1 - cos(2 * Double.pi / 0.6931471805599453 * log(1 + 15 * t))) / 2 }

  private static func halfCosine(_ t: Formula.Expression) -> Formula.Expression {
    (1 + cos(Double.pi * t)) / 2
  }
}
