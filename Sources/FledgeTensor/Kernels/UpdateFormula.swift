import FledgeBasics
import FledgeFormula
import FledgeKernels

/// An optimiser's step for one parameter: (w, s₀, s₁, …) ← formula(w, s₀, s₁, …, g), in place and in one pass over memory.
///
/// Where the gradient is a deferred product, the formula runs as the tail of that product, tile by tile;
/// the arithmetic and so the bits are the same.
package final class UpdateFormula: Sendable {
  private let parameterCount: Int
  package let program: Program
  /// How many tensors go with the parameter from step to step.
  package let stateCount: Int
  /// The numbers of the parameters that the formula reads.
  package let usedParameters: [Int]
  /// Whether this is w ← w − p₀·g: then a deferred product is added to w as it is computed.
  private let isPlainDescent: Bool

  /// `body` gets w, s₀, s₁, …, g and the step's scalar parameters, and gives the new w, s₀, s₁, ….
  package init(
    state: Int, parameters: Int,
    _ body: (_ x: [Formula.Expression], _ p: [Formula.Expression]) -> [Formula.Expression]
  ) {
    stateCount = state
    parameterCount = parameters
    let formula = Formula(inputs: state + 2, parameters: parameters, body)
    require(
      formula.outputCount == state + 1,
      "UpdateFormula: expected \(state + 1) outputs, got \(formula.outputCount)")
    program = formula.program
    usedParameters = formula.usedParameters
    isPlainDescent =
      state == 0 && parameters > 0
      && formula.outputs
        == Formula(inputs: 2, parameters: parameters) { x, p in [x[0] - p[0] * x[1]] }.outputs
  }

  /// Changes `target` and `state`, all of one shape and type with `gradient`; false, and nothing changed, if the gradient is not.
  @discardableResult
  package func apply(
    to target: inout Tensor, state: inout [Tensor], gradient: borrowing Tensor, parameters: [Double]
  ) -> Bool {
    require(
      state.count == stateCount && parameters.count == parameterCount,
      "update: expected \(stateCount) states and \(parameterCount) parameters, got \(state.count) and \(parameters.count)"
    )
    guard gradient.hasShape(of: target), gradient.storage.dtype == target.storage.dtype else { return false }
    if isPlainDescent, let product = gradient.storage.pendingMatmul {
      target.makeUniquelyHeld()
      Kernel.multiply(product, scale: -parameters[0], accumulating: true, into: target.address)
      return true
    }
    apply(to: &target, &state, gradient.storage, parameters)
    return true
  }

  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  private func apply(
    to target: inout Tensor, _ state: inout [Tensor], _ gradient: Storage, _ parameters: UnsafePointer<Double>
  ) {
    target.makeUniquelyHeld()
    for index in state.indices {
      state[index].makeUniquelyHeld()
      target.requireLikeness(of: state[index])
    }
    withUnsafeTemporaryAllocation(of: fledge_operand.self, capacity: state.count + 2) { operands in
      withUnsafeTemporaryAllocation(of: fledge_result.self, capacity: state.count + 1) { results in
        operands.initializeElement(at: 0, to: .rows(of: target.storage))
        results.initializeElement(at: 0, to: .rows(of: target.storage))
        for index in state.indices {
          operands.initializeElement(at: index + 1, to: .rows(of: state[index].storage))
          results.initializeElement(at: index + 1, to: .rows(of: state[index].storage))
        }
        if let product = gradient.pendingMatmul {
          var update = fledge_tail(
            program: program.raw, inputs: operands.baseAddress, outputs: results.baseAddress,
            parameters: parameters)
          Kernel.update(&update, with: product)
        } else {
          operands.initializeElement(at: state.count + 1, to: .rows(of: gradient))
          let update = target.dtype == .float32 ? fledge_program_update_f32 : fledge_program_update_f64
          update(
            program.raw, 1, target.count, operands.baseAddress, results.baseAddress, parameters)
        }
      }
    }
    withExtendedLifetime((program, gradient)) {}
  }
}

extension Kernel {
  /// Runs an update whose last input is a deferred product, which is read nowhere else.
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  fileprivate static func update(_ update: UnsafePointer<fledge_tail>, with product: Matmul) {
    let (m, n, k, dtype) = (product.rows, product.columns, product.inner, product.dtype)
    let (lda, ldb) = (product.lengthOfRowsOfA, product.lengthOfRowsOfB)
    // Only products too large for the caches touch this memory, and only then does it cost any.
    let room = Storage(Shape(rows: m, columns: n), dtype)
    dispatch(
      dtype, in: "update",
      float32: {
        let (a, b) = product.factors(of: Float.self)
        fledge_matmul_update_f32(
          product.transposeA, product.transposeB, m, n, k, 1, a, lda, b, ldb, room.pointer(Float.self), update
        )
      },
      float64: {
        let (a, b) = product.factors(of: Double.self)
        fledge_matmul_update_f64(
          product.transposeA, product.transposeB, m, n, k, 1, a, lda, b, ldb, room.pointer(Double.self),
          update)
      })
    withExtendedLifetime(room) {}
  }
}

extension Tensor {
  fileprivate func requireLikeness(of other: Tensor) {
    require(
      storage.shape == other.storage.shape && storage.dtype == other.storage.dtype,
      "update: expected \(shape) \(dtype), got \(other.shape) \(other.dtype)")
  }
}
