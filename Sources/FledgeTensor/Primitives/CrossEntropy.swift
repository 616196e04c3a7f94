import FledgeBasics

/// The mean over the rows of log Σ exp(h) − h_y, for logits h (rows, classes) and the labels y of the rows.
struct CrossEntropy: StandardPrimitive {
  /// Int32 (rows), each in 0..<classes.
  let labels: Storage

  var exportedForm: Exported { .notExportable("a loss is no part of a model") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    inputs.withStorage(of: 0) { logits in
      let rows = Double(logits.shape.rows)
      return Tensor(Kernel.crossEntropySum(logits, labels) / rows, dtype: logits.dtype)
    }
  }

  /// (softmax(h) − I_y) · g/rows
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    if !context.isRecorded {
      let value = gradient.item
      var cotangents = Cotangents()
      cotangents.set(
        0,
        context.withValue(of: 0) { logits in
          Kernel.crossEntropyGradient(logits, labels, scale: value / Double(logits.shape.rows))
        })
      return cotangents
    }
    let logits = context.input(0)
    let rows = logits.shape.rows
    let each = gradient.spread(over: rows, dividedBy: Double(rows))
    return [RowCrossEntropyGradient.apply(RowLabels(Tensor(labels)), logits, each)]
  }
}

extension Tensor {
  /// The mean softmax cross-entropy of these logits (rows, classes) with integer labels (rows), fused.
  package func meanCrossEntropy(labels: Tensor) -> Tensor {
    let checked = labels.checkedLabels(classes: shape.columns, in: "crossEntropy").storage
    return recorded(CrossEntropy(labels: checked), PrimitiveInputs(self))
  }
}
