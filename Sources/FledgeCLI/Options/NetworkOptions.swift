import ArgumentParser
import Fledge
import FledgeFiles

/// The hypothesis class: a fully connected network, or another chain of layers.
struct NetworkOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Sizes of the hidden layers, such as 400 or 512,256; none is softmax regression \
      (default: \(HiddenSizes.standard), for tables \(Preset.table.hidden)).
      """,
      valueName: "sizes"),
    transform: HiddenSizes.init(parsing:))
  var hidden: HiddenSizes?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The function after each hidden layer: \(Activation.standard.map(\.name).joined(separator: ", ")); \
      \(Activation.families.map(\.name).joined(separator: ", ")) with a number of their own, as 'leaky-relu 0.2'; or a \
      formula of x such as 'x * sigmoid(1.702 * x)', see 'fledge help formula' (default: relu).
      """,
      valueName: "function"),
    transform: Activation.argument)
  var activation: Activation?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Any chain of layers in the place of --hidden, such as 'linear 400, relu, linear': \
      \(LayerWord.all.map { "\($0.usage) (\($0.summary))" }.joined(separator: ", ")), an activation by its name, with its \
      number if it has one, or a formula in brackets.
      """,
      valueName: "layers"),
    transform: LayerList.init(parsing:))
  var layers: LayerList?

  @Flag(name: .customLong("no-bias"), help: "Leave out the biases.")
  var withoutBias = false

  /// Whether anything of the network was asked for.
  var asksForNetwork: Bool { layers != nil || hidden != nil || activation != nil || withoutBias }

  /// What was asked for, in the words of the command line.
  var asked: String {
    var words: [String] = []
    if let layers { words.append("--layers \(layers.description.printable)") }
    if let hidden { words.append("--hidden \(hidden)") }
    if let activation { words.append("--activation \(activation.name.printable)") }
    if withoutBias { words.append("--no-bias") }
    return words.joined(separator: " ")
  }

  /// The network that was asked for, between the examples of `data` and the logits of their classes or the numbers to predict.
  func description(_ data: TrainingData, dtype: DType) throws -> ModelDescription {
    var card = ModelCard(
      input: data.input, scale: data.train.scale, dtype: dtype, classNames: data.train.classNames)
    if !data.train.hasClasses { try card.set(SavedPredictor.targets, to: SavedPredictor.numbers) }
    if let encoding = data.encoding { try card.set(SavedPredictor.table, to: encoding) }
    return ModelDescription(try model(for: data), card)
  }

  /// The model between the examples of `data` and the logits of their classes or the numbers to predict, yet to be drawn. Categories of
  /// a table that stand as codes become numbers first.
  func model(for data: TrainingData) throws -> any DescribedLayer {
    let hidden = data.preset.hidden
    guard let first = data.encoding?.inputLayer else {
      return try model(input: data.input, classes: data.outputs, hidden: hidden)
    }
    let batch = Shape([1] + data.input.dimensions)
    let input = Shape(Array(try first.outputShape(for: batch).dimensions.dropFirst()))
    return Sequential([first, try model(input: input, classes: data.outputs, hidden: hidden)])
  }

  /// The model between examples of this shape and `classes` logits, yet to be drawn.
  func model(input: Shape, classes: Int, hidden: HiddenSizes = .standard) throws -> any DescribedLayer {
    try layers?.model(input: input, classes: classes)
      ?? network(inputs: input.elementCount, classes: classes, hidden: hidden)
  }

  func validate() throws {
    guard layers != nil, hidden != nil || activation != nil || withoutBias else { return }
    let given = hidden != nil ? "--hidden" : activation != nil ? "--activation" : "--no-bias"
    throw ValidationError("--layers says what \(given) would say: leave one of them out")
  }

  /// The network between `inputs` numbers and `classes` logits, yet to be drawn.
  private func network(inputs: Int, classes: Int, hidden standard: HiddenSizes) -> MultilayerPerceptron {
    MultilayerPerceptron(
      [inputs] + (hidden ?? standard).sizes + [classes], activation: activation ?? .relu, bias: !withoutBias)
  }
}
