import FledgeFormula
import FledgeKernels

// Arithmetic, element by element. Shapes broadcast: aligned at the last axis, lengths are equal or one of them is 1. The
// rules of types are BinaryOperation's.
extension Tensor {
  /// Sum, element by element.
  public static func + (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.add(a, b) }
  /// Difference, element by element.
  public static func - (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.subtract(a, b) }
  /// Product, element by element (for the matrix product see `matmul`).
  public static func * (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.multiply(a, b) }
  /// Quotient, element by element; of integers a Float32.
  public static func / (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.divide(a, b) }

  /// The negative of each element; of integers in their own type, where the least number stays.
  public static prefix func - (a: Tensor) -> Tensor {
    UnaryOperation.negate(a)
  }

  /// The tensor itself.
  public static prefix func + (a: Tensor) -> Tensor { a }

  /// a ← a + b, in a's own memory where no other tensor shares it and the result has a's shape and type.
  public static func += (a: inout Tensor, b: Tensor) { BinaryOperation.add.update(&a, b) }
  /// a ← a − b, in a's own memory where no other tensor shares it and the result has a's shape and type.
  public static func -= (a: inout Tensor, b: Tensor) { BinaryOperation.subtract.update(&a, b) }
  /// a ← a·b, in a's own memory where no other tensor shares it and the result has a's shape and type.
  public static func *= (a: inout Tensor, b: Tensor) { BinaryOperation.multiply.update(&a, b) }
  /// a ← a/b, in a's own memory where no other tensor shares it and the result has a's shape and type.
  public static func /= (a: inout Tensor, b: Tensor) { BinaryOperation.divide.update(&a, b) }

  /// Each element squared.
  public var squared: Tensor {
    dtype.isFloatingPoint ? UnaryOperation.square(self) : self * self
  }

  /// Each element times the gate's, which broadcasts, where a gate of 0 gives 0 even against infinity; NaN passes.
  public func gated(by gate: Tensor) -> Tensor { BinaryOperation.gated(self, gate) }
}

extension BinaryOperation {
  /// a ← a ∘ b. What is tracked, on either side, is recorded as ever, so the old value may be needed and stays.
  fileprivate func update(_ a: inout Tensor, _ b: Tensor) {
    let fits =
      a.dtype == b.dtype && a.dtype.isFloatingPoint && !a.isTracked && !b.isTracked
      && (a.shape == b.shape || a.shape.broadcast(with: b.shape) == a.shape)
    if fits && a.isUniquelyHeld() {
      Kernel.run(formula, [a, b], a.shape, into: CollectionOfOne(a), [], a.dtype)
    } else {
      a = self(a, b)
    }
  }
}
