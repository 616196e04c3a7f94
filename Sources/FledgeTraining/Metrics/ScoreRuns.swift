import FledgeBasics

/// Examples in the order of their scores, those of equal scores together, the highest first: what areas under curves are made of.
struct ScoreRuns {
  /// Examples of one score.
  private struct Run {
    var positives = 0
    var negatives = 0
  }

  private let runs: [Run]
  private let positives: Double
  private let negatives: Double

  init(scores: [Double], isPositive: [Bool], in name: String) {
    require(
      scores.count == isPositive.count,
      "\(name): expected as many scores as examples, got \(scores.count) and \(isPositive.count)")
    var (runs, last) = ([Run](), Double.nan)
    for example in zip(scores, isPositive).sorted(by: { $0.0 > $1.0 }) {
      if example.0 != last { runs.append(Run()) }
      last = example.0
      if example.1 { runs[runs.count - 1].positives += 1 } else { runs[runs.count - 1].negatives += 1 }
    }
    self.runs = runs
    // NaN has no place in the order.
    positives = scores.contains(where: \.isNaN) ? .nan : Double(runs.reduce(0) { $0 + $1.positives })
    negatives = Double(runs.reduce(0) { $0 + $1.negatives })
  }

  /// The share of the pairs of a positive and a negative example in which the positive one has the higher score, half of a tie
  /// counting; NaN unless there are both kinds.
  var areaUnderROC: Double {
    var (above, pairs) = (0.0, 0.0)
    for run in runs {
      pairs += Double(run.negatives) * (above + Double(run.positives) / 2)
      above += Double(run.positives)
    }
    return pairs / (positives * negatives)
  }

  /// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the thresholds from the highest on; NaN unless there is a positive example.
  var averagePrecision: Double {
    var (hits, count, sum) = (0.0, 0.0, 0.0)
    for run in runs {
      hits += Double(run.positives)
      count += Double(run.positives + run.negatives)
      sum += Double(run.positives) / positives * (hits / count)
    }
    return positives > 0 ? sum : .nan
  }
}
