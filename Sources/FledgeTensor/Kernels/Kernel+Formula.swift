import FledgeFormula
import FledgeKernels

extension Kernel {
  /// A formula over broadcast inputs: one tensor of the common shape for each output.
  ///
  /// Arithmetic runs in the inputs' floating-point type (in Float64 if all of them are integers or masks), and the
  /// outputs have that type unless `dtype` names another.
  static func apply(
    _ formula: Formula, _ inputs: [Tensor], parameters: [Double], dtype: DType? = nil,
    in operation: @autoclosure () -> String
  ) -> [Tensor] {
    require(!inputs.isEmpty, "\(operation()): expected at least one input, whose shape the result has")
    let shape = broadcastShape(inputs, in: operation())
    let arithmetic = arithmeticType(inputs, in: operation())
    let type = dtype ?? (inputs.contains { $0.dtype == arithmetic } ? arithmetic : inputs[0].dtype)
    let outputs = (0..<formula.outputCount).map { _ in Tensor(uninitialized: shape, type) }
    run(formula, inputs, shape, into: outputs, parameters, arithmetic)
    return outputs
  }

  private static func broadcastShape(_ inputs: [Tensor], in operation: @autoclosure () -> String) -> Shape {
    var shape = inputs[0].shape
    for input in inputs.dropFirst() where input.shape != shape {
      guard let common = shape.broadcast(with: input.shape) else {
        fatalError(
          "\(operation()): shapes \(inputs.map(\.shape)) do not broadcast: aligned at the last axis, lengths must be equal or 1"
        )
      }
      shape = common
    }
    return shape
  }

  private static func arithmeticType(_ inputs: [Tensor], in operation: @autoclosure () -> String) -> DType {
    var type: DType?
    for input in inputs where input.dtype.isFloatingPoint {
      require(
        type == nil || type == input.dtype,
        "\(operation()): inputs are \(inputs.map(\.dtype)); convert one with converted(to:)")
      type = input.dtype
    }
    return type ?? .float64
  }

  /// Runs a formula whose inputs broadcast to `shape`; an output may be the very memory of an input of that shape.
  static func run(
    _ formula: Formula, _ inputs: [Tensor], _ shape: Shape, into outputs: [Tensor], _ parameters: [Double],
    _ arithmetic: DType
  ) {
    require(
      parameters.count == formula.parameterCount,
      "formula \(formula): expected \(formula.parameterCount) parameters, got \(parameters.count)")
    let grid = BroadcastGrid(of: shape, inputs: inputs.map(\.shape))
    let program = formula.program
    withUnsafeTemporaryAllocation(of: fledge_operand.self, capacity: inputs.count) { operands in
      withUnsafeTemporaryAllocation(of: fledge_result.self, capacity: outputs.count) { results in
        grid.forEachBlock { offsets, outputOffset in
          for (index, input) in inputs.enumerated() {
            operands.initializeElement(
              at: index,
              to: fledge_operand(
                data: input.address + offsets[index] * input.dtype.byteCount,
                row_stride: grid.rowStrides[index], column_stride: grid.columnStrides[index],
                dtype: input.dtype.kernelType))
          }
          for (index, output) in outputs.enumerated() {
            results.initializeElement(
              at: index,
              to: fledge_result(
                data: output.address + outputOffset * output.dtype.byteCount, row_stride: grid.columns,
                dtype: output.dtype.kernelType))
          }
          let kernel = arithmetic == .float32 ? fledge_program_apply_f32 : fledge_program_apply_f64
          kernel(program.raw, grid.rows, grid.columns, operands.baseAddress, results.baseAddress, parameters)
        }
      }
    }
    withExtendedLifetime((inputs, outputs, program)) {}
  }
}
