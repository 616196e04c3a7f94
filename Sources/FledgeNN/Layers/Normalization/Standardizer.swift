import FledgeBasics
import FledgeFormula
import FledgeTensor

/// (x − μ)/σ for each number of an example: the mean μ and the standard deviation σ are those of the examples that it was fitted to. It learns
/// nothing further, and is saved with the model.
///
/// ```swift
/// let model = Sequential {
///   Standardizer(fitting: train)
///   Linear(13, 64, activation: .relu)
///   Linear(64, 1)
///   Standardizer(fitting: train.targets).inverse
/// }
/// ```
///
/// Fit it to the training part alone. Its inverse as the last layer gives predictions in the units of the targets, while the layers
/// before it work on numbers of about 1.
public struct Standardizer: DescribedLayer {
  /// "standardizer.1".
  public static let kind = "standardizer.1"

  /// μ, of the shape of an example.
  public var mean: Statistic
  /// σ, of the shape of an example; 1 where all examples have the same number.
  public var deviation: Statistic
  /// Whether it gives x·σ + μ.
  public let isInverse: Bool

  /// A layer for numbers such as these: examples (m, …), of any type, 1 or more; (m) are examples of one number.
  public init(fitting examples: Tensor) { self.init(fitting: examples, scale: 1) }

  /// The same for examples that are multiplied by `scale` before they reach the layer. The figures are computed in Float64, of some
  /// examples at a time.
  package init(fitting examples: Tensor, scale: Double) {
    require(
      examples.rank >= 1 && examples.shape[0] > 0,
      "Standardizer: expected examples (m, …), one or more, got \(examples.shape)")
    let (count, dtype) = (examples.shape[0], examples.dtype.isFloatingPoint ? examples.dtype : .float32)
    let shape = examples.rank == 1 ? [1] : Shape(Array(examples.shape.dimensions.dropFirst()))
    func mean(_ value: (Tensor) -> Tensor) -> Tensor {
      var sum = Tensor.zeros(shape, dtype: .float64)
      for start in stride(from: 0, to: count, by: 1024) {
        let some = examples.detached[start..<min(start + 1024, count)].converted(to: .float64)
        sum = sum + value(some.reshaped(to: Shape([some.shape[0]] + shape.dimensions))).sum(axis: 0)
      }
      return sum / Double(count)
    }
    // Of equal numbers the mean is that number to the last bit: what a sum's rounding left would be taken for a deviation.
    let first = examples.detached[0..<1].converted(to: .float64).reshaped(to: shape)
    let center = first + mean { $0 - first }
    let deviation = (sqrt(mean { ($0 - center).squared }) * scale).converted(to: dtype)
    self.mean = Self.statistic(center * scale, dtype)
    self.deviation = Self.statistic(select(deviation .> 0, deviation, 1), dtype)
    isInverse = false
  }

  private init(_ mean: Statistic, _ deviation: Statistic, isInverse: Bool) {
    (self.mean, self.deviation, self.isInverse) = (mean, deviation, isInverse)
  }

  /// x·σ + μ: what gives back the numbers that this was fitted to.
  public var inverse: Standardizer { Standardizer(mean, deviation, isInverse: !isInverse) }

  /// `initialized(seed:dtype:)` gives what was fitted, of any type.
  private static func statistic(_ value: Tensor, _ dtype: DType) -> Statistic {
    let fitted = Initializer("fitted") { _, dtype, _ in value.converted(to: dtype) }
    var statistic = Statistic(value.shape, fitted, momentum: 0)
    statistic.value = value.converted(to: dtype)
    return statistic
  }

  private static let formula = Formula(inputs: 3) { x, _ in [(x[0] - x[1]) / x[2]] }
  private static let inverseFormula = Formula(inputs: 3) { x, _ in [x[0] * x[2] + x[1]] }

  /// x (m, …), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    require(fits(x.shape), "Standardizer: expected \(expected), got \(x.shape)")
    return (isInverse ? Self.inverseFormula : Self.formula)(x, mean.value, deviation.value, parameters: [])
  }

  /// (m, …), as the input.
  public func outputShape(for input: Shape) throws -> Shape {
    guard mean.shape == deviation.shape, mean.shape.rank >= 1 else {
      throw ShapeMismatch(
        expected: "a mean and a deviation of one shape", found: "\(mean.shape) and \(deviation.shape)")
    }
    guard fits(input) else { throw ShapeMismatch(expected: expected, found: "\(input)") }
    return input
  }

  private func fits(_ input: Shape) -> Bool {
    input.rank == mean.shape.rank + 1 && input.dimensions.dropFirst() == mean.shape.dimensions[...]
  }

  private var expected: String { "(m, \(mean.shape.dimensions.map(String.init).joined(separator: ", ")))" }

  /// A difference and a quotient for each element.
  public func floatingPointOperations(for input: Shape) -> Double { 2 * Double(input.elementCount) }

  /// Shows the mean and the deviation.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("mean", &mean)
    visitor("deviation", &deviation)
  }
}

extension Standardizer {
  /// `Standardizer((13))`, with what it is if that is the inverse.
  public var description: String { "Standardizer(\(mean.shape))" + (isInverse ? ".inverse" : "") }
}
