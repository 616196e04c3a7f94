import FledgeBasics
import FledgeFormula

/// y = F(x₀, x₁, …) element by element, for any formula F of one output, over broadcast inputs.
///
/// Forward runs the formula; backward runs the formula that the symbolic derivative gives.
struct Elementwise: Primitive {
  let formula: Formula
  var parameters: [Double] = []
  /// The type of the result where it is not that of the inputs: masks.
  var dtype: DType?

  func forward(_ inputs: borrowing Operands) -> Tensor {
    if inputs.count == 1 && dtype == nil {
      let x = inputs.storage(0)
      if x.dtype.isFloatingPoint && !x.isPlaceholder {
        return Tensor(Kernel.apply(formula, x, parameters: parameters))
      }
    }
    return Kernel.apply(formula, inputs.tensors, parameters: parameters, dtype: dtype, in: "\(formula)")
  }

  /// The backward formula has inputs g, x₀, x₁, …, y; only what it mentions is kept.
  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads {
    let used = backward(wanted.intersection(Inputs(rawValue: 1 << UInt32(inputs.count) - 1))).usedInputs >> 1
    return Reads(inputs: Inputs(rawValue: used), output: used >> UInt32(inputs.count) & 1 == 1)
  }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    // An output that was not kept is one that the formula does not read: anything of its shape stands in.
    let operands = [gradient] + call.inputs + [call.output ?? gradient]
    var shares = [Tensor?](repeating: nil, count: call.inputs.count)
    let wanted = call.inputs.indices.filter(call.wanted.contains)
    if call.isRecorded {
      for index in wanted {
        shares[index] = Self.apply(backward(Inputs(index)), Operands(operands), parameters)
      }
    } else {
      let outputs = Kernel.applyAll(
        backward(call.wanted), operands, parameters: parameters, in: "gradient of \(formula)")
      for (index, output) in zip(wanted, outputs) { shares[index] = output }
    }
    return Shares(zip(shares, call.inputs).map { share, input in share?.summed(to: input.shape) })
  }

  private func backward(_ wanted: Inputs) -> Formula {
    formula.vectorJacobianProduct(wanted: wanted.rawValue, usingOutput: true)
  }

  /// The formula on tensors, with a record where one is due.
  static func apply(
    _ formula: Formula, _ inputs: consuming Operands, _ parameters: [Double] = [], dtype: DType? = nil
  ) -> Tensor {
    .recorded(Elementwise(formula: formula, parameters: parameters, dtype: dtype), inputs)
  }
}

extension Tensor {
  /// Adds up along the axes in which `shape` was repeated: the transpose of a broadcast.
  func summed(to shape: Shape) -> Tensor {
    if self.shape == shape { return self }
    let axes = self.shape.repeatedAxes(of: shape)
    return sum(axes: axes, keepingDimensions: true).reshaped(to: shape)
  }
}

extension Formula {
  /// The formula of one output over tensors, element by element, the inputs broadcast to a common shape. It may be
  /// differentiated; `parameters` are the values of its scalar parameters and may change from call to call.
  public func callAsFunction(_ inputs: Tensor..., parameters: [Double] = []) -> Tensor {
    require(
      inputs.count == inputCount && outputCount == 1,
      "formula \(self): expected \(inputCount) inputs and 1 output, got \(inputs.count) and \(outputCount)")
    return Elementwise.apply(self, Operands(inputs), parameters)
  }

  /// A formula of one input and one output, without parameters, over a tensor.
  package func apply(to x: Tensor) -> Tensor { Elementwise.apply(self, Operands(x)) }

  /// Every output of the formula over tensors, element by element.
  public func outputs(_ inputs: [Tensor], parameters: [Double] = []) -> [Tensor] {
    require(
      inputs.count == inputCount,
      "formula \(self): expected \(inputCount) inputs, got \(inputs.count)")
    if inputs.allSatisfy({ !$0.isTracked }) {
      return Kernel.applyAll(self, inputs, parameters: parameters, in: "\(self)")
    }
    return outputs.map { output in
      let single = Formula(inputs: inputCount, parameters: parameterCount, outputs: [output])
      return Elementwise.apply(single, Operands(inputs), parameters)
    }
  }
}
