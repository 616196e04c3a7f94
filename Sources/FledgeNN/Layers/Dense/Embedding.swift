import FledgeBasics
import FledgeTensor

/// A row of a table for each number: words, categories, anything counted from 0.
public struct Embedding: UndecayedLayer, DescribedLayer {
  /// "embedding.1".
  public static let kind = "embedding.1"

  /// The table (count, width).
  public var weight: Parameter
  /// A number whose row is zeros and is not trained, for what is missing or fills up.
  public let padding: Int?
  private var point = WatchPoint()

  /// A table of `count` rows of `width` numbers, drawn from the standard normal distribution.
  public init(
    _ count: Int, _ width: Int, padding: Int? = nil,
    initializer: Initializer = .normal(standardDeviation: 1)
  ) {
    require(
      count >= 0 && width >= 0, "Embedding: expected sizes of 0 or more, got \(count) and \(width)")
    require(
      padding == nil || (0..<count).contains(padding!),
      "Embedding: expected a padding number from 0 to below \(count), got \(padding ?? 0)")
    weight = Parameter([count, width], initializer)
    self.padding = padding
  }

  /// Integers (…), each from 0 to below the table's count, to (…, width).
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { rows(of: x) } }

  private func rows(of x: Tensor) -> Tensor {
    require(
      !x.dtype.isFloatingPoint && x.dtype != .bool,
      "Embedding: expected integers, the numbers of rows, got \(x.dtype); convert with converted(to: .int32)")
    let rows = weight.value.taking(x)
    guard let padding else { return rows }
    let isPadding = (x .== Double(padding)).reshaped(to: Shape(x.shape.dimensions + [1]))
    return select(isPadding, 0, rows)
  }

  /// (…) to (…, width).
  public func outputShape(for input: Shape) throws -> Shape {
    let sizes = weight.shape
    guard sizes.rank == 2, padding == nil || (0..<sizes[0]).contains(padding!) else {
      throw ShapeMismatch(
        expected: "a weight (count, width) and a padding number below the count",
        found: "\(sizes)" + (padding.map { " and \($0)" } ?? ""))
    }
    return try Shape.checked(input.dimensions + [sizes[1]])
  }

  /// True: the numbers of rows.
  public var takesIndices: Bool { true }

  /// None: rows are copied.
  public func floatingPointOperations(for input: Shape) -> Double { 0 }

  /// Shows the table.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("weight", &weight)
  }
}

extension Embedding {
  /// `Embedding(1000, 16)`.
  public var description: String {
    "Embedding(\(weight.shape[0]), \(weight.shape[1])" + (padding.map { ", padding: \($0))" } ?? ")")
  }
}
