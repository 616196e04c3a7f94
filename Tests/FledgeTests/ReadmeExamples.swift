import Fledge

// The Swift of README.md, compiled and run: ReadmeTests compares the text.

// Example 1 stands in a function, since a test has no top level.
func readmeTraining() -> Double {
  let loader = DataLoader(Dataset(Digits.train()), batchSize: 100, shuffle: .seed(0))
  var model = MultilayerPerceptron([784, 400, 10], activation: .relu).initialized(seed: 0)
  var optimizer = SGD(learningRate: 0.2)
  for epoch in 1...5 {
    for batch in loader.epoch(epoch) {
      let (_, gradients) = valueAndGradients(of: model) {
        crossEntropy($0(batch.inputs), labels: batch.labels)
      }
      optimizer.update(&model, with: gradients)
    }
  }
  print("test error", Evaluation(of: model, on: Dataset(Digits.test())).error)
  return Evaluation(of: model, on: Dataset(Digits.test())).error
}

func readmeTable(path: String) throws -> Evaluation {
  let examples = try Table(csv: path).dataset(target: "species")
  let (train, validation) = examples.split(fraction: 0.2, seed: 0, stratified: true)
  let network = Sequential([Standardizer(fitting: train), MultilayerPerceptron([4, 32, 3])])
  var trainer = Trainer(network.initialized(seed: 0), optimizer: Adam(), loss: .crossEntropy)
  try trainer.train(epochs: 50, on: DataLoader(train, batchSize: 16, shuffle: .seed(0)))
  print(Evaluation(of: trainer.model, on: validation))
  return Evaluation(of: trainer.model, on: validation)
}

func readmeNumbers(path: String) throws -> Evaluation {
  let (train, validation) = try Table(csv: path).dataset(target: "price").split(fraction: 0.2, seed: 0)
  let (scaling, units) = (Standardizer(fitting: train), Standardizer(fitting: train.targets).inverse)
  let network = Sequential([scaling, MultilayerPerceptron([3, 32, 1]), units]).initialized(seed: 0)
  var trainer = Trainer(network, optimizer: Adam(learningRate: 0.01), loss: .meanSquaredError)
  try trainer.train(epochs: 50, on: DataLoader(train, batchSize: 16, shuffle: .seed(0)))
  print(Evaluation(of: trainer.model, on: validation))
  return Evaluation(of: trainer.model, on: validation)
}

func readmeNewRows(path: String, newPath: String, modelPath: String) throws -> (names: [String], Tensor) {
  let (train, validation) = try Table(csv: path).split(fraction: 0.2, seed: 0)
  let encoding = try TableEncoding(fitting: train, target: "species")
  let network = MultilayerPerceptron([encoding.width, 32, 3]).initialized(seed: 0)
  var trainer = Trainer(network, optimizer: Adam(), loss: .crossEntropy)
  let loader = DataLoader(try encoding.dataset(train), batchSize: 16, shuffle: .seed(0))
  try trainer.train(epochs: 50, on: loader, validating: try encoding.dataset(validation))
  let rows = try encoding.inputs(Table(csv: newPath)).tensor
  let probabilities = trainer.model(rows).softmax(axis: 1)
  let names = probabilities.argMax(axis: 1).elements(as: Int.self).map { encoding.target.classNames![$0] }
  try trainer.model.save(to: modelPath, card: ModelCard(encoding))
  return (names, probabilities)
}

func readmeTrainer(dataset: Dataset, path: String) throws -> Trainer<MultilayerPerceptron> {
  let model = MultilayerPerceptron([784, 16, 10]).initialized(seed: 0)
  let (train, validation) = dataset.split(fraction: 0.1, seed: 0, stratified: true)
  let loader = DataLoader(train, batchSize: 100, shuffle: .seed(0))
  var trainer = Trainer(model, optimizer: Adam(), schedule: .cosine, seed: 1, loss: .crossEntropy)
  try trainer.train(
    epochs: 10, on: loader, validating: validation, stopping: EarlyStopping(patience: 2),
    checkpoint: CheckpointPlan(to: path)
  ) { event, _ in
    if case .epoch(let report) = event { print(report) }
    return true
  }
  var resumed = try Trainer(resuming: path, model, optimizer: Adam(), loss: .crossEntropy)
  try resumed.train(epochs: 20, on: loader)
  return resumed
}

struct Block: Layer {
  var linear = Linear(64, 64, activation: .gelu)
  var norm = BatchNorm(64)
  var dropout = Dropout(0.2)
  func callAsFunction(_ x: Tensor) -> Tensor { x + dropout(norm(linear(x))) }
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("linear", &linear)
    visitor("norm", &norm)
    visitor("dropout", &dropout)
  }
}

struct Classifier: Layer {
  var input = Linear(784, 64, activation: .relu)
  var block = Block()
  var output = Linear(64, 10)
  func callAsFunction(_ x: Tensor) -> Tensor { output(block(input(x))) }
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("input", &input)
    visitor("block", &block)
    visitor("output", &output)
  }
}

func readmeSnapshot(path: String) throws -> (best: Classifier, loaded: Classifier) {
  var model = Classifier().initialized(seed: 1)
  print(model.summary)
  let best = model
  try model.save(to: path)
  try model.load(from: path)
  return (best, model)
}

func readmeActivation() -> (Activation, Linear) {
  let swish = Activation("swish-1.5") { x in x.gated(by: sigmoid(1.5 * x)) }
  print(swish.formula)
  print(swish.formula.derivative())
  let layer = Linear(784, 64, activation: swish)
  return (swish, layer)
}

func readmeDescription(path: String) throws -> SavedModel {
  let chain = Sequential {
    Linear(784, 64, activation: Activation("swish-1.5") { x in x * sigmoid(1.5 * x) })
    Linear(64, 10)
  }
  try chain.initialized(seed: 1).save(to: path, card: ModelCard(input: [784]))
  let saved = try SavedModel(from: path)
  print(try saved.model.summary(for: [100, 784]))
  return saved
}

func readmePenalty() -> (Tensor, Tensor) {
  let x = Tensor([0.5, -1, 2])
  let (penalty, slope) = valueAndGradient(at: Tensor([1, 2, 3])) { w in
    let inner = gradient(at: x) { x in (w * x * x).sum() }
    return inner.squared.sum()
  }
  return (penalty, slope)
}

func readmeSine() -> Double {
  let x = Tensor.linearlySpaced(from: -3, to: 3, count: 200).expanded(axis: 1)  // (200, 1)
  let y = sin(x)
  var model = MultilayerPerceptron([1, 32, 32, 1], activation: .tanh).initialized(seed: 0)
  var optimizer = Adam(learningRate: 0.01)
  for step in 1...1000 {
    let (loss, gradients) = valueAndGradients(of: model) { meanSquaredError($0(x), targets: y) }
    optimizer.update(&model, with: gradients)
    if step % 250 == 0 { print(step, loss) }
  }
  return meanSquaredError(model(x), targets: y).item
}

func readmeArrays() {
  var random = Random(seed: 0)
  let a = Tensor.normal([4, 3], using: &random)
  print(a[0, 1], a[.all, 1..<3], a[-1])
  print(a.sum(axis: 0), a.mean(axes: [0, 1]), a.argMax(axis: 1))
  print(select(a .> 0 .& a .< 1, a, 0), matmul(a, a.transposed), einsum("ij,kj->ik", a, a))
}

func readmeStep(
  _ model: inout Classifier, _ optimizer: inout some Optimizer, _ batch: Batch, random: Random, step: Int
) -> Tensor {
  let (loss, gradients) = valueAndGradients(of: model, random: random.numbered(step)) { model in
    crossEntropy(model(batch.inputs), labels: batch.labels)
  }
  optimizer.update(&model, with: gradients)  // the parameters, and the running means
  return loss
}

struct SignDescent: RuleOptimizer {
  enum Scalar: CaseIterable { case rate }
  var learningRate = 0.001, state = OptimizerState()
  let rule = UpdateRule<Scalar> { w, _, g, p in (w - p[.rate] * sign(g), []) }
  func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double { learningRate * group.rate }
}

struct Cube: Primitive {
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] * inputs[0] * inputs[0] }
  func vjp(_ cotangent: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let x = context.input(0)
    return [3 * cotangent * x * x]
  }
}
