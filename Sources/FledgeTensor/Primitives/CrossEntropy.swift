/// The mean over the rows of log Σ exp(h) − h_y, for logits h (rows, classes) and the labels y of the rows.
struct CrossEntropy: Primitive {
  /// Int32 (rows), each in 0..<classes.
  let labels: Tensor

  func forward(_ inputs: Operands) -> Tensor {
    let rows = Double(inputs[0].shape[0])
    return Tensor(Kernel.crossEntropySum(inputs[0], labels) / rows, dtype: inputs[0].dtype)
  }

  /// (softmax(h) − I_y) · g/rows
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let logits = call.inputs[0]
    let rows = Double(logits.shape[0])
    if !call.isRecorded {
      return Shares(Kernel.crossEntropyGradient(logits, labels, scale: gradient.item / rows))
    }
    let oneHot = Tensor.oneHot(labels, classes: logits.shape[1], dtype: logits.dtype)
    return [(logits.softmax() - oneHot) * (gradient / rows)]
  }
}

extension Tensor {
  /// The mean softmax cross-entropy of these logits (rows, classes) with integer labels (rows), fused.
  package func meanCrossEntropy(labels: Tensor) -> Tensor {
    require(rank == 2, "crossEntropy: expected logits of shape (rows, classes), got \(shape)")
    require(
      labels.rank == 1 && labels.shape[0] == shape[0],
      "crossEntropy: expected labels of shape (\(shape[0])), got \(labels.shape)")
    let labels = labels.checkedLabels(classes: shape[1], in: "crossEntropy")
    return recorded(CrossEntropy(labels: labels), Operands(self))
  }
}
