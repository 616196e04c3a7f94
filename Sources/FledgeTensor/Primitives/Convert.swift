/// Between Float32 and Float64; the gradient is converted back.
struct Convert: Primitive {
  let dtype: DType

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.convert(inputs[0], to: dtype) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [gradient.converted(to: call.inputs[0].dtype)]
  }
}
