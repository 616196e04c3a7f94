import ArgumentParser
import Fledge

/// The sizes of the hidden layers.
struct HiddenSizes: ExpressibleByArgument, Sendable {
  let sizes: [Int]
  static let largest = 1 << 20
  static let most = 64

  /// `400`, `512,256`, or `none` for softmax regression.
  init?(argument: String) { self.init(argument) }

  init?(_ text: String) {
    if text == "none" {
      sizes = []
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard !parts.isEmpty, parts.count < Self.most, parts.allSatisfy({ (1...Self.largest).contains($0) })
    else { return nil }
    sizes = parts
  }

  var defaultValueDescription: String {
    sizes.isEmpty ? "none" : sizes.map(String.init).joined(separator: ",")
  }

  static func parse(_ text: String) throws -> HiddenSizes {
    guard let result = HiddenSizes(text) else {
      throw ValidationError(
        "expected sizes from 1 to \(largest) such as 400 or 512,256 (fewer than \(most)), or none, got '\(text)'"
      )
    }
    return result
  }
}

/// The hypothesis class: a fully connected network.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sizes of the hidden layers, such as 400 or 512,256; none is softmax regression.", valueName: "sizes"),
    transform: HiddenSizes.parse)
  var hidden = HiddenSizes("400")!

  @Option(
    help: ArgumentHelp(
      "The function after each hidden layer: \(Activation.standard.map(\.name).joined(separator: ", ")).",
      valueName: "name"),
    transform: { try choice($0, "activation", among: Activation.standard.map { ($0.name, $0) }) })
  var activation = Activation.relu

  @Flag(name: .customLong("no-bias"), help: "Leave out the biases.")
  var withoutBias = false

  /// The network between `inputs` numbers and `classes` logits, yet to be drawn.
  func network(inputs: Int, classes: Int) -> MultilayerPerceptron {
    MultilayerPerceptron([inputs] + hidden.sizes + [classes], activation: activation, bias: !withoutBias)
  }
}
