import FledgeBasics
import FledgeFormula
import FledgeTensor

/// σ(x·W + b): the fully connected layer.
public struct Linear: DescribedLayer {
  /// "linear.1".
  public static let kind = "linear.1"

  /// W, of shape (inputs, outputs).
  public var weight: Parameter
  /// b, of shape (outputs), unless the layer has none.
  public var bias: Parameter?
  /// σ, unless it is the identity.
  public let activation: Activation?

  /// A layer from `inputs` to `outputs` numbers, to be drawn by `initialized(seed:)`.
  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, activation: Activation? = nil,
    initializer: Initializer = .kaimingUniform
  ) {
    require(
      inputs >= 0 && outputs >= 0, "Linear: expected sizes of 0 or more, got \(inputs) and \(outputs)")
    weight = Parameter([inputs, outputs], initializer)
    self.bias = bias ? Parameter([outputs], .zeros) : nil
    self.activation = activation
  }

  /// x (…, inputs) to (…, outputs), bias and activation fused into the product.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    linear(x, weight, bias, activation: activation?.fused)
  }

  /// (…, inputs) to (…, outputs).
  public func outputShape(for input: Shape) throws -> Shape {
    let sizes = weight.shape
    guard sizes.rank == 2, bias.map({ $0.shape == [sizes[1]] }) ?? true else {
      throw ShapeMismatch(
        expected: "a weight (inputs, outputs) and a bias (outputs)",
        found: "\(sizes)" + (bias.map { " and \($0.shape)" } ?? ""))
    }
    guard input.rank > 0, input[-1] == sizes[0] else {
      throw ShapeMismatch(expected: "(…, \(sizes[0]))", found: "\(input)")
    }
    return try Shape.checked(input.dimensions.dropLast() + [sizes[1]])
  }

  /// A multiplication and an addition for each weight, the bias, and the activation's instructions.
  public func floatingPointOperations(for input: Shape) throws -> Double {
    let output = Double(try outputShape(for: input).elementCount)
    let perOutput = 2 * weight.shape[0] + (bias == nil ? 0 : 1) + (activation?.formula.instructionCount ?? 0)
    return output * Double(perOutput)
  }

  /// Shows the parameters, in the order of declaration.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("weight", &weight)
    visitor("bias", &bias)
  }
}

extension Linear {
  /// The call that makes such a layer: `Linear(784, 400, activation: relu)`.
  public var description: String {
    "Linear(\(weight.shape[0]), \(weight.shape[1])" + (bias == nil ? ", bias: false" : "")
      + (activation.map { ", activation: \($0.name)" } ?? "") + ")"
  }
}
