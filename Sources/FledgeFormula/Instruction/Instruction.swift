/// What an inner term of an expression does to its operands.
///
/// All that the language knows of an instruction stands in one row of the table in `Instruction+Table.swift`.
package enum Instruction: UInt8, Sendable, Hashable, CaseIterable {
  case add, subtract, multiply, divide, negate, power
  /// A product in which zero wins over infinity; NaN passes.
  case gated
  case maximum, minimum, absoluteValue, signum, roundDown, roundToEven, squareRoot
  case exponential, exponentialMinusOne, logarithm, logarithmOfOnePlus
  case hyperbolicTangent, logistic, softRectifier, errorFunction, normalDistribution, normalDensity
  case sine, cosine
  case less, lessOrEqual, equal, notEqual, and, or, not
  /// `select(condition, a, b)`: a where the condition is not 0, else b.
  case selection
}
