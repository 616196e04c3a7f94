import FledgeBasics
import FledgeTensor

/// An average of a model's weights over the steps of its training: often better than the last ones.
///
/// It is a value beside the model: `update` after each step, `model` whenever it is to be evaluated. The statistics of an average are those of the
/// last model; `Module.measuringStatistics` measures them anew.
public struct ModelAverage<Model: Module>: Sendable {
  /// How much each model counts.
  public typealias Kind = AverageKind

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
    var (newer, values) = (newer, TensorCollector())
    newer.visit(&values)
    var averaging = AveragingVisitor(values: values.tensors, weight: weight)
    model.visit(&averaging)
    require(
      averaging.index == values.tensors.count,
      "ModelAverage: the average is of \(averaging.index) parameters and statistics, got \(values.tensors.count)"
    )
    count += 1
  }
}

/// The values of parameters and statistics, in visiting order.
private struct TensorCollector: ModuleVisitor {
  private(set) var tensors: [Tensor] = []

  mutating func visit(_ name: String, _ parameter: inout Parameter) { tensors.append(parameter.value) }
  mutating func visit(_ name: String, _ statistic: inout Statistic) { tensors.append(statistic.value) }
}

/// Moves parameters towards newer ones; statistics become the newer ones.
private struct AveragingVisitor: ModuleVisitor {
  let values: [Tensor]
  let weight: Double
  private(set) var index = 0

  init(values: [Tensor], weight: Double) { (self.values, self.weight) = (values, weight) }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    let newer = next()
    require(
      parameter.move(towards: newer, by: weight),
      "ModelAverage: expected \(name) of shape \(parameter.shape) \(parameter.value.dtype), got \(newer.shape) "
        + "\(newer.dtype)")
  }

  mutating func visit(_ name: String, _ statistic: inout Statistic) { statistic.value = next() }

  private mutating func next() -> Tensor {
    require(
      index < values.count,
      "ModelAverage: got \(values.count) parameters and statistics, the average has more")
    defer { index += 1 }
    return values[index]
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
        random: random?.numbered(number), keepsObservations: true)
      pass.take(&copy)
      defer { pass.close() }
      try run(copy, batch)
      var absorbing = AbsorbingVisitor(pass.observations(of: &copy), means: counts)
      measured.visit(&absorbing)
      counts = absorbing.counts!
    }
    return measured
  }
}
