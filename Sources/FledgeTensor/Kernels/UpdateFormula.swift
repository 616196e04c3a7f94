import FledgeFormula
import FledgeKernels

/// An optimiser's step for one parameter: (w, s₀, s₁, …) ← formula(w, s₀, s₁, …, g), in place and in one pass over memory.
///
/// Where the gradient is a product that nobody has read yet, the formula runs as the tail of that product, tile by tile;
/// the arithmetic and so the bits are the same.
package final class UpdateFormula: Sendable {
  private let formula: Formula
  /// The same with the gradient first, and passed through, as a product's tail wants it.
  private let tail: Formula
  /// How many tensors go with the parameter from step to step.
  package let stateCount: Int

  /// `body` gets w, s₀, s₁, …, g and the step's scalar parameters, and gives the new w, s₀, s₁, ….
  package init(state: Int, parameters: Int, _ body: (_ x: [Expression], _ p: [Expression]) -> [Expression]) {
    stateCount = state
    formula = Formula(inputs: state + 2, parameters: parameters, body)
    require(
      formula.outputCount == state + 1,
      "UpdateFormula: expected \(state + 1) outputs, got \(formula.outputCount)")
    tail = Formula(inputs: state + 2, parameters: parameters) { x, p in
      [x[0]] + body(Array(x[1...]) + [x[0]], p)
    }
  }

  /// Changes `target` and `state`, all of one shape and type with `gradient`.
  package func apply(
    to target: inout Tensor, state: inout [Tensor], gradient: Tensor, parameters: [Double]
  ) {
    target.makeUniquelyHeld()
    for index in state.indices { state[index].makeUniquelyHeld() }
    let written = [target] + state
    for tensor in written + [gradient] {
      require(
        tensor.shape == target.shape && tensor.dtype == target.dtype,
        "update: expected \(target.shape) \(target.dtype), got \(tensor.shape) \(tensor.dtype)")
    }
    let isDone = DeferredProduct.withUnread(gradient) { product, memory in
      Kernel.withTail(Kernel.Tail(formula: tail, inputs: written, outputs: written, parameters: parameters)) {
        Kernel.transposedProduct(product.a, product.b, into: memory, tail: $0)
      }
    }
    if !isDone {
      Kernel.run(formula, written + [gradient], target.shape, into: written, parameters, target.dtype)
    }
  }
}

/// w ← w − rate·g in place: plain gradient descent. Where g is a product that nobody has read, it is added to w as it is
/// computed.
package func descend(_ target: inout Tensor, along gradient: Tensor, rate: Double) {
  target.makeUniquelyHeld()
  let isDone =
    target.shape == gradient.shape && target.dtype == gradient.dtype
    && DeferredProduct.withUnread(gradient) { product, _ in
      Kernel.transposedProduct(product.a, product.b, scale: -rate, accumulating: true, into: target.address)
    }
  if !isDone {
    var none: [Tensor] = []
    descent.apply(to: &target, state: &none, gradient: gradient, parameters: [rate])
  }
}

private let descent = UpdateFormula(state: 0, parameters: 1) { x, p in [x[0] - p[0] * x[1]] }
