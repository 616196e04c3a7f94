import Fledge
import Foundation

/// The classic exercise on MNIST: where its data lies, and the figures that are published for it.
package enum ClassicExercise {
  /// The folder that holds `mnist/` and `hw0/`, if it is there: `$FLEDGE_SHARED`, or `shared` beside the package or beside
  /// a directory above it.
  package static let directory: String? = {
    func holdsData(_ directory: String) -> Bool {
      let files = ["mnist/train-images-idx3-ubyte.gz", "hw0/w1-784x400.npy"]
      return files.allSatisfy { FileManager.default.fileExists(atPath: directory + "/" + $0) }
    }
    if let named = ProcessInfo.processInfo.environment["FLEDGE_SHARED"] {
      return holdsData(named) ? named : nil
    }
    var place = URL(fileURLWithPath: #filePath)
    while place.path != "/" {
      place.deleteLastPathComponent()
      let candidate = place.appendingPathComponent("shared").path
      if holdsData(candidate) { return candidate }
    }
    return nil
  }()

  /// Whether the tests on real MNIST can run. A debug build, whose kernels are unoptimised, takes too long for them.
  package static var isAvailable: Bool {
    #if DEBUG
      false
    #else
      directory != nil
    #endif
  }

  /// The initial weights from the exercise's files, in the given type.
  package static func initialWeights(hidden: Int, dtype: DType) throws -> [Tensor] {
    try ["w1-784x\(hidden)", "w2-\(hidden)x10"].map {
      try NPY.read(from: "\(directory!)/hw0/\($0).npy").converted(to: dtype)
    }
  }

  /// A network without bias whose weights are given.
  package static func network(_ weights: [Tensor]) -> MultilayerPerceptron {
    var network = MultilayerPerceptron(weights.map { $0.shape[0] } + [10], bias: false)
    for (index, weight) in weights.enumerated() { network.layers[index].weight = Parameter(weight) }
    return network
  }

  /// What a run came to after an epoch, of the weights at its end.
  package struct Figures: Sendable {
    package var trainLoss: ClosedRange<Double>
    package var trainError: ClosedRange<Double>
    package var testLoss: ClosedRange<Double>?
    package var testError: ClosedRange<Double>?

    /// Values that hold to 1e-4.
    init(_ trainLoss: Double, _ trainError: Double, _ testLoss: Double? = nil, _ testError: Double? = nil) {
      func range(_ value: Double) -> ClosedRange<Double> { value - 1e-4...value + 1e-4 }
      self.trainLoss = range(trainLoss)
      self.trainError = range(trainError)
      self.testLoss = testLoss.map(range)
      self.testError = testError.map(range)
    }

    init(
      _ trainLoss: ClosedRange<Double>, _ trainError: ClosedRange<Double>, _ testLoss: ClosedRange<Double>,
      _ testError: ClosedRange<Double>
    ) {
      (self.trainLoss, self.trainError, self.testLoss, self.testError) =
        (trainLoss, trainError, testLoss, testError)
    }
  }

  /// One run of the exercise: batches of 100 in the order of the file, plain gradient descent at rate 0.2.
  package struct Run: Sendable {
    package let name: String
    /// Hidden units; nil is softmax regression from zeros.
    package let hidden: Int?
    package let dtype: DType
    /// Figures by epoch.
    package let figures: [Int: Figures]
    /// ‖W₁‖ and ‖W₂‖ after the first epoch.
    package var norms: [Double] = []
    package var normTolerance = 1e-5

    package var epochs: Int { figures.keys.max()! }

    package func initialWeights() throws -> [Tensor] {
      guard let hidden else { return [.zeros([784, 10], dtype: dtype)] }
      return try ClassicExercise.initialWeights(hidden: hidden, dtype: dtype)
    }
  }

  package static let softmaxRegression = Run(
    name: "softmax regression", hidden: nil, dtype: .float32,
    figures: [
      1: Figures(0.35134, 0.10182, 0.33588, 0.09400), 5: Figures(0.29415, 0.08323, 0.29215, 0.08230),
      10: Figures(0.27887, 0.07847, 0.28442, 0.07970),
    ])

  package static let hidden100 = Run(
    name: "100 hidden units", hidden: 100, dtype: .float32, figures: [1: Figures(0.19770025, 0.06006667)],
    norms: [28.437788, 10.455095])

  package static let hidden400InDouble = Run(
    name: "400 hidden units in float64", hidden: 400, dtype: .float64,
    figures: [1: Figures(0.1532405, 0.0469667, 0.1630549, 0.0492)], norms: [28.861264, 19.704760],
    normTolerance: 1e-6)

  /// One ReLU at zero can send a correct run in Float32 elsewhere, so these are ranges.
  package static let hidden400 = Run(
    name: "400 hidden units", hidden: 400, dtype: .float32,
    figures: [
      1: Figures(0.153...0.159, 0.0469...0.0490, 0.163...0.171, 0.049...0.053),
      2: Figures(0.098...0.101, 0.029...0.031, 0.115...0.119, 0.035...0.038),
      10: Figures(0.0230...0.0242, 0.0050...0.0058, 0.069...0.071, 0.0205...0.0225),
      20: Figures(0.0088...0.0097, 0.0009...0.0013, 0.064...0.066, 0.018...0.0205),
    ], norms: [28.861264, 19.704760], normTolerance: 1e-4)

  /// ‖W‖, the square root of the sum of the squares.
  package static func norm(_ weight: Tensor) -> Double {
    weight.elements(as: Double.self).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
