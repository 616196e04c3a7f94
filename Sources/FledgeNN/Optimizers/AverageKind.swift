/// How much each model counts in a `ModelAverage`.
public enum AverageKind: Sendable, Equatable {
  /// average ← d·average + (1 − d)·weights (Polyak and Juditsky, 1992, with weights that fade); the first models count as if more had come
  /// before: d is at most (1 + n)/(10 + n) after n models.
  case exponential(Double)
  /// All models alike (Izmailov and others, 2018).
  case uniform
}
