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

  /// The terms in an order in which operands come first, and which of them are the outputs.
  let terms: [Term]
  let outputTerms: [Int]

  // What has been derived so far.
  let derivatives = Memo<DerivativeKey, Formula>()
  let vjps = Memo<VJPKey, Formula>()
  /// Where the program lies that was made first; 0 as long as there is none.
  let compiled = Atomic<UInt>(0)

  init(
    inputs: Int, parameters: Int, terms: [Term], outputTerms: [Int], outputs: [Expression], usedInputs: UInt32
  ) {
    (inputCount, parameterCount, self.usedInputs) = (inputs, parameters, usedInputs)
    (self.terms, self.outputTerms, self.outputs) = (terms, outputTerms, outputs)
  }

  deinit { if let program = knownProgram { Unmanaged.passUnretained(program).release() } }

  /// How many values it computes.
  public var outputCount: Int { outputs.count }
}
