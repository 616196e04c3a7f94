import ArgumentParser
import Fledge

/// `fledge check`: three ways to the same gradient.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare gradients by hand, by backpropagation and by central differences.",
    discussion: """
      For each parameter of the chosen network, in float64 on drawn digits, it prints the largest differences \
      relative to the largest entry of the gradient. It exits with status 1 if one is over tolerance.

      Example:
        fledge check --hidden 64,32 --activation gelu
      """)

  @OptionGroup var network: NetworkOptions

  @Option(
    help: ArgumentHelp("Draws the weights and the coordinates that are compared.", valueName: "number"),
    transform: Number.seed)
  var seed: UInt64 = 0

  func run() throws {
    let rows = GradientComparison(network, seed: seed).rows
    let table =
      [["parameter", "shape", "by hand", "differences", "compared", "kinks", ""]]
      + rows.map { row in
        [
          row.name, "\(row.shape)", Text.scientific(row.byHand), Text.scientific(row.differences),
          "\(row.compared)",
          "\(row.kinks)", row.passes ? "ok" : "over tolerance",
        ]
      }
    Terminal.print("\(TextTable(table, rightAligned: [2, 3, 4, 5]))")
    Terminal.print(
      "\nlargest difference from backpropagation, relative to the largest entry of the gradient; tolerance: by hand 1e-10, "
        + "differences 1e-7 and the noise of the loss")
    if rows.contains(where: { !$0.passes }) { throw ExitCode(1) }
  }
}

/// The gradients of one loss for every parameter of a network, in three ways.
struct GradientComparison {
  struct Row {
    let name: String
    let shape: Shape
    /// Largest |by hand − automatic| / max|J|.
    let byHand: Double
    /// Largest |central difference − automatic| / max|J|.
    let differences: Double
    let compared: Int
    let kinks: Int
    let passes: Bool
  }

  /// Coordinates of a parameter that are compared with central differences, at the most.
  private static let coordinates = 200
  private static let examples = 8

  let rows: [Row]

  init(_ options: NetworkOptions, seed: UInt64) {
    let digits = Dataset(Digits.generate(count: Self.examples, seed: 0, split: .train))
    let model = options.network(inputs: digits.inputSize, classes: digits.classes)
      .initialized(seed: seed, dtype: .float64)
    let batch = DataLoader(digits, batchSize: Self.examples, dtype: .float64).epoch(0).first { _ in true }!
    let automatic = valueAndGradients(of: model) { crossEntropy($0(batch.inputs), batch.labels) }
    let byHand = ByHand.valueAndGradients(of: model, batch.inputs, batch.labels)
    var random = Random(seed: seed)

    rows = model.namedParameters.enumerated().map { index, named in
      let gradient = automatic.gradients.tensors[index].elements(as: Double.self)
      let chosen = random.permutation(gradient.count).prefix(Self.coordinates).map(Int.init)
      let central = CentralDifferences(
        of: { moved in
          var model = model
          model.set(index, to: moved)
          return crossEntropy(model(batch.inputs), batch.labels)
        }, at: named.parameter.value, coordinates: chosen)
      return Self.compare(
        named.name, named.parameter.shape, gradient,
        byHand.gradients.tensors[index].elements(as: Double.self),
        central, chosen)
    }
  }

  private static func compare(
    _ name: String, _ shape: Shape, _ gradient: [Double], _ byHand: [Double], _ central: CentralDifferences,
    _ chosen: [Int]
  ) -> Row {
    let largest = gradient.map(abs).max() ?? 0
    let handError = largestDistance(zip(gradient, byHand))
    let slopes = zip(chosen, central.slopes).compactMap { coordinate, slope in
      slope[0].map { (gradient[coordinate], $0) }
    }
    let centralError = largestDistance(slopes)
    let tolerance = CentralDifferences.tolerance(largestSlope: largest, largestValue: central.largestValue)
    let unit = largest > 0 ? largest : 1
    return Row(
      name: name, shape: shape, byHand: handError / unit, differences: centralError / unit,
      compared: slopes.count, kinks: chosen.count - slopes.count,
      passes: handError <= 1e-10 * largest && centralError <= tolerance)
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
