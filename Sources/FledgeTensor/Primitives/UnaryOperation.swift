import FledgeBasics
import FledgeFormula
import FledgeKernels

/// A function of one element: its formula, written once, and what it does to integers. Where it says nothing of them they
/// are computed in Float64 and give Float32, and so are masks, as 0 and 1.
struct UnaryOperation: Sendable {
  private let name: String
  private let formula: Formula
  private let onIntegers: OnIntegers

  enum OnIntegers: Sendable {
    case real, unchanged
    case exact(fledge_integer_operation)
  }

  init(_ name: String, onIntegers: OnIntegers = .real, _ function: (Formula.Expression) -> Formula.Expression)
  {
    self.name = name
    self.onIntegers = onIntegers
    formula = Formula { x in function(x) }.ofUnboundedInputs
  }

  /// A function that is a standard activation.
  init(_ known: Activation) { (name, formula, onIntegers) = (known.name, known.formula, .real) }

  @inline(__always)
  func callAsFunction(_ x: Tensor) -> Tensor {
    if x.dtype.isFloatingPoint { return Elementwise.apply(formula, PrimitiveInputs(x)) }
    return ofIntegers(x)
  }

  @inline(never)
  private func ofIntegers(_ x: Tensor) -> Tensor {
    if case .real = onIntegers { return Elementwise.apply(formula, PrimitiveInputs(x)) }
    require(
      x.dtype != .bool,
      "\(name): the tensor is a mask (bool), which has no arithmetic: negate it with !, or convert it with converted(to:)"
    )
    if case .exact(let operation) = onIntegers {
      return Kernel.each(operation, x).watched(.formula(formula, parameters: []), [x])
    }
    return x
  }
}
