import FledgeTensor

/// A layer that a file can describe: it encodes what it was made with, and from that it is made again.
///
/// For a struct of parameters, activations, numbers and described layers the conformance is synthesised:
///
/// ```swift
/// struct Scale: DescribedLayer {
///   static let kind = "my-scale.1"
///   var factor = Parameter([1], .ones)
///   func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value }
///   func outputShape(for input: Shape) -> Shape { input }
///   mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("factor", &factor) }
/// }
/// ```
///
/// What it decodes is what a file says, so nothing may be taken for granted: `outputShape(for:)` is asked before the layer
/// is used, and is where sizes and numbers that do not belong together are refused.
public protocol DescribedLayer: Layer, Codable {
  /// Its name and version in files: "linear.1". Never reused for another meaning.
  static var kind: String { get }

  /// The shape of the result for an input of this shape, whose first axis counts examples.
  ///
  /// Throws `ShapeMismatch` where the input does not fit, or what the layer was made with is inconsistent.
  func outputShape(for input: Shape) throws -> Shape

  /// The layers inside, each with its name as `visit` shows it and the shape that it is applied to; none for a layer that
  /// holds no others.
  func innerLayers(for input: Shape) throws -> [InnerLayer]

  /// How many additions, multiplications and comparisons of numbers one application takes, about; the work of
  /// `innerLayers` counts apart.
  func floatingPointOperations(for input: Shape) throws -> Double

  // What a layer needs of the examples beside their shape. A layer with others inside says nothing of them: whoever asks, asks
  // each layer of the outline.

  /// Whether its input is the numbers of something, integers from 0, and not floating point.
  var takesIndices: Bool { get }

  /// Whether, where the model evaluates, its result for an example depends on the other examples of the batch.
  var mixesExamples: Bool { get }

  /// The smallest batch of inputs of this shape that it can be trained on, whatever the length of their first axis.
  func fewestExamplesInTraining(for input: Shape) -> Int
}

/// A layer within another one.
public struct InnerLayer: Sendable {
  /// Its path from there, as `visit` shows it.
  public let name: String
  /// The layer.
  public let layer: any DescribedLayer
  /// The shape of what it is applied to.
  public let input: Shape

  /// A layer under its name, with the shape of what it is applied to.
  public init(_ name: String, _ layer: any DescribedLayer, input: Shape) {
    (self.name, self.layer, self.input) = (name, layer, input)
  }
}

extension DescribedLayer {
  /// None.
  public func innerLayers(for input: Shape) throws -> [InnerLayer] { [] }

  /// One for each element of the result.
  public func floatingPointOperations(for input: Shape) throws -> Double {
    Double(try outputShape(for: input).elementCount)
  }

  /// False: most layers compute with floating point.
  public var takesIndices: Bool { false }

  /// False: most layers take each example by itself.
  public var mixesExamples: Bool { false }

  /// One.
  public func fewestExamplesInTraining(for input: Shape) -> Int { 1 }
}
