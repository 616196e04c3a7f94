import FledgeBasics
import FledgeTensor

/// A tensor that training observes and no gradient changes, such as the running mean of a batch norm: saved with the model,
/// used where the model evaluates.
///
/// ```swift
/// func callAsFunction(_ x: Tensor) -> Tensor {
///   guard mean.isTraining else { return x - mean.value }
///   let batchMean = x.mean(axis: 0)
///   mean.note(batchMean)
///   return x - batchMean
/// }
/// ```
public struct Statistic: Sendable {
  /// How far an observation moves the running value, from 0 to 1: running ← running + momentum·(observed − running).
  public let momentum: Double
  /// What is kept, as a parameter is: a shape, how to draw it, then a value.
  package var parameter: Parameter
  private var observations: Observations?

  /// A statistic that is yet to be drawn.
  public init(_ shape: Shape, _ initializer: Initializer, momentum: Double = 0.1) {
    require(
      momentum >= 0 && momentum <= 1, "Statistic: expected a momentum from 0 to 1, got \(momentum)")
    self.momentum = momentum
    parameter = Parameter(shape, initializer)
  }

  /// The shape that the value has or will have.
  public var shape: Shape { parameter.shape }

  /// The running value. To read one that was never drawn is an error; a new one must have the statistic's shape.
  public var value: Tensor {
    get { parameter.value }
    set { parameter.value = newValue.detached }
  }

  /// Whether training leaves the running value as it is. A frozen statistic is never in training.
  public var isFrozen: Bool {
    get { parameter.isFrozen }
    set { parameter.isFrozen = newValue }
  }

  /// Whether this is a statistic of the copy of a model that is in training, so that the batch at hand is to be used and noted.
  public var isTraining: Bool {
    guard let observations else { return false }
    observations.requireOpen()
    return true
  }

  /// Records what a batch showed, of the statistic's shape; `Optimizer.update` then moves the running value towards it. Outside
  /// training it does nothing.
  public func note(_ observed: Tensor) {
    guard let observations else { return }
    require(
      observed.shape == shape,
      "Statistic.note: expected an observation of shape \(shape), got \(observed.shape)")
    observations.add(observed.detached)
  }

  /// Puts the statistic into training, unless it is frozen or in training already.
  mutating func join(_ pass: TrainingPass, path: String) {
    if observations == nil && !isFrozen { observations = Observations(pass, path: path) }
  }

  /// What was noted in `pass`, and the end of its part in it.
  mutating func leave(_ pass: TrainingPass) -> [Tensor] {
    guard let observations, observations.pass === pass else { return [] }
    self.observations = nil
    return observations.taken
  }

  /// Whether a pass that begins now would put it into training.
  var waitsForPass: Bool { observations == nil && !isFrozen }

  /// Moves the running value towards an observation of its shape and type.
  mutating func absorb(_ observed: Tensor, momentum: Double? = nil) {
    require(parameter.isDrawn, "absorb: a statistic of shape \(shape) was never drawn")
    require(
      parameter.move(towards: observed, by: momentum ?? self.momentum),
      "absorb: expected an observation of shape \(shape) \(value.dtype), got \(observed.shape) \(observed.dtype)"
    )
  }
}

extension Statistic: CustomStringConvertible {
  /// The running value, or how it will be drawn.
  public var description: String { parameter.description }
}

/// What a statistic was shown in one pass.
private final class Observations: Sendable {
  let pass: TrainingPass
  private let path: String
  private let noted = Locked<[Tensor]>([])

  init(_ pass: TrainingPass, path: String) { (self.pass, self.path) = (pass, path) }

  func requireOpen() { pass.requireOpen(for: path) }

  func add(_ observed: Tensor) {
    requireOpen()
    if pass.keepsObservations { noted.withLock { $0.append(observed) } }
  }

  var taken: [Tensor] {
    noted.withLock { list in
      defer { list = [] }
      return list
    }
  }
}
