import FledgeBasics
import FledgeTensor

/// In training each element is 0 with probability `rate`, else divided by 1 − rate, so that its expectation stays what it is; where the model
/// evaluates, nothing happens (Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, 2014).
public struct Dropout: DescribedLayer {
  /// "dropout.1".
  public static let kind = "dropout.1"

  /// The probability with which an element is dropped, from 0 to 1.
  public let rate: Double
  private var noise = Noise()
  private var point = WatchPoint()

  /// A layer that drops with the given probability.
  public init(_ rate: Double = 0.5) {
    require(rate >= 0 && rate <= 1, "Dropout: expected a rate from 0 to 1, got \(rate)")
    self.rate = rate
  }

  /// x (m, …), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    guard rate > 0, var random = noise.next() else { return x }
    return point.here { x.dropped(rate: rate, using: &random) }
  }

  /// The input's.
  public func outputShape(for input: Shape) throws -> Shape {
    guard rate >= 0, rate <= 1 else { throw ShapeMismatch(expected: "a rate from 0 to 1", found: "\(rate)") }
    return input
  }

  /// None: where the model evaluates, nothing happens.
  public func floatingPointOperations(for input: Shape) -> Double { 0 }

  /// Shows the noise.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("noise", &noise)
  }
}

extension Dropout {
  /// `Dropout(0.5)`.
  public var description: String { "Dropout(\(rate))" }
}
