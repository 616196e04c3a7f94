import Fledge
import TestSupport
import Testing

/// The copy that the closure is given, and only that copy, is in training.
@Suite struct TrainingPassTests {
  /// Noise and a statistic in the plainest layer that has both.
  struct Noisy: Layer {
    var weight: Parameter
    var mean = Statistic([3], .zeros, momentum: 0.25)
    var noise = Noise()

    init() { weight = Parameter(Tensor([1, 2, 3] as [Double])) }

    func callAsFunction(_ x: Tensor) -> Tensor {
      mean.note(x.mean(axis: 0))
      let center = mean.isTraining ? x.mean(axis: 0) : mean.value
      let y = (x - center) * weight.value
      guard var random = noise.next() else { return y }
      return y + random.normal(x.shape, dtype: .float64)
    }

    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("weight", &weight)
      visitor("mean", &mean)
      visitor("noise", &noise)
    }
  }

  static let x = Tensor((0..<12).map { Double($0 * $0 % 7) }).reshaped(to: [4, 3])
  let model = Sequential { Noisy() }.initialized(seed: 1, dtype: .float64)

  private func pass(_ model: Sequential, _ random: Random?, training: Bool = true) -> (Tensor, Gradients) {
    var result: Tensor?
    let (_, gradients) = valueAndGradients(of: model, random: random, training: training) { model in
      result = model(Self.x).detached
      return model(Self.x).squared.mean()
    }
    return (result!, gradients)
  }

  @Test("the model outside evaluates before, within and after a pass")
  func onlyTheCopy() {
    let before = model(Self.x)
    let (inside, gradients) = pass(model, Random(seed: 1))
    #expect(model(Self.x) == before)
    #expect(inside != before)
    #expect(gradients.observations.map(\.count) == [2], "the layer was applied twice")
    #expect(gradients.observations[0][0] == Self.x.mean(axis: 0))
    #expect(pass(model, nil, training: false).0 == before)
    #expect(pass(model, nil, training: false).1.observations.isEmpty)
  }

  @Test("the same generator draws the same, another one and a second application do not")
  func draws() {
    let random = Random(seed: 3)
    #expect(pass(model, random.numbered(1)).0 == pass(model, random.numbered(1)).0)
    #expect(pass(model, random.numbered(1)).0 != pass(model, random.numbered(2)).0)
    let two = model.training(random: random)
    let (first, second) = (two(Self.x), two(Self.x))
    #expect(first != second)
    #expect(model.training(random: random)(Self.x) == first)
  }

  @Test("a layer's draws do not depend on what stands beside it")
  func drawsBelongToPaths() {
    func result(_ layers: [any Layer]) -> Tensor {
      Sequential(layers).initialized(seed: 1, dtype: .float64).training(random: Random(seed: 9))(Self.x)
    }
    #expect(result([Noisy(), Activation.identity]) == result([Noisy()]))
    #expect(result([Activation.identity, Noisy()]) != result([Noisy()]))
  }

  @Test("a running value moves towards each observation by its momentum")
  func absorbing() {
    var trained = model
    trained.absorb([[Tensor([4, 4, 4] as [Double]), Tensor([7, 3, -1] as [Double])]])
    #expect(trained.namedStatistics[0].name == "0.mean")
    #expect(trained.namedStatistics[0].statistic.value == Tensor([2.5, 1.5, 0.5] as [Double]))
    var optimizer = SGD(learningRate: 0)
    trained = model
    optimizer.update(&trained, with: pass(model, Random(seed: 0)).1)
    let mean = Self.x.mean(axis: 0)
    expectClose(trained.namedStatistics[0].statistic.value, mean * (0.25 + 0.75 * 0.25), within: 1e-14)
  }

  @Test("what is frozen has no gradient, observes nothing, and is not changed")
  func freezing() {
    var model = Sequential {
      Noisy()
      Linear(3, 2)
    }.initialized(seed: 1, dtype: .float64)
    model.freeze { $0.hasPrefix("0.") }
    let before = model.namedParameters.map(\.parameter.value)
    let (_, gradients) = pass(model, Random(seed: 0))
    #expect(gradients.named(by: model).map(\.name) == ["1.weight", "1.bias"])
    #expect(gradients.observations == [[]])
    for var optimizer in [SGD(learningRate: 0.1), Adam()] as [any Optimizer] {
      var trained = model
      optimizer.update(&trained, with: gradients)
      let after = trained.namedParameters.map(\.parameter.value)
      #expect(after[0] == before[0] && after[1] != before[1] && after[2] != before[2])
      // What is trained again later finds its own state.
      trained.unfreeze()
      optimizer.update(&trained, with: pass(trained, Random(seed: 1)).1)
      #expect(trained.namedParameters[0].parameter.value != before[0])
    }
    model.unfreeze()
    #expect(pass(model, Random(seed: 0)).1.tensors.count == 3)
  }

  @Test("a pass within a pass leaves what the outer one put into training")
  func nested() {
    let random = Random(seed: 5)
    var inner: Gradients?
    let (_, outer) = valueAndGradients(of: model, random: random) { model in
      let (_, gradients) = valueAndGradients(of: model, random: random) { $0(Self.x).squared.mean() }
      inner = gradients
      return model(Self.x).squared.mean()
    }
    #expect(inner!.observations.allSatisfy { $0.isEmpty })
    #expect(outer.observations.map(\.count) == [2])
  }

  @Test("a model with noise and statistics in another file type keeps both, by name")
  func names() {
    #expect(model.namedStatistics.map(\.name) == ["0.mean"])
    #expect(model.parameterNames == ["0.weight"])
    #expect(model.converted(to: .float32).namedStatistics[0].statistic.value.dtype == .float32)
    #expect(model.summary.contains("mean (3), a statistic"))
    #expect(model.visitFaults.isEmpty)
  }

  @Test("a copy that stays in training forgets what it notes")
  func forgetting() {
    var (copy, optimizer) = (model.training(random: Random(seed: 2)), SGD(learningRate: 0.1))
    _ = copy(Self.x)
    let (_, gradients) = valueAndGradients(of: copy) { $0(Self.x).squared.mean() }
    #expect(gradients.observations.allSatisfy { $0.isEmpty })
    optimizer.update(&copy, with: gradients)
    #expect(copy.namedStatistics[0].statistic.value == model.namedStatistics[0].statistic.value)
    #expect(copy.values != model.values)
    #expect(Self.x.mean(axis: 0) != model.namedStatistics[0].statistic.value, "there was something to note")
  }

  struct Forgetful: Layer {
    var kept = Noisy()
    var weight = Parameter([1], .zeros)
    func callAsFunction(_ x: Tensor) -> Tensor { x }
    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("weight", &weight)
      visitor("kept", &kept.weight)
    }
  }

  @Test("a statistic or noise that is not shown is a fault of the visit")
  func forgotten() {
    #expect(
      Set(Forgetful().visitFaults) == [.forgotten(property: "kept.mean"), .forgotten(property: "kept.noise")])
  }
}

/// What a caller slips on ends the program with a message that names the path.
@Suite struct TrainingPassErrorTests {
  @Test func noiseWithoutNumbers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = Sequential {
        Activation.identity
        TrainingPassTests.Noisy()
      }.initialized(seed: 1, dtype: .float64)
      _ = valueAndGradients(of: model) { $0(TrainingPassTests.x).sum() }
    }
    expectMessage(result, "1.noise", "Noisy needs random numbers", "random:")
  }

  @Test func aCopyThatLeftItsPass() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = TrainingPassTests.Noisy().initialized(seed: 1, dtype: .float64)
      var leaked: TrainingPassTests.Noisy?
      _ = valueAndGradients(of: model, random: Random(seed: 1)) { model in
        leaked = model
        return model(TrainingPassTests.x).sum()
      }
      _ = leaked!(TrainingPassTests.x)
    }
    expectMessage(result, "mean", "used after its pass")
  }

  @Test func noiseThatLeftItsPass() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = Sequential {
        Linear(3, 3)
        TrainingPassTests.Noisy3()
      }.initialized(seed: 1, dtype: .float64)
      var leaked: Sequential?
      _ = valueAndGradients(of: model, random: Random(seed: 1)) { model in
        leaked = model
        return model(TrainingPassTests.x).sum()
      }
      _ = leaked!.layers[1](TrainingPassTests.x)
    }
    expectMessage(result, "1.noise", "used after its pass")
  }
}
