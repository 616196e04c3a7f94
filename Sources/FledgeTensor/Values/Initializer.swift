import FledgeBasics

/// How the first value of a parameter is drawn.
///
/// For a weight of shape (inputs, outputs), fan-in is the number of inputs and fan-out that of outputs.
public struct Initializer: Sendable {
  /// The name in summaries and messages.
  public let name: String
  private let draw: @Sendable (Shape, DType, inout Random) -> Tensor

  /// An initialiser of one's own; `draw` gives a tensor of the asked shape and type.
  public init(_ name: String, draw: @escaping @Sendable (Shape, DType, inout Random) -> Tensor) {
    self.name = name
    self.draw = draw
  }

  /// A value of the given shape and type.
  public func callAsFunction(_ shape: Shape, dtype: DType, random: inout Random) -> Tensor {
    let result = draw(shape, dtype, &random)
    require(
      result.shape == shape && result.dtype == dtype,
      "initializer \(name): expected \(shape) \(dtype), got \(result.shape) \(result.dtype)")
    return result
  }

  /// Every element 0.
  public static let zeros = constant(0)
  /// Every element 1.
  public static let ones = constant(1)

  /// Every element `value`.
  public static func constant(_ value: Double) -> Initializer {
    Initializer("constant \(value)") { shape, dtype, _ in .full(shape, value, dtype: dtype) }
  }

  /// Normal with mean 0.
  public static func normal(standardDeviation: Double) -> Initializer {
    Initializer("normal \(standardDeviation)") { shape, dtype, random in
      random.normal(shape, standardDeviation: standardDeviation, dtype: dtype)
    }
  }

  /// Normal with mean 0 and standard deviation 1/√d, d the number of outputs (columns): the classic exercise's.
  public static let normalByOutputs = Initializer("normal 1/√outputs") { shape, dtype, random in
    random.normal(shape, standardDeviation: 1 / fans(shape).out.squareRoot(), dtype: dtype)
  }

  /// Uniform on ±√(6/(fan-in + fan-out)): keeps the variance of signals and of gradients (Glorot and Bengio, 2010).
  public static let xavierUniform = Initializer("xavier uniform") { shape, dtype, random in
    let (fanIn, fanOut) = fans(shape)
    let bound = (6 / (fanIn + fanOut)).squareRoot()
    return random.uniform(shape, from: -bound, to: bound, dtype: dtype)
  }

  /// Normal with standard deviation √(2/(fan-in + fan-out)) (Glorot and Bengio, 2010).
  public static let xavierNormal = Initializer("xavier normal") { shape, dtype, random in
    let (fanIn, fanOut) = fans(shape)
    return random.normal(shape, standardDeviation: (2 / (fanIn + fanOut)).squareRoot(), dtype: dtype)
  }

  /// Uniform on ±√(6/fan-in): keeps the variance through ReLUs (He, Zhang, Ren and Sun, 2015).
  public static let kaimingUniform = Initializer("kaiming uniform") { shape, dtype, random in
    let bound = (6 / fans(shape).in).squareRoot()
    return random.uniform(shape, from: -bound, to: bound, dtype: dtype)
  }

  /// Normal with standard deviation √(2/fan-in) (He, Zhang, Ren and Sun, 2015).
  public static let kaimingNormal = Initializer("kaiming normal") { shape, dtype, random in
    random.normal(shape, standardDeviation: (2 / fans(shape).in).squareRoot(), dtype: dtype)
  }

  /// Normal with standard deviation 1/√fan-in: keeps the variance through linear layers (LeCun, Bottou, Orr and Müller, 1998) and SELU
  /// (Klambauer, Unterthiner, Mayr and Hochreiter, 2017).
  public static let lecunNormal = Initializer("lecun normal") { shape, dtype, random in
    random.normal(shape, standardDeviation: 1 / fans(shape).in.squareRoot(), dtype: dtype)
  }

  /// A vector counts as one row. Lengths of 0 count as 1: there is nothing to draw then, but no division by 0 either.
  private static func fans(_ shape: Shape) -> (in: Double, out: Double) {
    let outputs = shape.rank == 0 ? 1 : shape[-1]
    let inputs = shape.rank < 2 ? 1 : shape.count(over: ..<(shape.rank - 1))
    return (Double(max(inputs, 1)), Double(max(outputs, 1)))
  }
}
