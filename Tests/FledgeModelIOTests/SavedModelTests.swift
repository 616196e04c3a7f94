import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// A layer of one's own, whose conformance is synthesised.
struct Scale: DescribedLayer {
  static let kind = "test-scale.1"
  var factor = Parameter([1], .ones)
  var offset: Double
  var activation: Activation?

  func callAsFunction(_ x: Tensor) -> Tensor {
    let result = x * factor.value + offset
    return activation.map { $0(result) } ?? result
  }
  func outputShape(for input: Shape) -> Shape { input }
  mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("factor", &factor) }
}

/// A layer that no file can describe.
private struct Undescribed: Layer {
  func callAsFunction(_ x: Tensor) -> Tensor { x }
  mutating func visit(_ visitor: inout some ModuleVisitor) {}
}

@Suite struct SavedModelTests {
  private let directory = TemporaryDirectory()
  private var path: String { directory.path + "/model.safetensors" }
  private let x = Tensor.linearlySpaced(from: -1, to: 1, count: 32).reshaped(to: [2, 4, 4])

  private static let swish = Activation("my swish") { x in x * sigmoid(1.702 * x) }

  static let models: [any DescribedLayer] = [
    MultilayerPerceptron([16, 8, 3], activation: .gelu),
    MultilayerPerceptron([16, 8, 3], activation: swish, bias: false),
    Sequential {
      Flatten()
      Linear(16, 8, activation: .relu)
      Sequential {
        Linear(8, 8)
        Activation.tanh
        swish
      }
      Linear(8, 3, bias: false)
    },
    Sequential([]),
    Sequential {
      BatchNorm(4, momentum: 0.3, epsilon: 1e-3)
      Dropout(0.25)
      Flatten()
      Residual(Sequential([LayerNorm(16, bias: false), Linear(16, 16), PReLU()]))
      Residual(
        Sequential([RMSNorm([16]), Linear(16, 3)]), shortcut: Sequential([Linear(16, 3, bias: false)]))
      BatchNorm(3, affine: false)
      BatchNorm(3, tracksStatistics: false)
      PReLU(3)
      TableInput([.number, .category(levels: 2, width: 5), .number])
      Scaling(7)
      Standardizer(fitting: Tensor.linearlySpaced(from: -1, to: 3, count: 14).reshaped(to: [2, 7])).inverse
    },
    Sequential([Scale(offset: 0.5, activation: swish), Scale(offset: -1)]),
  ]

  @Test(arguments: models.indices, [DType.float32, .float64])
  func modelsComeBack(_ index: Int, _ dtype: DType) throws {
    let model = AnyLayer(Self.models[index]).initialized(seed: 2, dtype: dtype)
    let card = ModelCard(input: [4, 4], scale: 0.25, dtype: dtype)
    try model.layer.save(to: path, card: card)
    let saved = try SavedModel(from: path, catalogue: .standard.adding(Scale.self))
    #expect(saved.card == card)
    let x = x.converted(to: dtype)
    #expect(saved.model(x) == model(x))
    #expect(saved.outputShape.dimensions.dropFirst() == model(x).shape.dimensions.dropFirst())
    #expect(saved.model.parameterNames == model.parameterNames)
    #expect("\(type(of: saved.model))" == "\(type(of: model.layer))")
    // Written again it is the same file.
    let again = directory.path + "/again.safetensors"
    try saved.model.save(to: again, card: saved.card)
    #expect(directory.bytes("again.safetensors") == directory.bytes("model.safetensors"))
  }

  @Test func theDescriptionIsReadable() throws {
    let model = Sequential {
      Flatten()
      Linear(16, 3, activation: Self.swish)
    }
    let card = ModelCard(input: [4, 4], scale: 0.25, classNames: ["a", "b", "c"])
    #expect(
      try ModelDescription(model, card).json(path: "x")
        == #"{"fledge":2,"card":{"input":[4,4],"scale":0.25,"dtype":"float32","classes":["a","b","c"]},"#
        + #""model":{"kind":"sequential.1","layers":[{"kind":"flatten.1"},{"kind":"linear.1","#
        + #""weight":{"shape":[16,3]},"bias":{"shape":[3]},"activation":{"name":"my swish","#
        + #""formula":["x",1.702,["mul",1,0],["sigmoid",2],["mul",0,3]]}}]}}"#)
  }

  @Test func statisticsAndNoiseInTheDescription() throws {
    let model = Sequential([Dropout(0.25), BatchNorm(2, momentum: 0.3, affine: false)])
    #expect(
      try ModelDescription(model, ModelCard(input: [2])).json(path: "x").contains(
        #"[{"kind":"dropout.1","rate":0.25},{"kind":"batch-norm.1","mean":{"shape":[2],"momentum":0.3},"#
          + #""variance":{"shape":[2],"momentum":0.3},"epsilon":1e-05}]"#))
    let lambda = Sequential([Flatten(), Lambda("odd") { $0 * 2 }])
    let error = #expect(throws: FileError.self) { try lambda.save(to: path, card: ModelCard(input: [2])) }
    #expect(
      error?.description.contains("layer 1: expected a DescribedLayer, got Lambda") == true, "\(error!)")
  }

  /// Statistics that training moved are what the file holds.
  @Test func statisticsComeBack() throws {
    var model = Sequential([Flatten(), BatchNorm(16), Linear(16, 3)]).initialized(seed: 1)
    var optimizer = SGD(learningRate: 0.1)
    let (_, gradients) = valueAndGradients(of: model) { $0(x).squared.mean() }
    optimizer.update(&model, with: gradients)
    try model.save(to: path, card: ModelCard(input: [4, 4]))
    let saved = try SavedModel(from: path)
    #expect(saved.model(x) == model(x))
    let statistics = saved.model.namedStatistics
    #expect(statistics.map(\.name) == ["1.mean", "1.variance"])
    #expect(statistics[0].statistic.value != Tensor.zeros([16]))
  }

  @Test func theFormulaComesBackAsItIs() throws {
    let model = Sequential([Self.swish] + Activation.standard)
    try model.save(to: path, card: ModelCard(input: [1]))
    let read = try #require(try SavedModel(from: path).model as? Sequential)
    for (a, b) in zip(model.layers, read.layers) {
      let (a, b) = (try #require(a as? Activation), try #require(b as? Activation))
      #expect(a.name == b.name && a.formula.outputs == b.formula.outputs)
    }
    #expect((read.layers[2] as? Activation)?.formula === Activation.relu.formula)
  }

  /// A file that could not be read again is not written.
  @Test(arguments: ["relu", "none"]) func aNameOfTheLibrarysWithAnotherFormula(_ name: String) throws {
    let model = Sequential([Activation(name) { x in sin(x) }])
    let error = #expect(throws: FileError.self) { try model.save(to: path, card: ModelCard(input: [1])) }
    #expect(
      error?.description.contains(
        "expected a name of its own for the activation sin(x), found \(name), which is ")
        == true, "\(error!)")
    #expect(directory.names.isEmpty)
    try Sequential([Activation("none") { x in x }]).save(to: path, card: ModelCard(input: [1]))
    let read = try #require(try SavedModel(from: path).model as? Sequential)
    #expect((read.layers[0] as? Activation)?.name == "identity")
  }

  @Test func theCardKeepsWhatItDoesNotKnow() throws {
    var card = ModelCard(input: [4, 4])
    try card.set("columns", to: ["age", "city"])
    try card.set("levels", to: ["city": ["Bern", "Genf"]])
    try card.set("columns", to: ["age", "town"])
    try MultilayerPerceptron([16, 2]).initialized(seed: 0).save(to: path, card: card)
    let saved = try SavedModel(from: path)
    #expect(saved.card == card)
    #expect(try saved.card.value("columns", as: [String].self) == ["age", "town"])
    #expect(try saved.card.value("levels", as: [String: [String]].self) == ["city": ["Bern", "Genf"]])
    #expect(try saved.card.value("none", as: Int.self) == nil)
    let error = #expect(throws: FileError.self) { try saved.card.value("columns", as: [Int].self) }
    #expect(error?.description == "model card: columns, 0: expected a whole number, found a string")
    #expect(throws: EncodingError.self) { try card.set("scale", to: 2) }
    #expect(throws: EncodingError.self) { try card.set("limit", to: Double.infinity) }
  }

  @Test func whatCannotBeDescribedIsNotWritten() throws {
    let inner = Sequential([Flatten(), Sequential([Undescribed()])])
    let error = #expect(throws: FileError.self) { try inner.save(to: path, card: ModelCard(input: [4])) }
    #expect(
      error?.description.contains("layer 0: expected a DescribedLayer, got Undescribed") == true, "\(error!)")
    let misfit = Sequential([Linear(4, 3), Linear(4, 2)])
    let other = #expect(throws: FileError.self) {
      try misfit.initialized(seed: 0).save(to: path, card: ModelCard(input: [4]))
    }
    #expect(other?.description == "\(path): metadata \"fledge\", model.1: expected (…, 4), found (1, 3)")
    #expect(directory.names.isEmpty)
  }

  @Test func outlines() throws {
    let model = MultilayerPerceptron([784, 400, 10])
    let rows = try model.outline(for: [1, 28, 28])
    #expect(rows.map(\.path) == ["layers.0", "layers.1"])
    #expect(rows.map(\.output) == [[1, 400], [1, 10]])
    #expect(rows.map(\.parameterCount) == [314_000, 4010])
    // A multiplication and an addition for each weight, a bias, and a maximum.
    #expect(rows.map(\.operations) == [Double(400 * (2 * 784 + 2)), Double(10 * (2 * 400 + 1))])
    #expect(
      try Sequential([Flatten(), Linear(16, 2)]).summary(for: [3, 4, 4]) == """
        layer  what it is     result   parameters
        0      Flatten()      (3, 16)           0
        1      Linear(16, 2)  (3, 2)           34
        total: 34 parameters
        """)
    let error = #expect(throws: ShapeMismatch.self) { try model.outline(for: [1, 5]) }
    #expect(error?.description == "layers.0: expected (…, 784), got (1, 5)")
  }
}
