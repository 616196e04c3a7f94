import Fledge
import Testing

/// From the second training step with the same shapes on, no block is asked of the system and nothing is copied because
/// another reference still holds it.
@Suite struct TrainingMemoryTests {
  static let optimizers: [any Optimizer] = [
    SGD(), SGD(momentum: .heavyBall(0.9)), SGD(momentum: .nesterov(0.9), decay: .l2(1e-4)), Adam(),
    Adam.adamW(), Adam(amsgrad: true), RMSprop(momentum: 0.5, centered: true), Adagrad(), Lion(),
  ]

  static let models: [any Layer] = [
    MultilayerPerceptron([3, 16, 2]), MultilayerPerceptron([3, 2], bias: false),
    MultilayerPerceptron([3, 16, 16, 2], activation: .geluTanh),
    Sequential {
      Flatten()
      Linear(3, 8, activation: .tanh)
      Activation.silu
      Linear(8, 2)
    }, Shortcut(), Scaled(),
    Sequential {
      Linear(3, 8)
      BatchNorm(8)
      Activation.relu
      Dropout(0.3)
      Residual {
        LayerNorm(8)
        Linear(8, 8)
        PReLU(8)
        RMSNorm(8)
      }
      Linear(8, 2)
    },
  ]

  @Test("no new block and no copy on write", arguments: models.indices, optimizers.indices)
  func steadyState(_ model: Int, _ optimizer: Int) {
    train(Self.models[model], Self.optimizers[optimizer])
  }

  private func train(_ description: some Layer, _ optimizer: some Optimizer) {
    let pool = MemoryPool()
    pool.serve {
      var (model, optimizer) = (description.initialized(seed: 1), optimizer)
      var random = Random(seed: 2)
      let x = random.normal([32, 3])
      let labels = Tensor((0..<32).map { Int32($0 % 2) })
      var blocks: [Int] = []
      for step in 0..<6 {
        let (loss, gradients) = valueAndGradients(of: model, random: Random(seed: 1).numbered(step)) {
          crossEntropy($0(x), labels: labels)
        }
        optimizer.learningRate = 0.1 / Double(step + 1)
        optimizer.update(&model, with: gradients)
        #expect(loss.item.isFinite)
        blocks.append(pool.statistics.blocksAllocated)
      }
      #expect(Set(blocks).count == 1, "blocks after each step: \(blocks)")
      #expect(pool.statistics.copiesOnWrite == 0)
    }
  }

  /// The first step makes what is kept, and the second its own copy of what the average began with.
  @Test("from the third step on no new block, with an embedding, batches added up, clipping and an average")
  func combined() {
    let pool = MemoryPool()
    pool.serve {
      var model = Sequential {
        Embedding(7, 4)
        Flatten()
        Linear(12, 8)
        BatchNorm(8)
        Activation.relu
        Dropout(0.3)
        Linear(8, 2)
      }.initialized(seed: 1)
      var (optimizer, average) = (Adam(), nil as ModelAverage<Sequential>?)
      let x = Tensor((0..<96).map { Int32($0 * 5 % 7) }).reshaped(to: [32, 3])
      let labels = Tensor((0..<32).map { Int32($0 % 2) })
      var blocks: [Int] = []
      for step in 0..<8 {
        var accumulator = GradientAccumulator()
        for (half, rows) in [0..<16, 16..<32].enumerated() {
          let random = Random(seed: 1).numbered(2 * step + half)
          let (loss, gradients) = valueAndGradients(of: model, random: random) {
            crossEntropy($0(x[rows]), labels: labels[rows])
          }
          accumulator.add(loss, gradients, divisor: 16)
        }
        let (loss, gradients) = accumulator.mean()
        #expect(loss.item.isFinite)
        optimizer.update(&model, with: gradients.clipped(toGlobalNorm: 0.1))
        if average == nil {
          average = ModelAverage(model, .exponential(0.9))
        } else {
          average!.update(with: model)
        }
        blocks.append(pool.statistics.blocksAllocated)
      }
      #expect(Set(blocks.dropFirst(2)).count == 1, "blocks after each step: \(blocks)")
    }
  }

  @Test("a snapshot costs one copy for each parameter, once")
  func snapshot() {
    let pool = MemoryPool()
    pool.serve {
      var (model, optimizer) = (MultilayerPerceptron([3, 16, 2]).initialized(seed: 1), SGD())
      func step() {
        let (_, gradients) = valueAndGradients(of: model) { $0([[1, 2, 3]]).sum() }
        optimizer.update(&model, with: gradients)
      }
      step()
      let best = model
      for _ in 0..<3 { step() }
      #expect(pool.statistics.copiesOnWrite == 4)
      #expect(best.parameterNames == model.parameterNames)
    }
  }

  @Test("training by hand makes no copy either")
  func byHand() {
    let pool = MemoryPool()
    pool.serve {
      var random = Random(seed: 3)
      let x = random.normal([40, 3])
      let labels = Tensor((0..<40).map { Int32($0 % 2) })
      var linear = Linear(3, 2, bias: false).initialized(seed: 1)
      var network = MultilayerPerceptron([3, 8, 2], bias: false).initialized(seed: 1)
      var (first, second) = (SGD(), SGD())
      for _ in 0..<3 {
        ByHand.softmaxRegressionEpoch(x, labels, &linear, optimizer: &first, batchSize: 8)
        ByHand.twoLayersEpoch(x, labels, &network, optimizer: &second, batchSize: 8)
      }
      #expect(pool.statistics.copiesOnWrite == 0)
      let blocks = pool.statistics.blocksAllocated
      ByHand.softmaxRegressionEpoch(x, labels, &linear, optimizer: &first, batchSize: 8)
      ByHand.twoLayersEpoch(x, labels, &network, optimizer: &second, batchSize: 8)
      #expect(pool.statistics.blocksAllocated == blocks)
    }
  }
}
