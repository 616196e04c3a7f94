import Fledge

/// A layer that `--layers` knows: a row of the table that its help reads too.
struct LayerWord: Sendable {
  /// What a layer is made from.
  struct Context {
    let item: LayerItem
    /// The shape that the layer is applied to; its first axis counts examples.
    let input: Shape
    /// The number of classes, where the layer gives the result of the model.
    let classes: Int?
    /// Makes the layers in parentheses.
    let inner: (Shape) throws -> Sequential

    /// The last axis of the input.
    var features: Int { input[-1] }
  }

  let name: String
  /// As one writes it, with its arguments.
  let usage: String
  let summary: String
  /// The numbers that may stand behind the name.
  var arguments = 0...0
  var holdsLayers = false
  let make: @Sendable (Context) throws -> any DescribedLayer

  /// Every layer but the activations, which go by their names.
  static let all: [LayerWord] = [
    LayerWord(
      name: "linear", usage: "linear 400", summary: "fully connected; the last one needs no width",
      arguments: 0...1,
      make: linear),
    LayerWord(name: "flatten", usage: "flatten", summary: "all axes of an example in one") { _ in Flatten() },
    LayerWord(
      name: "dropout", usage: "dropout 0.2", summary: "drops so many of the numbers in training",
      arguments: 1...1,
      make: dropout),
    LayerWord(name: "batch-norm", usage: "batch-norm", summary: "each feature over the batch") {
      BatchNorm($0.input[1])
    },
    LayerWord(name: "layer-norm", usage: "layer-norm", summary: "each example over its features") {
      LayerNorm($0.features)
    },
    LayerWord(name: "rms-norm", usage: "rms-norm", summary: "the same without centring") {
      RMSNorm($0.features)
    },
    LayerWord(name: "prelu", usage: "prelu", summary: "relu with a slope that is learnt") { _ in PReLU() },
    LayerWord(
      name: "residual", usage: "residual(linear 64, relu)", summary: "x + the layers of x", holdsLayers: true
    ) { context in Residual(try context.inner(context.input)) },
  ]

  @Sendable private static func dropout(_ context: Context) throws -> any DescribedLayer {
    let argument = context.item.arguments[0]
    guard let rate = Double(argument.text), rate >= 0, rate < 1 else {
      throw LayerListError(
        column: argument.column, message: "expected a rate from 0 to below 1, found '\(argument.text)'")
    }
    return Dropout(rate)
  }

  @Sendable private static func linear(_ context: Context) throws -> any DescribedLayer {
    let sizes = 1...1 << 20
    guard let argument = context.item.arguments.first else {
      guard let classes = context.classes else {
        throw LayerListError(
          column: context.item.column,
          message: "expected a width, such as linear 400: the last linear alone knows its own")
      }
      return Linear(context.features, classes)
    }
    guard let width = Int(argument.text), sizes.contains(width) else {
      throw LayerListError(
        column: argument.column,
        message: "expected a width from 1 to \(sizes.upperBound), found '\(argument.text)'")
    }
    return Linear(context.features, width)
  }
}
