// The names that NumPy and PyTorch have for what is here under another. None of them compiles: the compiler's message says what
// to write instead. The tests hold the list of spellings that it must know.

extension Tensor {
  /// NumPy's transpose.
  @available(*, unavailable, renamed: "transposed")
  public var T: Tensor { fatalError() }
  /// PyTorch's transpose of matrices.
  @available(*, unavailable, renamed: "transposed")
  public var mT: Tensor { fatalError() }
  /// NumPy's number of axes.
  @available(*, unavailable, renamed: "rank")
  public var ndim: Int { fatalError() }
  /// NumPy's number of elements, and PyTorch's shape.
  @available(
    *, unavailable, message: "the lengths of the axes are `shape`, the number of elements is `count`"
  )
  public var size: Int { fatalError() }
  /// PyTorch's number of elements.
  @available(*, unavailable, renamed: "count")
  public func numel() -> Int { fatalError() }
  /// NumPy's and PyTorch's conversion to numbers.
  @available(*, unavailable, message: "use `elements(as: Float.self)`, or `item` for a single element")
  public func tolist() -> [Double] { fatalError() }
  /// NumPy's conversion.
  @available(*, unavailable, renamed: "converted(to:)")
  public func astype(_ dtype: DType) -> Tensor { fatalError() }
  /// PyTorch's conversion.
  @available(*, unavailable, renamed: "converted(to:)")
  public func to(_ dtype: DType) -> Tensor { fatalError() }
  /// PyTorch's constant of the same value.
  @available(*, unavailable, renamed: "detached")
  public func detach() -> Tensor { fatalError() }
  /// PyTorch's start of backpropagation.
  @available(
    *, unavailable,
    message: "a gradient is asked for by a closure: valueAndGradients(of: model) { … }, gradient(at: x) { … }"
  )
  public func backward() { fatalError() }
}

// Shapes.
extension Tensor {
  /// NumPy's and PyTorch's reshape.
  @available(*, unavailable, renamed: "reshaped(to:)")
  public func reshape(_ lengths: [Int]) -> Tensor { fatalError() }
  /// PyTorch's reshape.
  @available(*, unavailable, message: "the lengths stand in brackets: reshaped(to: [2, -1])")
  public func reshape(_ lengths: Int...) -> Tensor { fatalError() }
  /// PyTorch's reshape.
  @available(*, unavailable, message: "the lengths stand in brackets: reshaped(to: [2, -1])")
  public func view(_ lengths: Int...) -> Tensor { fatalError() }
  /// `reshaped(to:)` without its label.
  @available(*, unavailable, renamed: "reshaped(to:)")
  public func reshaped(_ lengths: [Int]) -> Tensor { fatalError() }
  /// `reshaped(to:)` without its label and brackets.
  @available(*, unavailable, message: "the lengths stand in brackets: reshaped(to: [2, -1])")
  public func reshaped(_ lengths: Int...) -> Tensor { fatalError() }
  /// NumPy's reshape to one axis.
  @available(*, unavailable, renamed: "flattened")
  public func flatten() -> Tensor { fatalError() }
  /// NumPy's transpose.
  @available(*, unavailable, message: "use the property `transposed`, or permuted([…]) for any order of axes")
  public func transpose() -> Tensor { fatalError() }
  /// PyTorch's exchange of two axes.
  @available(*, unavailable, renamed: "swappingAxes(_:_:)")
  public func transpose(_ first: Int, _ second: Int) -> Tensor { fatalError() }
  /// PyTorch's order of axes.
  @available(*, unavailable, message: "the order stands in brackets: permuted([1, 0, 2])")
  public func permute(_ order: Int...) -> Tensor { fatalError() }
  /// PyTorch's new axis.
  @available(*, unavailable, renamed: "expanded(axis:)")
  public func unsqueeze(_ axis: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's removal of the axes of length 1.
  @available(*, unavailable, renamed: "squeezed()")
  public func squeeze() -> Tensor { fatalError() }
  /// NumPy's and PyTorch's removal of an axis of length 1.
  @available(*, unavailable, renamed: "squeezed(axis:)")
  public func squeeze(_ axis: Int) -> Tensor { fatalError() }
}

// Reductions and order.
extension Tensor {
  /// NumPy's and PyTorch's index of the largest element.
  @available(*, unavailable, message: "use argMax(axis: 1), or flattened.argMax(axis: 0) over all elements")
  public func argmax(axis: Int? = nil, dim: Int? = nil) -> Tensor { fatalError() }
  /// An axis is always said.
  @available(*, unavailable, message: "use argMax(axis: 1), or flattened.argMax(axis: 0) over all elements")
  public func argMax() -> Tensor { fatalError() }
  /// An axis is always said.
  @available(*, unavailable, message: "use argMin(axis: 1), or flattened.argMin(axis: 0) over all elements")
  public func argMin() -> Tensor { fatalError() }
  /// NumPy's and PyTorch's index of the smallest element.
  @available(*, unavailable, message: "use argMin(axis: 1), or flattened.argMin(axis: 0) over all elements")
  public func argmin(axis: Int? = nil, dim: Int? = nil) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's indices that sort.
  @available(*, unavailable, renamed: "argSort(axis:descending:)")
  public func argsort(axis: Int = -1) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's order.
  @available(*, unavailable, renamed: "sorted(axis:descending:)")
  public func sort(axis: Int = -1) -> Tensor { fatalError() }
  /// PyTorch's largest elements.
  @available(*, unavailable, renamed: "topK(_:axis:largest:)")
  public func topk(_ k: Int) -> Tensor { fatalError() }
  /// PyTorch's logarithm of a sum of exponentials.
  @available(*, unavailable, renamed: "logSumExp(axis:keepingDimensions:)")
  public func logsumexp(axis: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's standard deviation.
  @available(*, unavailable, renamed: "standardDeviation(axis:unbiased:keepingDimensions:)")
  public func std(axis: Int? = nil) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's product.
  @available(*, unavailable, renamed: "product(axis:keepingDimensions:)")
  public func prod(axis: Int? = nil) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's cumulative sum.
  @available(*, unavailable, renamed: "cumulativeSum(axis:reversed:)")
  public func cumsum(axis: Int) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's cumulative product.
  @available(*, unavailable, renamed: "cumulativeProduct(axis:reversed:)")
  public func cumprod(axis: Int) -> Tensor { fatalError() }
  /// NumPy's bounds.
  @available(*, unavailable, renamed: "clamped(_:_:)")
  public func clip(_ low: Double, _ high: Double) -> Tensor { fatalError() }
}

// Comparisons that would make a mask: `>` gives one truth value in Swift, `.>` one for each element.
extension Tensor {
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .>")
  public static func > (a: Tensor, b: Tensor) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .>")
  public static func > (a: Tensor, b: NumberLiteral) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .<")
  public static func < (a: Tensor, b: Tensor) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .<")
  public static func < (a: Tensor, b: NumberLiteral) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .>=")
  public static func >= (a: Tensor, b: NumberLiteral) -> Tensor { fatalError() }
  /// NumPy's and PyTorch's comparison.
  @available(*, unavailable, message: "element by element, as a mask, it is .<=")
  public static func <= (a: Tensor, b: NumberLiteral) -> Tensor { fatalError() }
}
