import FledgeBasics

extension Formula {
  struct DerivativeKey: Equatable {
    let output, input: Int
  }

  struct VJPKey: Equatable {
    let wanted: UInt32
    let usingOutput: Bool
  }

  /// ∂(output)/∂(input), as a formula of the same inputs and parameters with one output. Derive again for higher orders.
  public func derivative(output: Int = 0, withRespectTo input: Int = 0) -> Formula {
    require(
      output >= 0 && output < outputCount,
      "Formula.derivative: expected an output in 0..<\(outputCount), got \(output)")
    require(
      input >= 0 && input < inputCount,
      "Formula.derivative: expected an input in 0..<\(inputCount), got \(input)")
    return derivatives.value(of: DerivativeKey(output: output, input: input)) {
      let graph = Graph()
      let result = graph.derivative(of: graph.insert(outputs[output]), withRespectTo: input)
      return Formula(
        inputs: inputCount, parameters: parameterCount, outputs: [result.map { graph.expressions[$0] } ?? 0])
    }
  }

  /// The vector–Jacobian product with respect to the inputs whose bits are set in `wanted`.
  ///
  /// Its inputs are g₀…gₘ₋₁ (the gradients of the m outputs), x₀…xₙ₋₁ (the inputs) and, if `usingOutput`, y₀…yₘ₋₁ (the
  /// outputs, computed before); it gives Σⱼ gⱼ·∂Fⱼ/∂xᵢ for each wanted i in ascending order. `usedInputs` of the result
  /// says which of them it really reads.
  package func vectorJacobianProduct(wanted: UInt32, usingOutput: Bool) -> Formula {
    require(
      wanted != 0 && wanted.bitWidth - wanted.leadingZeroBitCount <= inputCount,
      "Formula.vectorJacobianProduct: expected bits of inputs 0..<\(inputCount), got \(String(wanted, radix: 2))"
    )
    return vjps.value(of: VJPKey(wanted: wanted, usingOutput: usingOutput)) {
      makeVectorJacobianProduct(wanted, usingOutput)
    }
  }

  private func makeVectorJacobianProduct(_ wanted: UInt32, _ usingOutput: Bool) -> Formula {
    let (m, n) = (outputCount, inputCount)
    let graph = Graph()
    let source = Graph(simplifies: false)
    let shifted = source.rebuild(outputs.map { source.insert($0) }, into: graph) {
      if case .input(let index) = source.terms[$0] { .input(m + index) } else { nil }
    }
    var results = (0..<n).filter { wanted >> UInt32($0) & 1 == 1 }.map { i in
      let terms = shifted.enumerated().compactMap { j, output in
        graph.derivative(of: output, withRespectTo: m + i).map {
          graph.product(graph.insert(.input(j)), $0, .never)
        }
      }
      return terms.dropFirst().reduce(terms.first ?? graph.constant(0)) { graph.apply(.add, $0, $1) }
    }
    if usingOutput {
      var substitutes: [Int: Expression] = [:]
      for (j, output) in shifted.enumerated() {
        if case .apply = graph.terms[output], substitutes[output] == nil {
          substitutes[output] = .input(m + n + j)
        }
      }
      results = graph.rebuild(results, into: graph) { substitutes[$0] }
    }
    return Formula(
      inputs: usingOutput ? 2 * m + n : m + n, parameters: parameterCount,
      outputs: results.map { graph.expressions[$0] })
  }
}
