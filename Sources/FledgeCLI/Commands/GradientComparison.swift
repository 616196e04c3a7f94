import Fledge
import FledgeBasics

/// The gradients of one loss for every parameter of a model, in two or three ways: those by hand are known for fully
/// connected networks.
struct GradientComparison {
  struct Row {
    let name: String
    let shape: Shape
    /// Largest |by hand − automatic| / max|J|; `nil` where nothing is known by hand.
    let byHand: Double?
    /// Largest |central difference − automatic| / max|J|.
    let differences: Double
    let compared: Int
    let kinks: Int
    let passes: Bool
    /// Whether the gradient is 0 but for the noise of the loss, as that of a bias before a batch norm: nothing can be told relative to it.
    let isZero: Bool

    var cells: [String] {
      func relative(_ error: Double) -> String { isZero ? "–" : NumberText.scientific(error) }
      return [
        name, "\(shape)", byHand.map(relative) ?? "–", relative(differences), "\(compared)", "\(kinks)",
        passes ? (isZero ? "ok, a gradient of 0" : "ok") : "over tolerance",
      ]
    }
  }

  /// Coordinates of a parameter that are compared with central differences, at the most.
  private static let coordinates = 200
  private static let examples = 8

  let rows: [Row]

  /// Throws `FileError` if the model does not fit into memory, and `ValidationError` if there is none such.
  init(_ options: NetworkOptions, seed: UInt64) throws {
    let digits = Digits.generate(count: Self.examples, seed: 0, split: .train)
    let input: Shape = [digits.images.rows, digits.images.columns]
    let described = try options.model(input: input, classes: digits.classes)
    // The weights and a moved copy of them, and gradients in three ways.
    try MemoryNeed(described, input: input, dtype: .float64)
      .check("the comparison", copies: 5, examples: Self.examples)
    let model = AnyLayer(described).initialized(seed: seed, dtype: .float64)
    let batch = DataLoader(Dataset(digits, flattened: false), batchSize: Self.examples, dtype: .float64)
      .epoch(0).first { _ in true }!
    let loss: Trainer<AnyLayer>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }
    // In training, with the same noise each time.
    let noise = Random(seed: seed)
    let automatic = valueAndGradients(of: model, random: noise) { loss($0, batch) }.gradients
    let byHand =
      model.layer is MultilayerPerceptron
      ? Engine.byHand.objective.map { $0(model, batch, noise).gradients } : nil
    var random = Random(seed: seed)

    rows = model.namedParameters.enumerated().map { index, named in
      let gradient = automatic.tensors[index].elements(as: Double.self)
      let chosen = Self.choose(Self.coordinates, of: gradient.count, &random)
      let central = CentralDifferences(
        of: { moved in
          var model = model
          model.set(index, to: moved)
          return loss(model.training(random: noise), batch)
        }, at: named.parameter.value, coordinates: chosen)
      return Self.compare(
        named.name, named.parameter.shape, gradient, byHand?.tensors[index].elements(as: Double.self),
        central,
        chosen)
    }
  }

  /// Different numbers below `count` in random order, or all if there are no more than `most`.
  private static func choose(_ most: Int, of count: Int, _ random: inout Random) -> [Int] {
    guard count > most else { return Array(0..<count) }
    var chosen: [Int] = []
    var taken: Set<Int> = []
    while chosen.count < most {
      let number = Int.random(in: 0..<count, using: &random)
      if taken.insert(number).inserted { chosen.append(number) }
    }
    return chosen
  }

  private static func compare(
    _ name: String, _ shape: Shape, _ gradient: [Double], _ byHand: [Double]?, _ central: CentralDifferences,
    _ chosen: [Int]
  ) -> Row {
    let largest = gradient.map(abs).max() ?? 0
    let handError = byHand.map { largestDistance(zip(gradient, $0)) }
    let slopes = zip(chosen, central.slopes).compactMap { coordinate, slope in
      slope[0].map { (gradient[coordinate], $0) }
    }
    let centralError = largestDistance(slopes)
    let tolerance = CentralDifferences.tolerance(largestSlope: largest, largestValue: central.largestValue)
    let unit = largest > 0 ? largest : 1
    let passes = handError ?? 0 <= 1e-10 * largest && centralError <= tolerance
    let noise = CentralDifferences.tolerance(largestSlope: 0, largestValue: central.largestValue)
    return Row(
      name: name, shape: shape, byHand: handError.map { $0 / unit }, differences: centralError / unit,
      compared: slopes.count, kinks: chosen.count - slopes.count,
      passes: passes, isZero: passes && largest <= noise)
  }

  /// The largest |a − b|; a NaN on either side is infinitely far.
  private static func largestDistance(_ pairs: some Sequence<(Double, Double)>) -> Double {
    pairs.reduce(0) { largest, pair in
      let distance = abs(pair.0 - pair.1)
      return distance.isNaN ? .infinity : max(largest, distance)
    }
  }
}

extension Module {
  /// Replaces parameter number `index`, in visiting order.
  fileprivate mutating func set(_ index: Int, to value: Tensor) {
    var number = 0
    forEachParameter { _, parameter in
      if number == index { parameter.value = value }
      number += 1
    }
  }
}
