/// Between Float32 and Float64; the gradient is converted back.
struct Convert: StandardPrimitive {
  let dtype: DType

  var exportedForm: Exported { .operator("Cast", attributes: ["to": .string("\(dtype)")]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.convert(inputs[0], to: dtype) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.converted(to: context.dtype(of: 0))]
  }
}
