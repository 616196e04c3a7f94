import FledgeBasics
import FledgeTensor

/// A layer's random numbers. They are drawn in training alone, and belong to the step's generator, the path of the noise in the
/// model, how often it was asked in the pass, and the row of the batch.
///
/// ```swift
/// func callAsFunction(_ x: Tensor) -> Tensor {
///   guard var random = noise.next() else { return x }
///   return x + random.normal(x.shape, standardDeviation: 0.1, dtype: x.dtype)
/// }
/// ```
public struct Noise: Sendable {
  private var source: Source?

  /// Noise that is yet to be part of a pass.
  public init() {}

  /// The generator for this application of the layer; nil where the model evaluates.
  ///
  /// Its tensors are rows of a batch, the first axis first: (m, …), or (m·t, …) with t rows of each example one behind another, as
  /// `reshaped` puts them. In a part of a batch it is an error to draw others, for which row is whose would not be known; with `perRow`
  /// false, for noise of weights, every part draws the same. A layer that is applied twice in a pass gets another generator the
  /// second time; one that wants the same for all steps of a sequence asks once before them. In training without
  /// `valueAndGradients(of:random:)` having been given a generator it is an error to ask.
  public func next(perRow: Bool = true) -> Random? { source?.next(perRow: perRow) }

  /// Puts the noise into training, unless it is in training already.
  mutating func join(_ pass: TrainingPass, path: String, owner: String) {
    if source == nil { source = Source(pass, path: path, owner: owner) }
  }

  /// The end of its part in `pass`.
  mutating func leave(_ pass: TrainingPass) {
    if source?.pass === pass { source = nil }
  }

  /// Whether a pass that begins now would put it into training.
  var waitsForPass: Bool { source == nil }

  /// Tells noise apart that was marked apart, for the check of a `visit`.
  var identity: ObjectIdentifier? { source.map { ObjectIdentifier($0) } }
}

extension Noise: CustomStringConvertible {
  /// `Noise()`.
  public var description: String { "Noise()" }
}

/// The numbers of one noise in one pass.
private final class Source: Sendable {
  let pass: TrainingPass
  private let path: String
  private let owner: String
  private let random: Random?
  private let applications = Locked(0)

  init(_ pass: TrainingPass, path: String, owner: String) {
    (self.pass, self.path, self.owner) = (pass, path, owner)
    random = pass.random?.named(path)
  }

  func next(perRow: Bool) -> Random {
    pass.requireOpen(for: path)
    guard let random else {
      fatalError(
        "\(path): \(owner) needs random numbers in training: valueAndGradients(of: model, random: …), or training: false "
          + "for gradients without noise")
    }
    let application = applications.withLock { count in
      defer { count += 1 }
      return count
    }
    let own = random.numbered(application)
    guard perRow, let rows = pass.rows else { return own }
    return own.drawing(rows: rows, for: "\(path): \(owner)")
  }
}
