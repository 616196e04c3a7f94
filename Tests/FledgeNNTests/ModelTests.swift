import Fledge
import TestSupport
import Testing

/// Models as values: names, counts, summaries, descriptions and drawing.
@Suite struct ModelTests {
  private let network = MultilayerPerceptron([784, 400, 10])

  @Test("paths name every parameter, in visiting order")
  func names() {
    #expect(
      network.parameterNames == ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"])
    #expect(Linear(2, 3, bias: false).parameterNames == ["weight"])
    #expect(Shortcut().parameterNames == ["inner.weight", "inner.bias", "output.weight", "output.bias"])
    #expect(
      Scaled().parameterNames == [
        "scale", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "shift",
      ])
    let chain = Sequential {
      Flatten()
      Linear(4, 3, activation: .relu)
      Sequential([Activation.tanh, Linear(3, 2, bias: false)])
    }
    #expect(chain.parameterNames == ["1.weight", "1.bias", "2.1.weight"])
    #expect(chain.namedParameters.map(\.parameter.shape) == [[4, 3], [3], [3, 2]])
  }

  @Test("a perceptron without layers, as one may make by taking them out, is the identity")
  func noLayers() {
    var network = MultilayerPerceptron([2, 3, 4], activation: .tanh)
    #expect(network.activation.name == "tanh")
    network.layers = []
    #expect(network.activation.name == "identity")
    let pictures = Tensor.ones([1, 2, 2])
    #expect(network(pictures) == pictures)
  }

  @Test("counts and the summary's table")
  func summary() {
    #expect(network.parameterCount == 784 * 400 + 400 + 400 * 10 + 10)
    #expect(Flatten().parameterCount == 0)
    #expect(
      network.summary == """
        layer     type    parameters                       count
        layers.0  Linear  weight (784, 400), bias (400)  314,000
        layers.1  Linear  weight (400, 10), bias (10)      4,010
        total: 318,010 parameters
        """)
    #expect(
      Linear(2, 3).summary == """
        layer  type    parameters               count
        ·      Linear  weight (2, 3), bias (3)      9
        total: 9 parameters
        """)
    #expect(Flatten().summary.hasSuffix("total: 0 parameters"))
    #expect(Scaled().summary.contains("·         Scaled  scale (3)"))
  }

  @Test("what print shows of a model and of its parts")
  func descriptions() {
    #expect("\(Linear(2, 3))" == "Linear(2, 3)")
    #expect(
      "\(Linear(2, 3, bias: false, activation: .relu))" == "Linear(2, 3, bias: false, activation: relu)")
    #expect("\(Activation.square)" == "square: \(Activation.square.formula)")
    #expect("\(network)" == "MultilayerPerceptron([784, 400, 10], activation: relu)\n" + network.summary)
    #expect("\(Shortcut())" == "Shortcut\n" + Shortcut().summary)
    let chain = Sequential {
      Flatten()
      Sequential([Linear(4, 3), Activation.identity])
    }
    #expect(
      "\(chain)" == """
        Sequential
        0: Flatten()
        1: Sequential
           0: Linear(4, 3)
           1: \(Activation.identity)
           total: 15 parameters
        total: 15 parameters
        """)
    #expect("\(Parameter([2, 3], .zeros))" == "(2, 3), to be drawn: constant 0.0")
    #expect("\(Parameter([1, 2]))" == "[1.0, 2.0] (2) float32")
  }

  @Test("what print shows of gradients: paths, shapes, norms, and what the loss does not depend on")
  func gradientDescription() {
    let model = Linear(2, 2).initialized(seed: 1)
    let (_, gradients) = valueAndGradients(of: model) { $0.weight.value.sum() }
    #expect(
      gradients.summary(of: model) == """
        gradient  shape   norm
        weight    (2, 2)   2.0
        bias      (2)      0.0  does not reach the loss
        total norm: 2.0
        """)
    #expect("\(gradients)".hasPrefix("gradient  shape   norm\n0         (2, 2)   2.0"))
    #expect(gradients.unreached(of: model) == ["bias"] && gradients.norm == 2)
  }

  @Test("a draw depends on the seed and the path alone")
  func draws() {
    struct Two: Module {
      var a = Linear(4, 4)
      var b = Linear(4, 4)
      mutating func visit(_ visitor: inout some ModuleVisitor) {
        visitor("a", &a)
        visitor("b", &b)
      }
    }
    struct Three: Module {
      var new = Linear(9, 9)
      var b = Linear(4, 4)
      var a = Linear(4, 4)
      mutating func visit(_ visitor: inout some ModuleVisitor) {
        visitor("new", &new)
        visitor("b", &b)
        visitor("a", &a)
      }
    }
    let (two, three) = (Two().initialized(seed: 7), Three().initialized(seed: 7))
    #expect(two.a.weight.value == three.a.weight.value)
    #expect(two.b.weight.value == three.b.weight.value)
    #expect(two.a.weight.value != two.b.weight.value)
    #expect(Two().initialized(seed: 8).a.weight.value != two.a.weight.value)
    #expect(two.initialized(seed: 8).a.weight.value == Two().initialized(seed: 8).a.weight.value)
    #expect(two.initialized(seed: 7).a.weight.value == two.a.weight.value)
  }

  @Test("Float32 and Float64 draws are the same numbers, rounded")
  func drawsInBothTypes() {
    for initializer in [Initializer.kaimingUniform, .kaimingNormal] {
      let layer = Linear(20, 20, initializer: initializer)
      let single = layer.initialized(seed: 3).weight.value
      let double = layer.initialized(seed: 3, dtype: .float64).weight.value
      expectClose(single, double.converted(to: .float32), within: 1e-6)
    }
  }

  @Test("conversion to the other type and back")
  func conversion() {
    let model = network.initialized(seed: 1)
    let double = model.converted(to: .float64)
    #expect(double.values.allSatisfy { $0.dtype == .float64 })
    #expect(double.converted(to: .float32).values == model.values)
  }

  @Test("a parameter made from a value keeps it")
  func givenValue() {
    struct Given: Module {
      var table = Parameter([[1, 2], [3, 4]])
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("table", &table) }
    }
    #expect(Given().table.isDrawn)
    #expect(Given().initialized(seed: 1).table.value == [[1, 2], [3, 4]])
    #expect(
      Given().initialized(seed: 1, dtype: .float64).table.value
        == Tensor([[1.0, 2], [3, 4]], dtype: .float64))
  }

  @Test("gradients have the model's names; a parameter that does not reach the loss has zeros")
  func namedGradients() {
    let model = Shortcut().initialized(seed: 1)
    let (value, gradients) = valueAndGradients(of: model) { ($0.inner.weight.value * 2).sum() }
    let named = gradients.named(by: model)
    #expect(named.map(\.name) == model.parameterNames)
    #expect(named[0].gradient == .full([3, 3], 2))
    #expect(named[1].gradient == .zeros([3]) && named[3].gradient == .zeros([2]))
    #expect(!value.isTracked && gradients.tensors.allSatisfy { !$0.isTracked })
  }

  @Test("two layers with equal tensors are two parameters; one layer used twice is one")
  func sharing() {
    let layer = Linear(2, 2, bias: false).initialized(seed: 1)
    let twice = valueAndGradients(of: layer) { $0($0([[1, 2]])).sum() }.gradients.tensors
    let chain = Sequential([layer, layer])
    let apart = valueAndGradients(of: chain) { $0([[1, 2]]).sum() }.gradients.tensors
    #expect(twice.count == 1 && apart.count == 2)
    expectClose(apart[0] + apart[1], twice[0], within: 1e-6)
  }

  @Test("conditions and loops in the braces of a Sequential")
  func builder() {
    func make(_ flatten: Bool, _ depth: Int) -> Sequential {
      Sequential {
        if flatten { Flatten() }
        for _ in 0..<depth { Linear(4, 4, activation: .relu) }
        if depth > 1 { Linear(4, 2) } else { Linear(4, 3) }
      }
    }
    #expect(make(true, 2).layers.count == 4 && make(false, 0).layers.count == 1)
    #expect(make(true, 2).initialized(seed: 1)(.zeros([5, 2, 2])).shape == [5, 2])
    #expect(make(false, 1).initialized(seed: 1)(.zeros([5, 4])).shape == [5, 3])
  }

  @Test("Flatten joins all axes but the first")
  func flatten() {
    #expect(Flatten()(.zeros([3, 2, 4])).shape == [3, 8])
    #expect(Flatten()(.zeros([0, 2, 4])).shape == [0, 8])
    #expect(Flatten()([1, 2]) == [[1], [2]])
  }

  @Test("activations are applied to tensors")
  func activations() {
    #expect(Activation.relu6(Tensor([-1, 3, 7])) == [0, 3, 6])
    #expect(Activation.hardtanh(Tensor([-2, 0.5, 7])) == [-1, 0.5, 1])
    #expect(Activation.elu(alpha: 2)(Tensor([0, 1])) == [0, 1])
  }

  @Test("a user's own activation is one line, and works in a layer")
  func ownActivation() {
    let slope = 0.3
    let bent = Activation("bent") { x in select(x .> 0, x, slope * x) + 0.1 * sin(x) }
    var random = Random(seed: 6)
    let model = Linear(3, 2, activation: bent).initialized(seed: 2, dtype: .float64)
    expectGradients(of: model, at: random.normal([4, 3], dtype: .float64))
  }
}
