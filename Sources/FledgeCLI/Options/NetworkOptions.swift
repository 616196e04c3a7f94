import ArgumentParser
import Fledge

/// The sizes of the hidden layers.
struct HiddenSizes: Sendable, CustomStringConvertible {
  let sizes: [Int]

  private static let sizeRange = 1...1 << 20
  private static let most = 63

  static let standard = HiddenSizes(sizes: [400])

  /// Sizes that are known to be in range.
  init(sizes: [Int]) { self.sizes = sizes }

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
  var hidden: HiddenSizes?

  @Option(
    help: ArgumentHelp(
      """
      The function after each hidden layer: \(Activation.standard.map(\.name).joined(separator: ", ")) \
      (default: relu).
      """,
      valueName: "name"),
    transform: { try choice($0, among: Activation.standard.map { ($0.name, $0) }, ForeignNames.activations) })
  var activation: Activation?

  @Flag(name: .customLong("no-bias"), help: "Leave out the biases.")
  var withoutBias = false

  /// The network that was asked for, between the pictures of `data` and the logits of its classes.
  func description(_ data: ClassificationData, dtype: DType) -> NetworkDescription {
    let sizes = sizes(inputs: data.train.inputSize, classes: data.train.classes)
    let activation = sizes.count == 2 ? .identity : activation ?? .relu
    return NetworkDescription(
      sizes: sizes, activation: activation.name, hasBias: !withoutBias, dtype: dtype,
      inputScale: data.train.scale, picture: data.picture)
  }

  /// The sizes of all layers.
  func sizes(inputs: Int, classes: Int) -> [Int] {
    [inputs] + (hidden ?? .standard).sizes + [classes]
  }

  /// The network between `inputs` numbers and `classes` logits, yet to be drawn.
  func network(inputs: Int, classes: Int) -> MultilayerPerceptron {
    MultilayerPerceptron(
      sizes(inputs: inputs, classes: classes), activation: activation ?? .relu, bias: !withoutBias)
  }
}
