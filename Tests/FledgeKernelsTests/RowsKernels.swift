import FledgeKernels

/// The kernels over rows of one type, with their naive twins, called on arrays.
struct RowsKernels<T: BinaryFloatingPoint & Sendable> {
  typealias Map = (Int, Int, UnsafePointer<T>?, UnsafeMutablePointer<T>?) -> Void
  typealias Loss = (Int, Int, UnsafePointer<T>?, UnsafePointer<Int32>?) -> Double
  typealias Gradient = (Int, Int, UnsafePointer<T>?, UnsafePointer<Int32>?, T, UnsafeMutablePointer<T>?) ->
    Void

  var softmax: Map
  var logSoftmax: Map
  var logSumExp: Map
  var crossEntropy: Loss
  var gradient: Gradient

  func softmax(_ x: [T], columns: Int) -> [T] { map(softmax, x, columns, x.count) }
  func logSoftmax(_ x: [T], columns: Int) -> [T] { map(logSoftmax, x, columns, x.count) }
  func logSumExp(_ x: [T], columns: Int) -> [T] { map(logSumExp, x, columns, x.count / columns) }

  func crossEntropy(_ x: [T], _ labels: [Int32]) -> Double {
    crossEntropy(labels.count, x.count / max(labels.count, 1), x, labels)
  }

  func gradient(_ x: [T], _ labels: [Int32], scale: T = 1) -> [T] {
    map({ gradient($0, $1, $2, labels, scale, $3) }, x, x.count / max(labels.count, 1), x.count)
  }

  /// Input and result lie one element behind the start of their memory, so that no vector is aligned.
  private func map(_ kernel: Map, _ x: [T], _ columns: Int, _ count: Int) -> [T] {
    let shifted = [0] + x
    var y = [T](repeating: 7, count: count + 2)
    shifted.withUnsafeBufferPointer { from in
      y.withUnsafeMutableBufferPointer { to in
        kernel(
          columns == 0 ? 0 : x.count / columns, columns, from.baseAddress! + 1, to.baseAddress! + 1)
      }
    }
    precondition(y.first == 7 && y.last == 7, "a kernel wrote beyond its result")
    return Array(y.dropFirst().dropLast())
  }
}

extension RowsKernels where T == Float {
  static var fast: Self {
    Self(
      softmax: fledge_softmax_f32, logSoftmax: fledge_log_softmax_f32, logSumExp: fledge_log_sum_exp_f32,
      crossEntropy: fledge_cross_entropy_sum_f32, gradient: fledge_cross_entropy_gradient_f32)
  }
  static var naive: Self {
    Self(
      softmax: fledge_softmax_reference_f32, logSoftmax: fledge_log_softmax_reference_f32,
      logSumExp: fledge_log_sum_exp_reference_f32, crossEntropy: fledge_cross_entropy_sum_reference_f32,
      gradient: fledge_cross_entropy_gradient_reference_f32)
  }
}

extension RowsKernels where T == Double {
  static var fast: Self {
    Self(
      softmax: fledge_softmax_f64, logSoftmax: fledge_log_softmax_f64, logSumExp: fledge_log_sum_exp_f64,
      crossEntropy: fledge_cross_entropy_sum_f64, gradient: fledge_cross_entropy_gradient_f64)
  }
  static var naive: Self {
    Self(
      softmax: fledge_softmax_reference_f64, logSoftmax: fledge_log_softmax_reference_f64,
      logSumExp: fledge_log_sum_exp_reference_f64, crossEntropy: fledge_cross_entropy_sum_reference_f64,
      gradient: fledge_cross_entropy_gradient_reference_f64)
  }
}
