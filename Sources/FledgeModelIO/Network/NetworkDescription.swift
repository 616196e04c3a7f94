import FledgeFormula
import FledgeNN
import FledgeTensor

/// What has to be known of a saved fully connected network besides its weights, to use it again from the file alone.
///
/// It stands as JSON in the metadata of a safetensors file whose tensors are `layers.0.weight` (inputs × outputs),
/// `layers.0.bias`, `layers.1.weight`, …:
///
/// ```json
/// {"version":1,"sizes":[784,400,10],"activation":"relu","bias":true,"dtype":"float32",
///  "input":{"scale":0.00392156862745098,"rows":28,"columns":28}}
/// ```
public struct NetworkDescription: Sendable, Equatable {
  /// The size of a picture in pixels.
  public struct Picture: Sendable, Equatable {
    /// The height.
    public var rows: Int
    /// The width.
    public var columns: Int

    /// A size; a description takes 1 or more rows and columns.
    public init(rows: Int, columns: Int) {
      (self.rows, self.columns) = (rows, columns)
    }
  }

  /// The version of the description that this library writes, and the only one it reads.
  public static let version = 1
  /// The description's key in a file's metadata.
  public static let metadataKey = "fledge"

  /// The number of inputs, of units in each hidden layer, and of classes.
  public let sizes: [Int]
  /// The name of the activation after every layer but the last.
  public let activation: String
  /// Whether the layers have a bias.
  public let hasBias: Bool
  /// The type of the weights while the network was trained.
  public let dtype: DType
  /// What raw inputs (pixels from 0 to 255, say) are multiplied by before they reach the first layer.
  public let inputScale: Double
  /// The size of the pictures that the inputs are, row by row; `nil` if they are none.
  public let picture: Picture?
  /// The names of the classes; `nil` if they have only numbers.
  public let classNames: [String]?

  /// A description of a network of 1 to 64 layers with sizes from 1 to 2²⁴ and one of the library's activations. Two
  /// sizes make softmax regression.
  public init(
    sizes: [Int], activation: String, hasBias: Bool, dtype: DType, inputScale: Double = 1,
    picture: Picture? = nil, classNames: [String]? = nil
  ) {
    self.init(
      unchecked: sizes, activation: activation, hasBias: hasBias, dtype: dtype, inputScale: inputScale,
      picture: picture, classNames: classNames)
    if let problem = firstProblem {
      fatalError(
        "NetworkDescription, \(problem.member): expected \(problem.expected), got \(problem.found)")
    }
  }

  init(
    unchecked sizes: [Int], activation: String, hasBias: Bool, dtype: DType, inputScale: Double,
    picture: Picture?, classNames: [String]?
  ) {
    (self.sizes, self.activation, self.hasBias, self.dtype) = (sizes, activation, hasBias, dtype)
    (self.inputScale, self.picture, self.classNames) = (inputScale, picture, classNames)
  }

  /// A network of this description whose parameters are yet to be drawn or loaded.
  public func network() -> MultilayerPerceptron {
    MultilayerPerceptron(sizes, activation: Activation.named(activation)!, bias: hasBias)
  }
}
