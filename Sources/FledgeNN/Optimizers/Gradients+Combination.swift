import FledgeBasics
import FledgeTensor

extension Gradients {
  /// The gradients times a number.
  public func scaled(by factor: Double) -> Gradients {
    mapped { $0 * factor }
  }

  /// ‖g‖ at most `limit`: longer gradients are scaled to it, all by one factor, so that their direction stays (Pascanu, Mikolov and Bengio,
  /// 2013). `norm` tells how long they were. Gradients that hold a NaN or an infinity have no direction: they are a programmer's error,
  /// to be looked for before by `notFinite(of:)`.
  public func clipped(toGlobalNorm limit: Double) -> Gradients {
    require(limit > 0, "clipped: expected a limit above 0, got \(limit)")
    let norm = norm
    requireFinite(norm)
    return norm > limit ? scaled(by: limit / norm) : self
  }

  /// Each parameter's gradient of norm `limit` at most, each scaled for itself; the rest is as above.
  public func clipped(toNorm limit: Double) -> Gradients {
    require(limit > 0, "clipped: expected a limit above 0, got \(limit)")
    return mapped { gradient in
      let norm = gradient.length
      requireFinite(norm)
      return norm > limit ? gradient * (limit / norm) : gradient
    }
  }

  private func requireFinite(_ norm: Double) {
    require(
      norm.isFinite,
      "clipped: expected finite gradients, got NaN or infinity in "
        + numbersNotFinite.map { "number \($0) of shape \(tensors[$0].shape)" }.joined(separator: ", ")
        + "; notFinite(of: model) names the parameters")
  }

  /// Every number within −limit and limit.
  public func clipped(toValue limit: Double) -> Gradients {
    require(limit > 0, "clipped: expected a limit above 0, got \(limit)")
    return mapped { $0.clamped(-limit, limit) }
  }

  /// Each parameter's gradient changed in a way of one's own, which keeps its shape.
  public func mapped(_ transform: (Tensor) -> Tensor) -> Gradients {
    Gradients(tensors.map(transform), observations, share: share, unreached: unreached)
  }

  /// The sum of what the parts of one batch give (see `BatchPart`): the gradients of the whole. What their statistics observed is
  /// averaged by their shares.
  public static func sum(of parts: [Gradients]) -> Gradients {
    combined(parts, weights: parts.map { _ in 1 }, of: "sum")
  }

  /// The mean of the gradients of several batches, and of what their statistics observed. `weights` are what each batch's loss was divided by,
  /// its rows or the sum of their weights, where they differ.
  public static func mean(of batches: [Gradients], weights: [Double]? = nil) -> Gradients {
    let weights = weights ?? batches.map { _ in 1 }
    let total = weights.reduce(0, +)
    require(
      weights.count == batches.count && weights.allSatisfy { $0 >= 0 } && total > 0,
      "Gradients.mean: expected a weight of 0 or more for each of \(batches.count) batches, not all 0, got \(weights)"
    )
    return combined(batches, weights: weights.map { $0 / total }, of: "mean")
  }

  private static func combined(_ all: [Gradients], weights: [Double], of operation: String) -> Gradients {
    guard let first = all.first else { fatalError("Gradients.\(operation): expected at least one") }
    require(
      all.allSatisfy {
        $0.tensors.map(\.shape) == first.tensors.map(\.shape)
          && $0.observations.map(\.count) == first.observations.map(\.count)
      },
      "Gradients.\(operation): expected the gradients of one model, got different numbers or shapes")
    let share = zip(all, weights).reduce(0) { $0 + $1.0.share * $1.1 }
    let tensors = first.tensors.indices.map { index in
      total(zip(all, weights).map { ($0.tensors[index], $1) })
    }
    let observations = first.observations.indices.map { statistic in
      first.observations[statistic].indices.map { index in
        total(zip(all, weights).map { ($0.observations[statistic][index], $0.share * $1 / share) })
      }
    }
    let unreached = first.unreached.filter { index in all.allSatisfy { $0.unreached.contains(index) } }
    return Gradients(tensors, observations, share: share, unreached: unreached)
  }

  private static func total(_ terms: [(tensor: Tensor, weight: Double)]) -> Tensor {
    let weighted = terms.map { $0.weight == 1 ? $0.tensor : $0.tensor * $0.weight }
    return weighted.dropFirst().reduce(weighted[0], +)
  }
}
