import Fledge
import TestSupport
import Testing

/// Groups, names, and what does not belong.
@Suite struct OptimizerStateTests {
  private let model = Sequential {
    Linear(3, 4, activation: .tanh)
    Linear(4, 2)
  }.initialized(seed: 2, dtype: .float64)
  private let x = Tensor([[0.5, -1, 2], [1, 0.25, -0.5]] as [[Double]])

  private func gradients(_ model: Sequential) -> Gradients {
    valueAndGradients(of: model) { $0(x).squared.mean() }.gradients
  }

  private func trained(_ model: Sequential, _ optimizer: inout some Optimizer, steps: Int = 1) -> Sequential {
    var model = model
    for _ in 0..<steps { optimizer.update(&model, with: gradients(model)) }
    return model
  }

  @Test("state has the names of the rule and of the parameters")
  func names() {
    var optimizer = Adam()
    _ = trained(model, &optimizer, steps: 3)
    #expect(
      optimizer.namedState(of: model).map(\.name) == [
        "m/0.weight", "v/0.weight", "m/0.bias", "v/0.bias", "m/1.weight", "v/1.weight", "m/1.bias",
        "v/1.bias",
      ])
    #expect(
      optimizer.stateCounters(of: model) == [
        "step": 3, "start/0.weight": 0, "start/0.bias": 0, "start/1.weight": 0, "start/1.bias": 0,
      ])
    #expect(Adam().namedState(of: model).isEmpty)
  }

  @Test("the first group that fits counts: rate, decay, frozen")
  func groups() {
    let groups = [
      ParameterGroup("head", isFrozen: true) { path, _ in path.hasPrefix("1.") },
      ParameterGroup("vectors", rate: 0.5) { _, shape in shape.rank == 1 },
    ]
    var plain = SGD(learningRate: 0.1)
    var grouped = SGD(learningRate: 0.1, groups: groups)
    let (a, b) = (trained(model, &plain), trained(model, &grouped))
    #expect(b.values[0] == a.values[0])
    expectClose(b.values[1] - model.values[1], (a.values[1] - model.values[1]) * 0.5, within: 1e-15)
    #expect(b.values[2] == model.values[2] && b.values[3] == model.values[3])
  }

  @Test("what is spared of decay: vectors, unless all are to decay")
  func withoutDecay() {
    let zero = Gradients(model.values.map { .zeros($0.shape, dtype: .float64) })
    for (groups, factor) in [([ParameterGroup.withoutDecay], 1.0), ([], 0.95)] {
      var (model, optimizer) = (
        self.model, Adam(learningRate: 0.1, decay: .decoupled(0.5), groups: groups)
      )
      model.forEachBias { $0.value = .ones($0.shape, dtype: .float64) }
      let before = model.values
      optimizer.update(&model, with: zero)
      expectClose(model.values[0], before[0] * 0.95, within: 1e-15)
      expectClose(model.values[1], before[1] * factor, within: 1e-15)
    }
  }

  @Test("a parameter that is trained from a later step on counts its own steps")
  func lateStart() throws {
    var late = model
    late.freeze { $0.hasPrefix("0.") }
    var optimizer = Adam(learningRate: 0.01)
    late = trained(late, &optimizer, steps: 5)
    late.unfreeze()
    let before = late.values[0]
    let counters: [String: Int]
    (late, counters) = (trained(late, &optimizer), optimizer.stateCounters(of: late))
    // Adam's first step has the size of the rate in every direction.
    expectClose(abs(late.values[0] - before), Tensor.full([3, 4], 0.01, dtype: .float64), within: 1e-5)
    #expect(
      counters == ["step": 6, "start/0.weight": 5, "start/0.bias": 5, "start/1.weight": 0, "start/1.bias": 0])
    var (resumed, copy) = (Adam(learningRate: 0.01), late)
    try resumed.restoreState(
      Dictionary(uniqueKeysWithValues: optimizer.namedState(of: late)), counters: counters, of: late)
    #expect(trained(copy, &resumed).values == trained(late, &optimizer).values)
    copy.freeze()
  }

  @Test("what does not belong is an error that names it, and changes nothing")
  func errors() {
    var optimizer = Adam()
    _ = trained(model, &optimizer)
    let state = Dictionary(uniqueKeysWithValues: optimizer.namedState(of: model))
    func message(_ tensors: [String: Tensor], _ counters: [String: Int]) -> String {
      var other = Adam()
      do {
        try other.restoreState(tensors, counters: counters, of: model)
        return "restored"
      } catch {
        #expect(other.state.step == 0)
        return "\(error)"
      }
    }
    let counters = optimizer.stateCounters(of: model)
    #expect(message(state, counters) == "restored")
    #expect(message(state, ["step": 1]).contains("expected nothing"))
    var missing = state
    missing["v/1.bias"] = nil
    #expect(
      message(missing, counters)
        == "optimizer state v/1.bias: expected a tensor of shape (2), got no such tensor")
    #expect(
      message(state.merging(["v/1.bias": .zeros([3], dtype: .float64)]) { $1 }, counters)
        == "optimizer state v/1.bias: expected shape (2) float64, as its parameter has, got shape (3) float64"
    )
    #expect(message(state.merging(["x/0.weight": .zeros([1])]) { $1 }, counters).contains("x/0.weight"))
    // One tensor is all that momentum keeps of a parameter.
    var momentum = SGD(momentum: .heavyBall(0.9))
    _ = trained(model, &momentum)
    var lost = Dictionary(uniqueKeysWithValues: momentum.namedState(of: model))
    lost["velocity/0.bias"] = nil
    var other = SGD(momentum: .heavyBall(0.9))
    #expect(throws: OptimizerStateError.self) {
      try other.restoreState(lost, counters: momentum.stateCounters(of: model), of: model)
    }
    #expect(message(state, ["step": -1]).contains("step: expected 0 or more, got -1"))
    #expect(
      message(state, counters.merging(["start/0.bias": 2]) { $1 }).contains(
        "start/0.bias: expected 0 to 1, got 2"))
    #expect(message(state, counters.merging(["start/7": 0]) { $1 }).contains("start/7"))
  }

  @Test("norms of several axes and tables of rows are spared of decay too")
  func withoutDecayByLayer() {
    let model = Sequential {
      LayerNorm([2, 3])
      RMSNorm([2, 3])
      Embedding(4, 3)
    }.initialized(seed: 1, dtype: .float64)
    let zero = Gradients(model.values.map { .zeros($0.shape, dtype: .float64) })
    var (decayed, optimizer) = (
      model, SGD(learningRate: 0.1, decay: .decoupled(0.5), groups: [.withoutDecay])
    )
    optimizer.update(&decayed, with: zero)
    #expect(decayed.values == model.values)
  }

  @Test("a group that fits nothing is an error")
  func emptyGroup() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Linear(2, 2).initialized(seed: 0)
      var optimizer = SGD(groups: [ParameterGroup("encoder") { path, _ in path.hasPrefix("encodr") }])
      let (_, gradients) = valueAndGradients(of: model) { $0(Tensor([[1, 2]])).sum() }
      optimizer.update(&model, with: gradients)
    }
    expectMessage(result, "group 0, \"encoder\"", "fits none", "weight, bias")
  }

  @Test("a user's optimiser in five lines")
  func users() {
    var optimizer = SignDescent()
    let after = trained(model, &optimizer)
    let gradients = gradients(model)
    for ((new, old), gradient) in zip(zip(after.values, model.values), gradients.tensors) {
      expectClose(new, old - 0.001 * sign(gradient), within: 1e-15)
    }
  }
}

extension Sequential {
  fileprivate mutating func forEachBias(_ body: (inout Parameter) -> Void) {
    for index in layers.indices {
      guard var linear = layers[index] as? Linear, linear.bias != nil else { continue }
      body(&linear.bias!)
      layers[index] = linear
    }
  }
}
