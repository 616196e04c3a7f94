import ArgumentParser
import Fledge

/// The sizes of the hidden layers.
struct HiddenSizes: Sendable, CustomStringConvertible {
  let sizes: [Int]

  private static let sizeRange = 1...1 << 20
  private static let most = 63

  static let standard = HiddenSizes(sizes: [400])

  private init(sizes: [Int]) { self.sizes = sizes }

  /// `400`, `512,256`, or `none` for softmax regression.
  init(parsing text: String) throws {
    if text == "none" {
      sizes = []
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    sizes = parts.compactMap { Int($0) }.filter(Self.sizeRange.contains)
    guard sizes.count == parts.count, sizes.count <= Self.most else {
      let bounds = "from 1 to \(Self.sizeRange.upperBound), at most \(Self.most) of them"
      throw ValidationError("expected sizes such as 400 or 512,256 (\(bounds)), or none")
    }
  }

  var description: String { sizes.isEmpty ? "none" : sizes.map(String.init).joined(separator: ",") }
}

/// The hypothesis class: a fully connected network.
struct NetworkOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Sizes of the hidden layers, such as 400 or 512,256; none is softmax regression \
      (default: \(HiddenSizes.standard)).
      """,
      valueName: "sizes"),
    transform: HiddenSizes.init(parsing:))
  var hidden = HiddenSizes.standard

  @Option(
    help: ArgumentHelp(
      """
      The function after each hidden layer: \(Activation.standard.map(\.name).joined(separator: ", ")) \
      (default: relu).
      """,
      valueName: "name"),
    transform: { try choice($0, among: Activation.standard.map { ($0.name, $0) }) })
  var activation = Activation.relu

  @Flag(name: .customLong("no-bias"), help: "Leave out the biases.")
  var withoutBias = false

  /// The network between `inputs` numbers and `classes` logits, yet to be drawn.
  func network(inputs: Int, classes: Int) -> MultilayerPerceptron {
    MultilayerPerceptron([inputs] + hidden.sizes + [classes], activation: activation, bias: !withoutBias)
  }
}
