import ArgumentParser
import Fledge

/// The layers of `--layers`, from the examples to the logits.
struct LayerList: Sendable, CustomStringConvertible {
  private let items: [LayerItem]
  /// As it was written.
  let description: String

  /// Throws `ValidationError` that points at the character where the text is no list of layers.
  init(parsing text: String) throws {
    description = text
    items = try Self.pointing(at: text) {
      let items = try LayerListParser.items(of: text)
      try Self.check(items)
      return items
    }
  }

  /// The same for two texts of the same layers.
  var plainText: String { items.map(\.plainText).joined(separator: ", ") }

  /// The model between examples of this shape and so many classes, yet to be drawn.
  ///
  /// Layers that are a fully connected network become one, so that `linear 400, relu, linear` is `--hidden 400`.
  ///
  /// Throws `ValidationError` that points at the first layer that does not take what it is given.
  func model(input: Shape, classes: Int) throws -> any DescribedLayer {
    try Self.pointing(at: description) {
      let batch = Shape([1] + input.dimensions)
      let chain = try chain(items, batch, classes: classes)
      let output = try chain.outputShape(for: batch)
      guard output == [1, classes] else {
        throw LayerListError(
          column: items[items.count - 1].column,
          message: "expected a last layer that gives (1, \(classes)), one number a class, found \(output)")
      }
      return MultilayerPerceptron(chain) ?? chain
    }
  }

  /// What takes an example as one vector: a picture is flattened before it.
  private static let takingVectors: Set<String> = ["linear", "batch-norm", "layer-norm", "rms-norm"]

  /// The layers of one chain, the first applied to `input`.
  private func chain(_ items: [LayerItem], _ input: Shape, classes: Int?) throws -> Sequential {
    var layers: [any DescribedLayer] = []
    var shape = input
    let lastLinear = items.lastIndex { $0.name == "linear" }
    for (index, item) in items.enumerated() {
      if shape.rank > 2, Self.takingVectors.contains(item.name) || item.inner != nil {
        try append(Flatten(), item, &layers, &shape)
      }
      let layer = try layer(item, shape, classes: index == lastLinear ? classes : nil)
      // A linear layer applies its activation while its result is in the cache.
      if let activation = layer as? Activation, let linear = layers.last as? Linear, linear.activation == nil
      {
        layers[layers.count - 1] = Linear(
          linear.weight.shape[0], linear.weight.shape[1], bias: linear.bias != nil, activation: activation)
      } else {
        try append(layer, item, &layers, &shape)
      }
    }
    return Sequential(layers)
  }

  private func append(
    _ layer: any DescribedLayer, _ item: LayerItem, _ layers: inout [any DescribedLayer], _ shape: inout Shape
  ) throws {
    do {
      shape = try layer.outputShape(for: shape)
      layers.append(layer)
    } catch let error as ShapeMismatch {
      throw LayerListError(column: item.column, message: "\(error)")
    }
  }

  private func layer(_ item: LayerItem, _ input: Shape, classes: Int?) throws -> any DescribedLayer {
    if let formula = item.formula { return formula }
    // Before the activations: the identity is called linear, too.
    guard let word = Self.word(item.name) else {
      let words = [item.name] + item.arguments.map(\.text)
      guard let activation = Activation.named(words.joined(separator: " ")) else { throw Self.unknown(item) }
      return activation
    }
    return try word.make(
      .init(item: item, input: input, classes: classes) { try chain(item.inner ?? [], $0, classes: nil) })
  }

  private static func word(_ name: String) -> LayerWord? { LayerWord.all.first { $0.name == name } }

  /// What is to be seen without knowing the data: names, and what stands behind them.
  private static func check(_ items: [LayerItem]) throws {
    for item in items where item.formula == nil {
      let word = word(item.name)
      guard word != nil || Activation.named(item.name) != nil else { throw unknown(item) }
      let family = word == nil ? Activation.families.first { $0.name == item.name } : nil
      let allowed = word?.arguments ?? (family == nil ? 0...0 : 0...1)
      if item.arguments.count > allowed.upperBound {
        throw LayerListError(
          column: item.arguments[allowed.upperBound].column,
          message:
            "expected ',' or the end behind \(item.name), found '\(item.arguments[allowed.upperBound].text)'")
      }
      if item.arguments.count < allowed.lowerBound || (word?.holdsLayers ?? false) != (item.inner != nil) {
        throw LayerListError(
          column: item.column, message: "expected it as in '\(word?.usage ?? item.name)'")
      }
      if let family, let argument = item.arguments.first, family.activation(argument.text) == nil {
        throw LayerListError(
          column: argument.column, message: "expected \(family.expected), found '\(argument.text)'")
      }
      try check(item.inner ?? [])
    }
  }

  private static func unknown(_ item: LayerItem) -> LayerListError {
    let names = LayerWord.all.map(\.name) + Activation.standard.map(\.name)
    let foreign = ForeignNames.layers.merging(ForeignNames.activations) { first, _ in first }
    let meant = suggestion(for: item.name, among: names, foreign)
    return LayerListError(
      column: item.column,
      message: "unknown layer '\(item.name)': "
        + (meant.map { "did you mean '\($0)'?" } ?? "expected one of \(names.joined(separator: ", "))"))
  }

  private static func pointing<Result>(at text: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as LayerListError {
      throw ValidationError("column \(error.column): \(error.message)\n\(mark(error.column, of: text))")
    }
  }
}

extension MultilayerPerceptron {
  /// The network that a chain is: linear layers with one activation, and none after the last; pictures are flattened by the
  /// network itself. `nil` for any other chain.
  fileprivate init?(_ chain: Sequential) {
    let layers = chain.layers.drop { $0 is Flatten }.compactMap { $0 as? Linear }
    let activations = layers.dropLast().map(\.activation)
    guard layers.count >= 1, chain.layers.drop(while: { $0 is Flatten }).count == layers.count,
      layers[layers.count - 1].activation == nil, activations.allSatisfy({ $0 != nil }),
      Set(activations.map { $0!.name }).count <= 1
    else { return nil }
    self.init(
      [layers[0].weight.shape[0]] + layers.map { $0.weight.shape[1] },
      activation: activations.first.flatMap { $0 } ?? .relu)
  }
}
