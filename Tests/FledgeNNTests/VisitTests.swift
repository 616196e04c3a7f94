import Fledge
import TestSupport
import Testing

/// What a visit may show, and what `visitFaults` finds wrong with one.
@Suite struct VisitTests {
  @Test("the visit of every layer shows all that it holds")
  func nothingForgotten() {
    for (name, layer) in LayerGradientTests.layers { #expect(layer.visitFaults == [], "\(name)") }
    #expect(MultilayerPerceptron([4, 3, 2]).initialized(seed: 1).visitFaults == [])
    #expect(Collections().visitFaults == [])
  }

  @Test("optionals, lists and dictionaries of parameters, of layers of one type and of any")
  func collections() {
    let model = Collections()
    #expect(
      model.parameterNames == [
        "maybe.weight", "any.weight", "maybeAny.weight", "scales.0", "scales.1", "chain.0.weight",
        "chain.2.weight",
        "named.left", "named.right", "heads.a.weight", "heads.b.weight", "anyHeads.x.weight",
      ])
    var lacking = model
    (lacking.maybe, lacking.maybeAny) = (nil, nil)
    #expect(lacking.parameterNames.count == 10 && lacking.visitFaults == [])
    let drawn = model.initialized(seed: 1)
    let (_, gradients) = valueAndGradients(of: drawn) { $0([[1, 2]]).sum() }
    #expect(gradients.tensors.count == 12)
    #expect(gradients.unreached(of: drawn) == ["scales.1", "named.right", "heads.b.weight"])
    #expect(model.summary.contains("scales"))
  }

  @Test("parameters in lists and dictionaries are stepped in place")
  func inPlace() {
    var model = Collections().initialized(seed: 1)
    let before = model.values
    let (_, gradients) = valueAndGradients(of: model) { $0([[1, 2]]).sum() }
    var optimizer = SGD(learningRate: 0.5)
    optimizer.update(&model, with: gradients)
    for (index, value) in model.values.enumerated() {
      expectClose(value, before[index] - 0.5 * gradients.tensors[index], within: 1e-6)
    }
  }

  @Test("a forgotten layer, parameter, array, optional and dictionary are named")
  func forgotten() {
    struct Pair {
      var left = Linear(2, 2)
      var right = 3
    }
    struct Forgetful: Layer {
      var first = Linear(2, 2)
      var second = Linear(2, 2)
      var scale = Parameter([2], .ones)
      var more = [Linear(2, 2)]
      var shift: Parameter? = Parameter([2], .zeros)
      var heads: [String: any Layer] = ["x": Linear(2, 2)]
      var pair = Pair()
      var tuple = (1, Linear(2, 2))
      var count = 3
      var numbers = [Float](repeating: 0, count: 1_000_000)
      var activation = Activation.relu
      func callAsFunction(_ x: Tensor) -> Tensor { x }
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("first", &first) }
    }
    let names = ["second", "scale", "more", "shift", "heads", "pair", "tuple"]
    #expect(Forgetful().visitFaults == names.map { .forgotten(property: $0) })
  }

  @Test("what a part forgets is named by its path")
  func forgottenWithin() {
    struct Inner: Module {
      var shown = Linear(2, 2)
      var hidden = Linear(2, 2)
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("other name", &shown) }
    }
    struct Outer: Module {
      var parts = [Inner(), Inner()]
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("parts", &parts) }
    }
    #expect(
      Outer().visitFaults == [.forgotten(property: "parts.0.hidden"), .forgotten(property: "parts.1.hidden")])
  }

  @Test("one parameter under two paths, two parameters under one")
  func twice() {
    struct Tied: Module {
      var weight = Parameter([2], .ones)
      mutating func visit(_ visitor: inout some ModuleVisitor) {
        visitor("encoder", &weight)
        visitor("decoder", &weight)
      }
    }
    struct Namesakes: Module {
      var first = Parameter([2], .ones)
      var second = Parameter([2], .ones)
      mutating func visit(_ visitor: inout some ModuleVisitor) {
        visitor("weight", &first)
        visitor("weight", &second)
      }
    }
    #expect(Tied().visitFaults == [.shownTwice(first: "encoder", second: "decoder")])
    #expect("\(Tied().visitFaults[0])".contains("show a shared parameter once"))
    #expect(Namesakes().visitFaults == [.samePath("weight")])
    // Copies of one description are parameters of their own.
    struct Copies: Module {
      var layers = [Linear](repeating: Linear(2, 2), count: 3)
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("layers", &layers) }
    }
    #expect(Copies().visitFaults == [] && Copies().initialized(seed: 1).visitFaults == [])
  }
}

/// Everything that a visitor takes.
private struct Collections: Layer {
  var maybe: Linear? = Linear(2, 2, bias: false)
  var any: any Layer = Linear(2, 2, bias: false)
  var maybeAny: (any Layer)? = Linear(2, 2, bias: false)
  var scales = [Parameter([2], .ones), Parameter([2], .ones)]
  var chain: [any Layer] = [Linear(2, 2, bias: false), Activation.tanh, Linear(2, 2, bias: false)]
  var named = ["right": Parameter([2], .ones), "left": Parameter([2], .ones)]
  var heads = ["b": Linear(2, 2, bias: false), "a": Linear(2, 2, bias: false)]
  var anyHeads: [String: any Layer] = ["x": Linear(2, 2, bias: false), "y": Activation.relu]

  func callAsFunction(_ x: Tensor) -> Tensor {
    let z = chain.reduce((maybe?(x) ?? x) * scales[0].value) { $1($0) } + any(x) + (maybeAny?(x) ?? x)
    return heads["a"]!(z * named["left"]!.value) + anyHeads["x"]!(z)
  }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("maybe", &maybe)
    visitor("any", &any)
    visitor("maybeAny", &maybeAny)
    visitor("scales", &scales)
    visitor("chain", &chain)
    visitor("named", &named)
    visitor("heads", &heads)
    visitor("anyHeads", &anyHeads)
  }
}
