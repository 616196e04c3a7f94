import FledgeBasics

extension Formula {
  struct DerivativeKey: Equatable {
    let output, input: Int
  }

  struct VJPKey: Equatable {
    let wanted: Wanted
    let usingOutput: Bool
  }

  enum Wanted: Equatable {
    case set(UInt32)
    case one(Int)

    func contains(_ input: Int) -> Bool {
      switch self {
      case .set(let bits): bits >> UInt32(min(input, 31)) & 1 == 1
      case .one(let index): index == input
      }
    }
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
      let graph = Graph(singularInputs: singularInputs)
      let result = graph.derivative(of: graph.insert(outputs[output]), withRespectTo: input)
      return Formula(
        inputs: inputCount, parameters: parameterCount, outputs: [result.map { graph.expressions[$0] } ?? 0],
        singularInputs: singularInputs)
    }
  }

  /// The vector–Jacobian product with respect to the inputs whose bits are set in `wanted`; bit 31 stands for all inputs
  /// from number 31 on.
  ///
  /// Its inputs are g₀…gₘ₋₁ (the gradients of the m outputs), x₀…xₙ₋₁ (the inputs) and, if `usingOutput`, y₀…yₘ₋₁ (the
  /// outputs, computed before); it gives Σⱼ gⱼ·∂Fⱼ/∂xᵢ for each wanted i in ascending order. `usedInputs` of the result
  /// says which of them it really reads. A gradient of 0 wins over a slope that is infinite at a finite point.
  package func vectorJacobianProduct(wanted: UInt32, usingOutput: Bool) -> Formula {
    require(
      wanted != 0 && wanted.bitWidth - wanted.leadingZeroBitCount <= inputCount,
      "Formula.vectorJacobianProduct: expected bits of inputs 0..<\(inputCount), got \(String(wanted, radix: 2))"
    )
    return vectorJacobianProduct(VJPKey(wanted: .set(wanted), usingOutput: usingOutput))
  }

  /// The same for one input, of any number.
  package func vectorJacobianProduct(withRespectTo input: Int, usingOutput: Bool) -> Formula {
    vectorJacobianProduct(VJPKey(wanted: .one(input), usingOutput: usingOutput))
  }

  private func vectorJacobianProduct(_ key: VJPKey) -> Formula {
    vjps.value(of: key) { makeVectorJacobianProduct(key) }
  }

  private func makeVectorJacobianProduct(_ key: VJPKey) -> Formula {
    let (m, n) = (outputCount, inputCount)
    var singular = Set(singularInputs.map { m + $0 })
    let graph = Graph(singularInputs: singular)
    let source = Graph(simplifies: false)
    let shifted = source.rebuild(outputs.map { source.insert($0) }, into: graph) {
      if case .input(let index) = source.terms[$0] { .input(m + index) } else { nil }
    }
    var results = (0..<n).filter(key.wanted.contains).map { i in
      let contributions = shifted.enumerated().compactMap { j, output in
        graph.derivative(of: output, withRespectTo: m + i).map {
          graph.product(graph.insert(.input(j)), $0, .whereSingular)
        }
      }
      return contributions.dropFirst().reduce(contributions.first ?? graph.constant(0)) {
        graph.apply(.add, $0, $1)
      }
    }
    if key.usingOutput {
      var substitutes: [Int: Expression] = [:]
      for (j, output) in shifted.enumerated() {
        if case .apply = graph.terms[output], substitutes[output] == nil {
          substitutes[output] = .input(m + n + j)
          if graph.traits[output].isSingular { singular.insert(m + n + j) }
        }
      }
      results = graph.rebuild(results, into: graph) { substitutes[$0] }
    }
    return Formula(
      inputs: key.usingOutput ? 2 * m + n : m + n, parameters: parameterCount,
      outputs: results.map { graph.expressions[$0] }, singularInputs: singular)
  }
}
