import FledgeBasics
import FledgeFormula

/// y = F(x₀, x₁, …) element by element, for any formula F of one output, over broadcast inputs.
///
/// Forward runs the formula; backward runs the formula that the symbolic derivative gives.
struct Elementwise: StandardPrimitive {
  let formula: Formula
  var parameters: [Double] = []
  /// The type of the result where it is not that of the inputs: masks.
  var dtype: DType?

  var exportedForm: Exported { .formula(formula, parameters: parameters) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    if inputs.count == 1 && dtype == nil {
      let direct = inputs.withStorage(of: 0) { x in
        x.dtype.isFloatingPoint && !x.isPlaceholder ? Kernel.apply(formula, x, parameters: parameters) : nil
      }
      if let direct { return Tensor(direct) }
    }
    return Kernel.apply(formula, inputs.tensors, parameters: parameters, dtype: dtype, in: "\(formula)")
  }

  /// The backward formula has inputs g, x₀, x₁, …, y; only what it mentions is kept.
  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    // More inputs than a set tells apart, with the gradient and the output beside them.
    if inputs.count > 29 { return SavedValues(inputs: .all, output: true) }
    let used =
      backward(wanted.intersection(InputSet(rawValue: 1 << UInt32(inputs.count) - 1))).usedInputs >> 1
    return SavedValues(inputs: InputSet(rawValue: used), output: used >> UInt32(inputs.count) & 1 == 1)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    // A value that was not kept is one that the formula does not read: an output then has anything of its shape stand in.
    let operands = [gradient] + context.operands + [context.savedOutput ?? gradient]
    var cotangents = [Tensor?](repeating: nil, count: context.inputCount)
    let wanted = (0..<context.inputCount).filter { context.wanted.contains($0) }
    if context.isRecorded {
      for index in wanted {
        let vjp = formula.vectorJacobianProduct(withRespectTo: index, usingOutput: true)
        cotangents[index] = Self.apply(vjp, PrimitiveInputs(operands), parameters)
      }
    } else {
      let outputs = Kernel.applyAll(
        backward(context.wanted), operands, parameters: parameters, in: "gradient of \(formula)")
      for (index, output) in zip(wanted, outputs) { cotangents[index] = output }
    }
    for index in wanted { cotangents[index] = cotangents[index]!.summed(to: context.shape(of: index)) }
    return Cotangents(cotangents)
  }

  private func backward(_ wanted: InputSet) -> Formula {
    formula.vectorJacobianProduct(wanted: wanted.rawValue, usingOutput: true)
  }

  /// The formula on tensors, with a record where one is due.
  static func apply(
    _ formula: Formula, _ inputs: consuming PrimitiveInputs, _ parameters: [Double] = [], dtype: DType? = nil
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
    return Elementwise.apply(self, PrimitiveInputs(inputs), parameters)
  }

  /// A formula of one input and one output, without parameters, over a tensor.
  package func apply(to x: Tensor) -> Tensor { Elementwise.apply(self, PrimitiveInputs(x)) }

  /// Every output of the formula over tensors, element by element, the inputs broadcast to a common shape.
  public func outputs(_ inputs: [Tensor], parameters: [Double] = []) -> [Tensor] {
    require(
      inputs.count == inputCount,
      "formula \(self): expected \(inputCount) inputs, got \(inputs.count)")
    if inputs.allSatisfy({ !$0.isTracked }) {
      return Kernel.applyAll(self, inputs, parameters: parameters, in: "\(self)")
    }
    return outputs.map { output in
      let single = Formula(inputs: inputCount, parameters: parameterCount, outputs: [output])
      return Elementwise.apply(single, PrimitiveInputs(inputs), parameters)
    }
  }
}
