import FledgeBasics
import FledgeFormula
import FledgeKernels

extension Kernel {
  /// A formula of one output over broadcast inputs: a tensor of the common shape.
  ///
  /// Arithmetic runs in the inputs' floating-point type, and the output has that type. Integers and masks, where there
  /// is nothing else, are computed in Float64 and give Float32. `dtype` names another type for the output.
  static func apply(
    _ formula: Formula, _ inputs: [Tensor], parameters: [Double] = [], dtype: DType? = nil,
    in operation: @autoclosure () -> String
  ) -> Tensor {
    let plan = Plan(inputs, dtype, in: operation)
    let output = Tensor(uninitialized: plan.shape, plan.dtype)
    run(formula, inputs, plan.shape, into: CollectionOfOne(output), parameters, plan.arithmetic)
    return output
  }

  /// A formula of one input and one output, both floating-point, over the elements of a tensor.
  static func apply(_ formula: Formula, _ x: Storage, parameters: [Double]) -> Storage {
    require(
      parameters.count == formula.parameterCount,
      "formula \(formula): expected \(formula.parameterCount) parameters, got \(parameters.count)")
    guard let program = formula.singleProgram else {
      let output = Tensor(uninitialized: x.shape, x.dtype)
      runInStages(formula.stagedProgram, [Tensor(x)], x.shape, into: [output], parameters, x.dtype)
      return output.storage
    }
    let result = Storage(x.shape, x.dtype)
    let operand = fledge_operand(data: x.bytes, row_stride: 0, column_stride: 1, dtype: x.dtype.kernelType)
    let output = fledge_result(data: result.bytes, row_stride: 0, dtype: x.dtype.kernelType)
    // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
    withUnsafePointer(to: operand) { operand in
      withUnsafePointer(to: output) {
        run(program.raw, 1, x.shape.elementCount, operand, $0, parameters, x.dtype)
      }
    }
    withExtendedLifetime((program, x)) {}
    return result
  }

  /// A formula over broadcast inputs: one tensor of the common shape for each output.
  static func applyAll(
    _ formula: Formula, _ inputs: [Tensor], parameters: [Double], in operation: @autoclosure () -> String
  ) -> [Tensor] {
    let plan = Plan(inputs, nil, in: operation)
    let outputs = (0..<formula.outputCount).map { _ in Tensor(uninitialized: plan.shape, plan.dtype) }
    run(formula, inputs, plan.shape, into: outputs, parameters, plan.arithmetic)
    return outputs
  }

  /// The shape and type of a formula's outputs, and the type of its arithmetic.
  private struct Plan {
    let shape: Shape
    let dtype: DType
    let arithmetic: DType

    init(_ inputs: [Tensor], _ wished: DType?, in operation: () -> String) {
      require(!inputs.isEmpty, "\(operation()): expected at least one input, whose shape the result has")
      var floating: DType?
      for index in inputs.indices {
        let type = inputs[index].dtype
        guard type.isFloatingPoint else { continue }
        require(
          floating == nil || floating == type,
          "\(operation()): inputs are \(inputs.map(\.dtype)); convert one with converted(to:)")
        floating = type
      }
      shape = Shape.common(to: inputs, in: operation())
      arithmetic = floating ?? .float64
      dtype = wished ?? floating ?? .float32
    }
  }

  /// Runs a formula whose inputs broadcast to `shape`; an output may be the very memory of an input of that shape.
  static func run(
    _ formula: Formula, _ inputs: [Tensor], _ shape: Shape, into outputs: some Collection<Tensor>,
    _ parameters: [Double], _ arithmetic: DType
  ) {
    require(
      parameters.count == formula.parameterCount,
      "formula \(formula): expected \(formula.parameterCount) parameters, got \(parameters.count)")
    guard let program = formula.singleProgram else {
      return runInStages(
        formula.stagedProgram, inputs, shape, into: Array(outputs), parameters, arithmetic)
    }
    run(program, inputs, shape, into: outputs, parameters, arithmetic)
  }

  /// Runs a program whose inputs broadcast to `shape`.
  static func run(
    _ program: Program, _ inputs: [Tensor], _ shape: Shape, into outputs: some Collection<Tensor>,
    _ parameters: [Double], _ arithmetic: DType
  ) {
    // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
    withUnsafeTemporaryAllocation(of: fledge_operand.self, capacity: inputs.count) { operands in
      withUnsafeTemporaryAllocation(of: fledge_result.self, capacity: outputs.count) { results in
        for index in inputs.indices {
          operands.initializeElement(at: index, to: .elements(of: inputs[index], repeatedTo: shape))
        }
        for (index, output) in outputs.enumerated() {
          results.initializeElement(at: index, to: .elements(of: output))
        }
        if inputs.allSatisfy({ $0.shape == shape || $0.count == 1 }) {
          return run(
            program.raw, 1, shape.elementCount, operands.baseAddress, results.baseAddress, parameters,
            arithmetic)
        }
        let grid = BroadcastGrid(of: shape, inputs: inputs.map { $0.storage.isPlaceholder ? [] : $0.shape })
        grid.forEachBlock { offsets, outputOffset in
          for (index, input) in inputs.enumerated() {
            // Safe: the offsets of a block lie within the input, which is held.
            operands[index].data = UnsafeRawPointer(input.address + offsets[index] * input.dtype.byteCount)
            operands[index].row_stride = grid.rowStrides[index]
            operands[index].column_stride = grid.columnStrides[index]
          }
          for (index, output) in outputs.enumerated() {
            results[index].data = output.address + outputOffset * output.dtype.byteCount
            results[index].row_stride = grid.columns
          }
          run(
            program.raw, grid.rows, grid.columns, operands.baseAddress, results.baseAddress, parameters,
            arithmetic)
        }
      }
    }
    withExtendedLifetime((program, inputs, outputs)) {}
  }

  /// Runs a program over a grid of elements. The caller keeps it alive.
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  static func run(
    _ program: UnsafePointer<fledge_program>, _ rows: Int, _ columns: Int,
    _ operands: UnsafePointer<fledge_operand>?,
    _ results: UnsafePointer<fledge_result>?, _ parameters: UnsafePointer<Double>?,
    _ arithmetic: DType
  ) {
    let kernel = arithmetic == .float32 ? fledge_program_apply_f32 : fledge_program_apply_f64
    kernel(program, rows, columns, operands, results, parameters)
  }
}

extension fledge_operand {
  /// All elements in one row; one alone stands for as many as the shape has, and so does a placeholder: kernels enter
  /// also what the formula does not read.
  static func elements(of tensor: Tensor, repeatedTo shape: Shape) -> fledge_operand {
    let repeats = tensor.shape != shape || tensor.storage.isPlaceholder
    return fledge_operand(
      data: tensor.address, row_stride: 0, column_stride: repeats ? 0 : 1, dtype: tensor.dtype.kernelType)
  }
}

extension fledge_result {
  /// All elements in one row.
  static func elements(of tensor: Tensor) -> fledge_result {
    fledge_result(data: tensor.address, row_stride: 0, dtype: tensor.dtype.kernelType)
  }
}
