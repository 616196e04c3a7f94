import Fledge
import TestSupport
import Testing

/// Five steps of linear regression in Float64 against PyTorch 2's optimisers.
@Suite struct OptimizerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let optimizer: any Optimizer
    let rates: [Double]?
    /// W (2, 3), then b (3), after five steps.
    let expected: [Double]

    init(_ name: String, _ optimizer: any Optimizer, rates: [Double]? = nil, _ expected: [Double]) {
      (testDescription, self.optimizer, self.rates, self.expected) = (name, optimizer, rates, expected)
    }
  }

  static let cases: [Case] = [
    Case(
      "SGD", SGD(learningRate: 0.1),
      [
        0.3290759899224873, 0.12948277908191186, 0.09638630708326863,
        -0.08969650642810516, 0.46892262395815876, -0.15715559581024272,
        -0.045497327279190355, 0.30957252583963846, -0.12112302056029432,
      ]),
    Case(
      "SGD, L2", SGD(learningRate: 0.1, decay: .l2(0.05)),
      [
        0.3240421635157348, 0.1299239766656325, 0.09266935056242312,
        -0.09297194032961598, 0.4597138562660282, -0.15017495673145118,
        -0.04445314006734403, 0.305671539663545, -0.11907420517154275,
      ]),
    Case(
      "momentum", SGD(learningRate: 0.1, momentum: .heavyBall(0.9)),
      [
        0.6628383587188372, 0.6321090670754176, -0.19795594768433897,
        -0.8074394769034995, 0.43065001987320717, 0.494249385631051,
        -0.10644170509233337, 0.6256201275468144, -0.16283469768113626,
      ]),
    Case(
      "momentum, L2", SGD(learningRate: 0.1, momentum: .heavyBall(0.9), decay: .l2(0.05)),
      [
        0.6480319198194924, 0.6307057366952494, -0.2054938633770209,
        -0.8120604146974485, 0.4083070962790704, 0.5079520217981142,
        -0.10305077366752408, 0.614511235824116, -0.15776568392942172,
      ]),
    Case(
      "Nesterov", SGD(learningRate: 0.1, momentum: .nesterov(0.8)),
      [
        0.5914190931254817, 0.5884247570485958, -0.12666803894415712,
        -0.67012864244206, 0.45901761699480453, 0.37704584429758115,
        -0.0784895399492405, 0.5825875541271378, -0.18556851514706937,
      ]),
    Case(
      "Nesterov, L2", SGD(learningRate: 0.1, momentum: .nesterov(0.8), decay: .l2(0.05)),
      [
        0.5729315170218788, 0.5803461559332918, -0.1302546003437968,
        -0.6671670155441025, 0.4394138195973896, 0.3815054485892897,
        -0.07379062064521096, 0.5690527585503723, -0.1802118114885972,
      ]),
    Case(
      "Adam", Adam(learningRate: 0.05),
      [
        0.34794999687967115, 0.047190495986481305, 0.054026863892731085,
        0.15228240399817156, 0.3616195627423975, -0.3519991033550931,
        -0.22959103483631, 0.34769486276185363, -0.10578785854107906,
      ]),
    Case(
      "Adam, other constants", Adam(learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-4),
      [
        0.3469388347273531, 0.0459788253275423, 0.05561622550616583,
        0.15334027725339977, 0.37447201070994807, -0.3529851410894547,
        -0.22433659136326847, 0.34653805157862855, -0.11126477296938954,
      ]),
    Case(
      "Adam, L2", Adam(learningRate: 0.05, decay: .l2(0.1)),
      [
        0.34749625377817056, 0.0468609316108577, 0.053903580214341204,
        0.15235773297146502, 0.3169571793120946, -0.3521624672126414,
        -0.22228865018074598, 0.34726339656641636, -0.08510838976928864,
      ]),
    Case(
      "AdamW", Adam.adamW(learningRate: 0.05, weightDecay: 0.1),
      [
        0.3429817656618704, 0.04961622243761757, 0.049295338906486005,
        0.1449183821416274, 0.3603399896538489, -0.3397614392224689,
        -0.22646446330544656, 0.34279907810577415, -0.10934090769266462,
      ]),
    Case(
      "AdamW, defaults", Adam.adamW(),
      [
        0.10499434721754546, -0.19499083418732588, 0.29498616673777994,
        0.3949807065374773, 0.49498039022927337, -0.5949705644725829,
        -0.004997751031154355, 0.10499433754185619, -0.10497271402967315,
      ]),
    Case(
      "SGD, rates", SGD(), rates: [0.1, 0.1, 0.05, 0.02, 0.3],
      [
        0.36491589781411765, 0.17938484945383842, 0.06427786065234783,
        -0.16579915689016086, 0.46353241964767217, -0.08854580734233304,
        -0.052995394785391066, 0.34185170097060935, -0.12359571094950861,
      ]),
    Case(
      "Nesterov, rates", SGD(momentum: .nesterov(0.8)), rates: [0.1, 0.1, 0.05, 0.02, 0.3],
      [
        0.7009464366941309, 0.7694953748611162, -0.2218975351630262,
        -0.9079814896598557, 0.4514048037791753, 0.594425346550588,
        -0.09463324260138095, 0.6949229369694107, -0.20694797740058304,
      ]),
    Case(
      "Adam, rates", Adam(), rates: [0.1, 0.1, 0.05, 0.02, 0.3],
      [
        0.6571193605341231, 0.3536714696694537, -0.24273656591228654,
        -0.15596476474627677, 0.5046570225350175, -0.04259045232907954,
        -0.3608818254650189, 0.6534008771807559, -0.029180307246166756,
      ]),
  ]

  private func model(_ dtype: DType = .float64) -> Linear {
    Linear(2, 3).initialized(seed: 0, dtype: dtype).with([
      Tensor([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]], dtype: .float64).converted(to: dtype),
      Tensor([0, 0.1, -0.1], dtype: .float64).converted(to: dtype),
    ])
  }

  private func step<O: Optimizer>(_ model: inout Linear, _ optimizer: inout O) {
    let dtype = model.weight.value.dtype
    let x = Tensor([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], dtype: .float64).converted(to: dtype)
    let y = Tensor([[1.0, 0, -1], [0.5, 2, 0], [-1.5, 1, 0.25]], dtype: .float64).converted(to: dtype)
    let (_, gradients) = valueAndGradients(of: model) { meanSquaredError($0(x), targets: y) }
    optimizer.update(&model, with: gradients)
  }

  @Test("five steps agree with PyTorch, also in Float and with a rate that changes", arguments: cases)
  func fiveSteps(_ test: Case) {
    func run(_ optimizer: some Optimizer, _ dtype: DType) -> Tensor {
      var (model, optimizer) = (self.model(dtype), optimizer)
      for index in 0..<5 {
        if let rates = test.rates { optimizer.learningRate = rates[index] }
        step(&model, &optimizer)
      }
      return .concatenated(model.values.map(\.flattened))
    }
    expectClose(run(test.optimizer, .float64), Tensor(test.expected), within: 1e-12)
    expectClose(run(test.optimizer, .float32), Tensor(test.expected.map { Float($0) }), within: 2e-5)
  }

  @Test("decoupled decay of plain SGD shrinks the weights apart from the gradient")
  func decoupledSGD() {
    let gradients = Gradients([Tensor.ones([2, 3], dtype: .float64), .ones([3], dtype: .float64)])
    var (model, optimizer) = (self.model(), SGD(learningRate: 0.1, decay: .decoupled(0.5)))
    let before = model.values
    optimizer.update(&model, with: gradients)
    for (new, old) in zip(model.values, before) { expectClose(new, old * 0.95 - 0.1, within: 1e-15) }
  }

  @Test("a copy of an optimiser carries its own state")
  func copies() {
    var (model, optimizer) = (self.model(), Adam(learningRate: 0.05))
    step(&model, &optimizer)
    var (branch, copy) = (model, optimizer)
    step(&model, &optimizer)
    step(&branch, &copy)
    #expect(branch.values == model.values)
    step(&branch, &copy)
    #expect(branch.values != model.values)
    step(&model, &optimizer)
    #expect(branch.values == model.values)
  }

  @Test("a snapshot is unaffected by training")
  func snapshots() {
    var (model, optimizer) = (self.model(), SGD(learningRate: 0.1, momentum: .heavyBall(0.9)))
    let snapshot = model
    let values = snapshot.values.map { $0.elements(as: Double.self) }
    for _ in 0..<3 { step(&model, &optimizer) }
    #expect(snapshot.values.map { $0.elements(as: Double.self) } == values)
    #expect(model.values != snapshot.values)
  }

  @Test("what print shows of an optimiser: the call that makes it")
  func descriptions() {
    #expect("\(SGD())" == "SGD(learningRate: 0.2)")
    #expect(
      "\(SGD(momentum: .nesterov(0.9), decay: .l2(0.001)))"
        == "SGD(learningRate: 0.02, momentum: .nesterov(0.9), decay: .l2(0.001))")
    #expect("\(Adam())" == "Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08)")
    #expect("\(Adam.adamW())".hasSuffix(", decay: .decoupled(0.01))"))
    #expect(
      "\(SGD(momentum: .heavyBall(0.9, dampening: 0.5)))"
        == "SGD(learningRate: 0.02, momentum: .heavyBall(0.9, dampening: 0.5))")
    #expect("\(Adam(amsgrad: true))".hasSuffix("epsilon: 1e-08, amsgrad: true)"))
    #expect(
      "\(RMSprop(momentum: 0.5, centered: true))"
        == "RMSprop(learningRate: 0.01, alpha: 0.99, epsilon: 1e-08, momentum: 0.5, centered: true)")
    #expect("\(Adagrad(initialSum: 1))" == "Adagrad(learningRate: 0.01, initialSum: 1.0, epsilon: 1e-10)")
    #expect("\(Lion())" == "Lion(learningRate: 0.0001, beta1: 0.9, beta2: 0.99)")
    #expect("\(SignDescent())" == "SignDescent(learningRate: 0.001)")
  }

  @Test("each optimiser has a default rate of its own")
  func defaults() {
    #expect(SGD().learningRate == 0.2)
    #expect(SGD(momentum: .heavyBall(0.9)).learningRate == 0.02)
    #expect(Adam().learningRate == 0.001)
    #expect(Adam.adamW().learningRate == 0.001)
  }
}

/// An optimiser as a user writes it.
struct SignDescent: RuleOptimizer {
  enum Scalar: CaseIterable { case rate }
  var learningRate = 0.001, state = OptimizerState()
  let rule = UpdateRule<Scalar> { w, _, g, p in (w - p[.rate] * sign(g), []) }
  func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double { learningRate * group.rate }
}
