import FledgeBasics
import Synchronization

/// A function of scalars, applied element by element: inputs, scalar parameters that are set at each call, and
/// outputs, each an expression of them.
///
/// ```swift
/// let swish = Formula { x in x.gated(by: sigmoid(x)) }
/// let slope = swish.derivative()
/// ```
///
/// Derivatives and compiled programs are made when first asked for, and kept.
public final class Formula: Sendable {
  /// How many inputs it takes.
  public let inputCount: Int
  /// How many parameters it takes.
  public let parameterCount: Int
  /// What it computes, simplified.
  public let outputs: [Expression]

  /// The inputs that the outputs really read: bit i stands for input i.
  package let usedInputs: UInt32

  /// The nodes in an order in which operands come first, and which of them are the outputs.
  let nodes: [Graph.Node]
  let outputNodes: [Int]

  // What has been derived so far.
  let derivatives = Memo<DerivativeKey, Formula>()
  let products = Memo<ProductKey, Formula>()
  /// Where the program lies that was made first; 0 as long as there is none.
  let compiled = Atomic<UInt>(0)

  /// A formula of `inputs` inputs and `parameters` parameters.
  ///
  /// The expressions may read only inputs and parameters of smaller numbers than these.
  public init(inputs: Int, parameters: Int = 0, outputs: [Expression]) {
    require(inputs >= 0, "Formula: expected 0 inputs or more, got \(inputs)")
    require(parameters >= 0, "Formula: expected 0 parameters or more, got \(parameters)")
    require(!outputs.isEmpty, "Formula: expected at least one output, got none")
    let graph = Graph()
    outputNodes = outputs.map { graph.insert($0) }
    nodes = graph.nodes
    self.outputs = outputNodes.map { graph.expressions[$0] }
    usedInputs = outputNodes.reduce(0) { $0 | graph.traits[$1].inputs }
    inputCount = inputs
    parameterCount = parameters
    for node in nodes {
      switch node {
      case .input(let index):
        require(index < inputs, "Formula: input \(index) is read, but it has only \(inputs) inputs")
      case .parameter(let index):
        require(index < parameters, "Formula: parameter \(index) is read, but it has only \(parameters)")
      case .constant, .operation: break
      }
    }
  }

  deinit { if let program = knownProgram { Unmanaged.passUnretained(program).release() } }

  /// How many values it computes.
  public var outputCount: Int { outputs.count }
}

extension Formula {
  /// A function of one input.
  public convenience init(_ body: (Expression) -> Expression) {
    self.init(inputs: 1, outputs: [body(.input(0))])
  }

  /// A function of two inputs.
  public convenience init(_ body: (Expression, Expression) -> Expression) {
    self.init(inputs: 2, outputs: [body(.input(0), .input(1))])
  }

  /// A function of three inputs.
  public convenience init(_ body: (Expression, Expression, Expression) -> Expression) {
    self.init(inputs: 3, outputs: [body(.input(0), .input(1), .input(2))])
  }

  /// A function of four inputs.
  public convenience init(_ body: (Expression, Expression, Expression, Expression) -> Expression) {
    self.init(inputs: 4, outputs: [body(.input(0), .input(1), .input(2), .input(3))])
  }

  /// A function of the array of `inputs` inputs and the array of `parameters` parameters that gives its outputs.
  public convenience init(
    inputs: Int, parameters: Int = 0, _ body: (_ x: [Expression], _ p: [Expression]) -> [Expression]
  ) {
    require(inputs >= 0, "Formula: expected 0 inputs or more, got \(inputs)")
    require(parameters >= 0, "Formula: expected 0 parameters or more, got \(parameters)")
    let (x, p) = ((0..<inputs).map(Expression.input), (0..<parameters).map(Expression.parameter))
    self.init(inputs: inputs, parameters: parameters, outputs: body(x, p))
  }
}
