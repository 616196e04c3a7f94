// What other libraries have as a method and stands here as a function of each element, and the other way round. None of them compiles:
// the compiler's message says what to write instead. A method that has the name of a function, such as PyTorch's `abs()`, cannot be
// declared so: in an extension of `Tensor` it would hide the function.

extension Tensor {
  /// NumPy's and PyTorch's absolute values.
  @available(*, unavailable, message: "functions of each element stand before it: abs(x)")
  public var absolute: Tensor { fatalError() }
  /// PyTorch's square.
  @available(*, unavailable, renamed: "squared")
  public func square() -> Tensor { fatalError() }
  /// PyTorch's larger ones of two.
  @available(*, unavailable, message: "functions of each element stand before it: max(x, y)")
  public func maximum(_ other: Tensor) -> Tensor { fatalError() }
  /// PyTorch's array of NumPy.
  @available(*, unavailable, message: "use `elements(as: Float.self)`, or `item` for a single element")
  public func numpy() -> [Double] { fatalError() }
  /// The elements as other libraries of Swift call them.
  @available(*, unavailable, message: "use `elements(as: Float.self)`, or `item` for a single element")
  public var scalars: [Double] { fatalError() }
  /// The elements as other libraries of Swift call them.
  @available(*, unavailable, message: "use `elements(as: Float.self)`, or `item` for a single element")
  public func toArray() -> [Double] { fatalError() }
}

/// PyTorch's softmax.
@available(*, unavailable, message: "use x.softmax(axis: 1)")
public func softmax(_ x: Tensor, dim: Int) -> Tensor { fatalError() }
/// JAX's and SciPy's softmax.
@available(*, unavailable, message: "use x.softmax(axis: 1)")
public func softmax(_ x: Tensor, axis: Int = -1) -> Tensor { fatalError() }
/// PyTorch's and JAX's logarithm of it.
@available(*, unavailable, message: "use x.logSoftmax(axis: 1)")
public func log_softmax(_ x: Tensor, dim: Int = -1, axis: Int = -1) -> Tensor { fatalError() }
