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
      formula of x such as 'x * sigmoid(1.702 * x)', see 'fledge help formula' (default: relu, \
      for tables \(Preset.table.activation.classes.name), and \(Preset.table.activation.numbers.name) to predict numbers).
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
    card.predictsNumbers = !data.train.hasClasses
    if let encoding = data.encoding { try card.setTableEncoding(encoding) }
    return ModelDescription(try model(for: data), card)
  }

  /// The model between the examples of `data` and the logits of their classes or the numbers to predict, yet to be drawn. Categories of
  /// a table that stand as codes become numbers first.
  func model(for data: TrainingData) throws -> any DescribedLayer {
    var (input, first) = (data.input, [any DescribedLayer]())
    if let codes = data.encoding?.inputLayer {
      first.append(codes)
      input = Shape(Array(try codes.outputShape(for: Shape([1] + input.dimensions)).dimensions.dropFirst()))
    }
    if data.preset.isNeuralTangent && layers == nil { first.append(Scaling(input.elementCount)) }
    let rest = try layers?.model(input: input, classes: data.outputs) ?? network(input, data)
    return first.isEmpty ? rest : Sequential(first + [rest])
  }

  /// The model between examples of this shape and `classes` logits, yet to be drawn, whatever the data.
  func model(input: Shape, classes: Int) throws -> any DescribedLayer {
    try layers?.model(input: input, classes: classes)
      ?? MultilayerPerceptron(
        [input.elementCount] + (hidden ?? .standard).sizes + [classes], activation: activation ?? .relu,
        bias: !withoutBias)
  }

  func validate() throws {
    guard layers != nil, hidden != nil || activation != nil || withoutBias else { return }
    let given = hidden != nil ? "--hidden" : activation != nil ? "--activation" : "--no-bias"
    throw ValidationError("--layers says what \(given) would say: leave one of them out")
  }

  /// The network between examples of this shape and what is predicted, yet to be drawn.
  private func network(_ input: Shape, _ data: TrainingData) -> MultilayerPerceptron {
    let preset = data.preset
    let standard = data.train.hasClasses ? preset.activation.classes : preset.activation.numbers
    let sizes = [input.elementCount] + (hidden ?? preset.hidden).sizes + [data.outputs]
    guard preset.isNeuralTangent else {
      return MultilayerPerceptron(sizes, activation: activation ?? standard, bias: !withoutBias)
    }
    var network = MultilayerPerceptron(
      sizes, activation: activation ?? standard, bias: !withoutBias, initializer: .lecunNormal)
    // Hidden biases are drawn as the inputs of a layer are distributed, and the first prediction is 0 for all.
    for index in network.layers.indices.dropLast() where !withoutBias {
      network.layers[index].bias = Parameter([sizes[index + 1]], .normal(standardDeviation: 1))
    }
    network.layers[sizes.count - 2].weight = Parameter(Shape(Array(sizes.suffix(2))), .zeros)
    return network
  }
}
