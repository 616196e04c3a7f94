import FledgeBasics
import FledgeKernels

extension Random {
  /// Masks, or numbers 0 and 1, each true with the same probability and independent of the others.
  public mutating func bernoulli(
    _ shape: Shape, probability: Double = 0.5, dtype: DType = .bool
  ) -> Tensor {
    require(
      probability >= 0 && probability <= 1,
      "Random.bernoulli: expected a probability from 0 to 1, got \(probability)")
    return (uniform(shape, dtype: .float64) .< probability).converted(to: dtype)
  }

  /// Classes drawn by their logits (…, classes): Int32 numbers of the shape (…), class i with probability
  /// softmax(logits)ᵢ. With a `shape`, to which (…) must broadcast, as many draws as it has elements.
  ///
  /// By the Gumbel-max trick: the largest of logitᵢ − log(−log uᵢ), for u drawn evenly from 0 ..< 1 (Gumbel, 1954).
  public mutating func categorical(_ shape: Shape? = nil, logits: Tensor) -> Tensor {
    require(
      logits.rank > 0 && logits.shape[-1] > 0,
      "Random.categorical: expected logits of shape (…, classes) with at least one class, got \(logits.shape)"
    )
    let logits = logits.detached.converted(to: .float64)
    require(
      (logits .< .infinity).sum().item == Double(logits.count),
      "Random.categorical: expected logits that are neither NaN nor +∞, got \(logits)")
    let batch = Shape(Array(logits.shape.dimensions.dropLast()))
    let possible = (logits.max(axis: -1) .> -Double.infinity).sum().item
    require(
      possible == Double(batch.elementCount),
      "Random.categorical: expected a logit above −∞ in each row, got \(logits)")
    let drawn = shape ?? batch
    require(
      batch.broadcast(with: drawn) == drawn,
      "Random.categorical: logits \(logits.shape) do not broadcast to draws of shape \(drawn)")
    let noise = -log(-log(uniform(Shape(drawn.dimensions + [logits.shape[-1]]), dtype: .float64)))
    return (logits + noise).argMax(axis: -1)
  }

  /// Classes drawn by their probabilities (…, classes), or by weights in proportion to them, none of them negative:
  /// Int32 numbers of the shape (…). With a `shape`, to which (…) must broadcast, as many draws as it has elements.
  public mutating func categorical(_ shape: Shape? = nil, probabilities: Tensor) -> Tensor {
    let weights = probabilities.detached.converted(to: .float64)
    require(
      (weights .>= 0).sum().item == Double(weights.count),
      "Random.categorical: expected probabilities of 0 or more, got \(probabilities)")
    if weights.rank > 0, weights.shape[-1] > 0 {
      let possible = (weights.max(axis: -1) .> 0).sum().item
      require(
        possible * Double(weights.shape[-1]) == Double(weights.count),
        "Random.categorical: expected a probability above 0 in each row, got \(probabilities)")
    }
    return categorical(shape, logits: log(weights))
  }
}

extension Tensor {
  /// Numbers drawn from the normal distribution.
  public static func normal(
    _ shape: Shape, mean: Double = 0, standardDeviation: Double = 1, dtype: DType = .float32,
    using random: inout Random
  ) -> Tensor {
    random.normal(shape, mean: mean, standardDeviation: standardDeviation, dtype: dtype)
  }

  /// Numbers drawn evenly from low ..< high.
  public static func uniform(
    _ shape: Shape, from low: Double = 0, to high: Double = 1, dtype: DType = .float32,
    using random: inout Random
  ) -> Tensor {
    random.uniform(shape, from: low, to: high, dtype: dtype)
  }

  /// Masks, or numbers 0 and 1, each true with the same probability and independent of the others.
  public static func bernoulli(
    _ shape: Shape, probability: Double = 0.5, dtype: DType = .bool, using random: inout Random
  ) -> Tensor {
    random.bernoulli(shape, probability: probability, dtype: dtype)
  }

  /// Classes drawn by their logits (…, classes): Int32 numbers of the shape (…), or of `shape`.
  public static func categorical(
    _ shape: Shape? = nil, logits: Tensor, using random: inout Random
  ) -> Tensor {
    random.categorical(shape, logits: logits)
  }

  /// Classes drawn by their probabilities (…, classes): Int32 numbers of the shape (…), or of `shape`.
  public static func categorical(
    _ shape: Shape? = nil, probabilities: Tensor, using random: inout Random
  ) -> Tensor {
    random.categorical(shape, probabilities: probabilities)
  }
}
