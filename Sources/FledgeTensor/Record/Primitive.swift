/// A differentiable operation: its value and its vector–Jacobian product, side by side.
///
/// With y = f(x₀, x₁, …) and a loss ℓ, `forward` computes y and `vjp` turns ∂ℓ/∂y into ∂ℓ/∂xᵢ. The product is written with
/// tensor operations, so it can be differentiated in its turn. A user's own is applied by calling it:
///
/// ```swift
/// struct Cube: Primitive {
///   func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] * inputs[0] * inputs[0] }
///   func vjp(_ cotangent: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
///     let x = context.input(0)
///     return [3 * cotangent * x * x]
///   }
/// }
/// let y = Cube()(x)
/// ```
public protocol Primitive: Sendable {
  /// y from x₀, x₁, …, whose records play no part here.
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor

  /// Which values `vjp` will read, given which inputs want a gradient. The others are not kept.
  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues

  /// ∂ℓ/∂xᵢ for each wanted input, of the shape of xᵢ, and nil for the others; `cotangent` is ∂ℓ/∂y, of the shape of y.
  func vjp(_ cotangent: consuming Tensor, _ context: borrowing BackwardContext) -> Cotangents

  /// How the operation is written down where a model is exported.
  var exported: Exported { get }
}

extension Primitive {
  /// All inputs are saved, and the result is not.
  public func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .all)
  }

  /// Not exportable.
  public var exported: Exported { .notExportable("\(Self.self) is an operation of the program's own") }
}

/// A primitive of the library. It says how it is exported: without an answer it does not compile.
package protocol StandardPrimitive: Primitive {
  /// Becomes `exported`.
  var exportedForm: Exported { get }
}

extension StandardPrimitive {
  package var exported: Exported { exportedForm }
}
