/// One term of a formula, its operands named by number: an expression whose common subexpressions are shared.
package enum Term: Hashable, Sendable {
  case constant(bits: UInt64)
  case input(Int)
  case parameter(Int)
  case apply(Instruction, [Int])
}
