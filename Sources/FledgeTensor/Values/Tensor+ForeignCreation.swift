// The names that NumPy and PyTorch have for making and joining tensors; none of them compiles (`Tensor+ForeignNames.swift`).

extension Tensor {
  /// NumPy's and PyTorch's lengths without brackets.
  @available(*, unavailable, message: "the lengths stand in brackets: zeros([2, 3])")
  public static func zeros(_ lengths: Int..., dtype: DType = .float32) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's lengths without brackets.
  @available(*, unavailable, message: "the lengths stand in brackets: ones([2, 3])")
  public static func ones(_ lengths: Int..., dtype: DType = .float32) -> Tensor { fatalError() }
  /// PyTorch's zeros in the shape of another tensor.
  @available(*, unavailable, renamed: "zeros(like:)")
  public static func zeros_like(_ other: Tensor) -> Tensor { fatalError() }
  /// PyTorch's ones in the shape of another tensor.
  @available(*, unavailable, renamed: "ones(like:)")
  public static func ones_like(_ other: Tensor) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's identity matrix.
  @available(*, unavailable, renamed: "identity(_:dtype:)")
  public static func eye(_ n: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's 0, 1, ….
  @available(*, unavailable, renamed: "range(_:dtype:)")
  public static func arange(_ count: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's numbers at a distance.
  @available(*, unavailable, renamed: "range(from:to:by:dtype:)")
  public static func arange(_ start: Double, _ end: Double, _ step: Double = 1) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's numbers at equal distances.
  @available(*, unavailable, renamed: "linearlySpaced(from:to:count:dtype:)")
  public static func linspace(_ start: Double, _ end: Double, _ count: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's standard normal numbers.
  @available(*, unavailable, message: "use Tensor.normal([2, 3], using: &random), with a Random(seed:)")
  public static func randn(_ lengths: Int...) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's numbers from 0 to 1.
  @available(
    *, unavailable,
    message: "use Tensor.uniform([2, 3], from: 0, to: 1, using: &random), with a Random(seed:)"
  )
  public static func rand(_ lengths: Int...) -> Tensor { fatalError() }
  /// NumPy's joining along an axis.
  @available(*, unavailable, renamed: "concatenated(_:axis:)")
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor { fatalError() }
  /// PyTorch's joining along an axis.
  @available(*, unavailable, renamed: "concatenated(_:axis:)")
  public static func cat(_ tensors: [Tensor], axis: Int = 0) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's joining along a new axis.
  @available(*, unavailable, renamed: "stacked(_:axis:)")
  public static func stack(_ tensors: [Tensor], axis: Int = 0) -> Tensor { fatalError() }
}

extension Shape {
  /// The number of axes, or of elements?
  @available(*, unavailable, message: "the number of axes is `rank`, the number of elements `elementCount`")
  public var count: Int { fatalError() }
}

// The same names as functions.

/// NumPy's and PyTorch's lengths.
@available(*, unavailable, message: "use Tensor.zeros([2, 3])")
public func zeros(_ lengths: Int...) -> Tensor { fatalError() }
/// NumPy's and PyTorch's lengths.
@available(*, unavailable, message: "use Tensor.ones([2, 3])")
public func ones(_ lengths: Int...) -> Tensor { fatalError() }
/// NumPy's and PyTorch's numbers at equal distances.
@available(*, unavailable, message: "use Tensor.linearlySpaced(from: 0, to: 1, count: 11)")
public func linspace(_ start: Double, _ end: Double, _ count: Int) -> Tensor { fatalError() }
/// NumPy's and PyTorch's 0, 1, ….
@available(*, unavailable, message: "use Tensor.range(5), or Tensor.range(from: 0, to: 1, by: 0.1)")
public func arange(_ numbers: Double...) -> Tensor { fatalError() }
/// PyTorch's joining.
@available(*, unavailable, message: "use Tensor.concatenated([x, y], axis: 0)")
public func cat(_ tensors: [Tensor], dim: Int = 0) -> Tensor { fatalError() }
/// NumPy's joining.
@available(*, unavailable, message: "use Tensor.concatenated([x, y], axis: 0)")
public func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor { fatalError() }
/// NumPy's and PyTorch's joining along a new axis.
@available(*, unavailable, message: "use Tensor.stacked([x, y], axis: 0)")
public func stack(_ tensors: [Tensor], axis: Int = 0) -> Tensor { fatalError() }
