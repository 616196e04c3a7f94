import FledgeKernels

extension Kernel {
  /// Softmax and log-softmax keep the shape; log-sum-exp loses the last axis. All run along the last axis.
  enum RowFunction: String {
    case softmax, logSoftmax, logSumExp
  }

  static func rows(_ x: Tensor, _ function: RowFunction) -> Tensor {
    let columns = x.shape[-1]
    let rows = x.shape.count(over: ..<(x.rank - 1))
    let shape = function == .logSumExp ? Shape(Array(x.shape.dimensions.dropLast())) : x.shape
    let result = Tensor(uninitialized: shape, x.dtype)
    let (float32, float64) =
      switch function {
      case .softmax: (fledge_softmax_f32, fledge_softmax_f64)
      case .logSoftmax: (fledge_log_softmax_f32, fledge_log_softmax_f64)
      case .logSumExp: (fledge_log_sum_exp_f32, fledge_log_sum_exp_f64)
      }
    withExtendedLifetime(x) {
      dispatch(
        x.dtype, in: function.rawValue,
        float32: { float32(rows, columns, x.pointer(Float.self), result.pointer(Float.self)) },
        float64: { float64(rows, columns, x.pointer(Double.self), result.pointer(Double.self)) })
    }
    return result
  }

  /// The sum over the rows of the softmax cross-entropy of `logits` (rows, classes) with Int32 `labels` (rows).
  static func crossEntropySum(_ logits: Storage, _ labels: Storage) -> Double {
    let (rows, columns) = (logits.shape.rows, logits.shape.columns)
    defer { withExtendedLifetime((logits, labels)) {} }
    return dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_cross_entropy_sum_f32(rows, columns, logits.pointer(Float.self), labels.pointer(Int32.self))
      },
      float64: {
        fledge_cross_entropy_sum_f64(rows, columns, logits.pointer(Double.self), labels.pointer(Int32.self))
      })
  }

  /// scale·(softmax(logits) − I_y), of the shape of the logits.
  static func crossEntropyGradient(_ logits: Storage, _ labels: Storage, scale: Double) -> Storage {
    let (rows, columns) = (logits.shape.rows, logits.shape.columns)
    let result = Storage(logits.shape, logits.dtype)
    defer { withExtendedLifetime((logits, labels)) {} }
    dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_cross_entropy_gradient_f32(
          rows, columns, logits.pointer(Float.self), labels.pointer(Int32.self), Float(scale),
          result.pointer(Float.self))
      },
      float64: {
        fledge_cross_entropy_gradient_f64(
          rows, columns, logits.pointer(Double.self), labels.pointer(Int32.self), scale,
          result.pointer(Double.self))
      })
    return result
  }
}
