import Fledge

extension Benchmark {
  /// Every benchmark, in the order in which they run.
  static let all: [Benchmark] = peak + training + inference + elementwise + products

  private static let peak = [
    Benchmark("fma-peak") { MultiplyAddPeak(threads: $0) }
  ]

  private static let training = networks.map { network in
    Benchmark(network.name) { _ in network.makeStep(network) }
  }

  private static let networks = [
    Network("tiny", TinyTwins.sizes, bias: true, batch: 32) { TrainingStep($0, SGD(learningRate: 0.1)) },
    Network("tiny-sequential", TinyTwins.sizes, bias: true, batch: 32) {
      TrainingStep($0, TinyTwins.sequential, SGD(learningRate: 0.1))
    },
    Network("tiny-struct", TinyTwins.sizes, bias: true, batch: 32) {
      TrainingStep($0, TinyTwins.Classifier(), SGD(learningRate: 0.1))
    },
    Network("hw0-100", [784, 100, 10], bias: false, batch: 100) { TrainingStep($0, SGD(learningRate: 0.1)) },
    Network("hw0-400", [784, 400, 10], bias: false, batch: 100) { TrainingStep($0, SGD(learningRate: 0.1)) },
    Network("deep", [784, 512, 512, 512, 10], bias: true, batch: 128) { TrainingStep($0, Adam()) },
    Network("wide", [1024, 2048, 2048, 2048, 10], bias: true, batch: 512) {
      TrainingStep($0, SGD(learningRate: 0.01, momentum: .heavyBall(0.9)))
    },
  ]

  // The rivals' figures are for one thread too: a stream of requests has other work for the other processors.
  private static let inference = [1, 1000].map { batch in
    Benchmark("inference-\(batch)", threads: 1) { _ in Inference([784, 400, 10], batch: batch) }
  }

  private static let elementCount = 131_072

  private static let elementwise = [
    Benchmark("gelu", threads: 1) { _ in ElementwiseActivation(.geluTanh, count: elementCount) },
    Benchmark("relu", threads: 1) { _ in ElementwiseActivation(.relu, count: elementCount) },
    Benchmark("copy", threads: 1) { _ in MemoryCopy(count: elementCount) },
  ]

  /// The products that the networks above are made of, vectors, and squares.
  private static let products: [Benchmark] = {
    var shapes: [Product] = []
    for network in networks { shapes += network.products }
    shapes += Product.forward([784, 400, 10], batch: 1)
    shapes += [128, 256, 512, 1024, 2048].map { Product(m: $0, k: $0, n: $0) }
    var seen: Set<String> = []
    return shapes.filter { seen.insert($0.name).inserted }.map { shape in
      Benchmark(shape.name) { _ in MatrixMultiplication(shape) }
    }
  }()
}
