import FledgeBasics
import FledgeFormula
import FledgeTensor

/// An average of a model's weights over the steps of its training: often better than the last ones.
///
/// It is a value beside the model: `update` after each step, `model` whenever it is to be evaluated. The statistics of an average are those of the
/// last model; `Module.measuringStatistics` measures them anew.
public struct ModelAverage<Model: Module>: Sendable {
  /// How much each model counts.
  public enum Kind: Sendable, Equatable {
    /// average ← d·average + (1 − d)·weights (Polyak and Juditsky, 1992, with weights that fade); the first models count as if more had come
    /// before: d is at most (1 + n)/(10 + n) after n models.
    case exponential(Double)
    /// All models alike (Izmailov and others, 2018).
    case uniform
  }

  /// The average so far.
  public private(set) var model: Model
  /// How many models were averaged, the first included.
  public private(set) var count = 1
  /// How much each counts.
  public let kind: Kind

  /// The average of one model.
  public init(_ model: Model, _ kind: Kind) {
    if case .exponential(let decay) = kind {
      require(
        decay >= 0 && decay < 1, "ModelAverage: expected a decay from 0 to below 1, got \(decay)")
    }
    (self.model, self.kind) = (model, kind)
  }

  /// Goes on from an average that was kept, of `count` models.
  public init(resuming model: Model, _ kind: Kind, count: Int) {
    self.init(model, kind)
    require(count >= 1, "ModelAverage: expected a count of at least 1, got \(count)")
    self.count = count
  }

  /// Takes another model of the same parameters into the average.
  public mutating func update(with newer: Model) {
    let n = Double(count)
    let weight =
      switch kind {
      case .uniform: 1 / (n + 1)
      case .exponential(let decay): 1 - min(decay, (1 + n) / (10 + n))
      }
    let values = newer.namedTensors.map(\.parameter.value)
    let isStatistic = Set(newer.namedStatistics.map(\.name))
    var index = 0
    model.forEachTensor { path, parameter in
      if isStatistic.contains(path) {
        parameter.value = values[index]
      } else {
        parameter.move(towards: values[index], by: weight)
      }
      index += 1
    }
    count += 1
  }
}

private let movement = UpdateFormula(state: 0, parameters: 1) { x, p in [x[0] + p[0] * (x[1] - x[0])] }

extension Parameter {
  /// value ← value + weight·(other − value), in place.
  fileprivate mutating func move(towards other: Tensor, by weight: Double) {
    var none: [Tensor] = []
    let fits = movement.apply(to: &tensor!, state: &none, gradient: other, parameters: [weight])
    require(
      fits,
      "ModelAverage: expected a parameter of shape \(shape) \(value.dtype), got \(other.shape) \(other.dtype)"
    )
  }
}

extension Module {
  /// The same model with its statistics measured anew: each becomes the mean of what it observes while `run` applies the model that it is given
  /// to each of `batches`. For a model whose weights are an average, or were changed by hand.
  public func measuringStatistics<Batches: Sequence>(
    over batches: Batches, random: Random? = nil, _ run: (Self, Batches.Element) throws -> Void
  ) rethrows -> Self {
    var measured = self
    var counts = namedStatistics.map { _ in 0 }
    for (number, batch) in batches.enumerated() {
      var copy = self
      let pass = TrainingPass(
        random: random?.numbered(number), firstRow: 0, keepsObservations: true)
      var joining = PassVisitor(pass, root: "\(Self.self)")
      copy.visit(&joining)
      defer { pass.close() }
      try run(copy, batch)
      var absorbing = AbsorbingVisitor(pass.observations(of: &copy), means: counts)
      measured.visit(&absorbing)
      counts = absorbing.counts!
    }
    return measured
  }
}
