import FledgeFormula
import FledgeKernels

/// The calls into the kernels: tensors in, tensors out. Nothing here knows of gradients.
enum Kernel {
  /// Calls the Float32 or the Float64 form of a kernel.
  @inline(__always)
  static func dispatch<R>(
    _ dtype: DType, in operation: String, float32: () -> R, float64: () -> R
  ) -> R {
    switch dtype {
    case .float32: float32()
    case .float64: float64()
    default: preconditionFailure(of: operation, dtype)
    }
  }

  static func preconditionFailure(of operation: String, _ dtype: DType) -> Never {
    fatalError("\(operation): wants float32 or float64, got \(dtype); convert with converted(to: .float32)")
  }

  static func convert(_ x: Tensor, to dtype: DType) -> Tensor {
    let result = Tensor(uninitialized: x.shape, dtype)
    withExtendedLifetime(x) {
      fledge_convert(x.count, x.dtype.kernelType, x.address, dtype.kernelType, result.address)
    }
    return result
  }

  private static let addition = Formula { x, y in x + y }

  /// sum ← sum + x, both of one shape and type.
  static func add(_ x: Tensor, into sum: inout Tensor) {
    run(addition, [sum, x], sum.shape, into: CollectionOfOne(sum), [], sum.dtype)
  }
}
