/// What a vector–Jacobian product gives: for each input its share of the gradient, ∂ℓ/∂xᵢ by way of this operation alone, or
/// nil where none is wanted. Written as a list: `[gradient * y, gradient * x]`.
///
/// The cotangents of the first three inputs stand in place as long as they are constants, as in every first-order pass.
public struct Cotangents: ExpressibleByArrayLiteral {
  private var (storage0, storage1, storage2): (Storage?, Storage?, Storage?)
  /// All of them, where there are more or some are tracked.
  private var list: [Tensor?]?
  /// How many were given, where they came as a list.
  private(set) var count = 0

  init() {}

  /// One for each input, in their order.
  public init(_ list: [Tensor?]) {
    count = list.count
    if list.count <= 3 && list.allSatisfy({ $0 == nil || !$0!.isTracked }) {
      for index in list.indices { if let cotangent = list[index] { set(index, cotangent.storage) } }
    } else {
      self.list = list
    }
  }

  /// One for each input, in their order.
  public init(arrayLiteral elements: Tensor?...) { self.init(elements) }

  /// Sets the cotangent of one of the first three inputs, a constant.
  @inline(__always)
  mutating func set(_ index: Int, _ cotangent: consuming Storage) {
    switch index {
    case 0: storage0 = cotangent
    case 1: storage1 = cotangent
    default: storage2 = cotangent
    }
  }

  /// The cotangent of an input, which is asked for once.
  mutating func take(_ index: Int) -> Tensor? {
    if list != nil { return index < list!.count ? list![index].take() : nil }
    return takeValue(index).map { Tensor($0) }
  }

  /// The same for a cotangent that is a constant.
  @inline(__always)
  mutating func takeValue(_ index: Int) -> Storage? {
    if list != nil { return take(index)?.storage }
    return switch index {
    case 0: storage0.take()
    case 1: storage1.take()
    case 2: storage2.take()
    // A list of no more than three that do not reach so far.
    default: nil
    }
  }
}
