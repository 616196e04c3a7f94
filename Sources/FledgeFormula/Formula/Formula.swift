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

  /// The inputs that the outputs really read: bit i stands for input i, bit 31 for all from number 31 on.
  package let usedInputs: UInt32

  /// Inputs that may be infinite though what they come from is finite: outputs with a pole, in a derivative.
  let singularInputs: Set<Int>

  /// The terms in an order in which operands come first, and which of them are the outputs.
  let terms: [Term]
  let outputTerms: [Int]

  // What has been derived so far.
  let derivatives = Memo<DerivativeKey, Formula>()
  let vjps = Memo<VJPKey, Formula>()
  /// The program of a formula that one program holds.
  let compiled = MadeOnce<Program>()
  /// The programs of a formula that no one program holds.
  let staged = AtomicLazyReference<StagedProgram>()

  init(
    inputs: Int, parameters: Int, terms: [Term], outputTerms: [Int], outputs: [Expression],
    usedInputs: UInt32,
    singularInputs: Set<Int>
  ) {
    self.singularInputs = singularInputs
    (inputCount, parameterCount, self.usedInputs) = (inputs, parameters, usedInputs)
    (self.terms, self.outputTerms, self.outputs) = (terms, outputTerms, outputs)
  }

  /// The numbers of the parameters that the terms mention, in ascending order: at least those that the outputs read.
  package var usedParameters: [Int] {
    terms.compactMap { if case .parameter(let number) = $0 { number } else { nil } }.sorted()
  }

  /// How many values it computes.
  public var outputCount: Int { outputs.count }
}
