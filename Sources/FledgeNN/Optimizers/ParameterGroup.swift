import FledgeTensor

/// Parameters that are trained in a way of their own. The first of an optimiser's groups that fits a parameter counts; what none
/// fits is trained as the optimiser says.
///
/// ```swift
/// Adam(
///   learningRate: 0.001, decay: .decoupled(0.01),
///   groups: [.withoutDecay, ParameterGroup("encoder", rate: 0.1) { path, _ in path.hasPrefix("encoder.") }])
/// ```
public struct ParameterGroup: Sendable {
  /// For messages.
  public let name: String
  /// What the optimiser's learning rate is multiplied by.
  public let rate: Double
  /// The weight decay instead of the optimiser's; nil for the optimiser's.
  public let decay: WeightDecay?
  /// Whether the optimiser leaves these parameters as they are. Their gradients are computed all the same: `Module.freeze` also
  /// spares that.
  public let isFrozen: Bool
  /// Whether there may be no parameter that fits.
  let mayBeEmpty: Bool
  let fits: @Sendable (ParameterPlace) -> Bool
  /// The rate of a parameter, where those of the group differ.
  private let rateAt: (@Sendable (ParameterPlace) -> Double)?

  /// A group of the parameters that `fits` accepts by their path and shape. One that fits no parameter is an error at the first step: a
  /// typing mistake would go unseen otherwise.
  public init(
    _ name: String, rate: Double = 1, decay: WeightDecay? = nil, isFrozen: Bool = false,
    where fits: @escaping @Sendable (_ path: String, _ shape: Shape) -> Bool
  ) {
    (self.name, self.rate, self.decay, self.isFrozen) = (name, rate, decay, isFrozen)
    (self.fits, mayBeEmpty, rateAt) = ({ place in fits(place.path, place.shape) }, false, nil)
  }

  private init(
    _ name: String, decay: WeightDecay?, fits: @escaping @Sendable (ParameterPlace) -> Bool
  ) {
    (self.name, rate, self.decay, isFrozen) = (name, 1, decay, false)
    (self.fits, mayBeEmpty, rateAt) = (fits, true, nil)
  }

  /// A group whose parameters have rates of their own. It may fit nothing.
  init(
    _ name: String, rate: @escaping @Sendable (ParameterPlace) -> Double,
    fits: @escaping @Sendable (ParameterPlace) -> Bool
  ) {
    (self.name, self.rate, decay, isFrozen) = (name, 1, nil, false)
    (self.fits, mayBeEmpty, rateAt) = (fits, true, rate)
  }

  private init(_ group: ParameterGroup, rate: Double) {
    (name, self.rate, decay, isFrozen) = (group.name, rate, group.decay, group.isFrozen)
    (fits, mayBeEmpty, rateAt) = (group.fits, group.mayBeEmpty, nil)
  }

  /// The group as it is for a parameter.
  func at(_ place: ParameterPlace) -> ParameterGroup {
    rateAt.map { ParameterGroup(self, rate: $0(place)) } ?? self
  }

  /// Biases, the scales and shifts of normalisations, and embeddings: what weight decay is usually spared. It may fit nothing.
  public static let withoutDecay = ParameterGroup("without decay", decay: WeightDecay.none) { place in
    place.shape.rank < 2 || place.owner is any UndecayedLayer.Type
  }

  /// What no group fits.
  static let others = ParameterGroup("others", decay: nil) { _ in true }
}

/// Where a parameter stands in a model.
struct ParameterPlace {
  let path: String
  let shape: Shape
  /// The type of the module that it is a property of.
  let owner: Any.Type
}

/// A layer whose parameters weight decay is usually spared, whatever their shape: tables of rows, scales and shifts.
protocol UndecayedLayer: Layer {}
