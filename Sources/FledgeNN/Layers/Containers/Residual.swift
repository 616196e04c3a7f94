import FledgeBasics
import FledgeTensor

/// x + f(x): the layers within learn what is to be added to their input (He, Zhang, Ren and Sun, 2016).
///
/// ```swift
/// Residual {
///   LayerNorm(64)
///   Linear(64, 64, activation: .gelu)
/// }
/// ```
public struct Residual: DescribedLayer {
  /// "residual.1".
  public static let kind = "residual.1"

  /// f.
  public var inner: Sequential
  /// What x goes through on its way past f, where the shapes differ; nil for nothing.
  public var shortcut: Sequential?
  private var point = WatchPoint()

  /// A connection past the layers in the braces.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(Sequential(layers())) }

  /// A connection past `inner`; x goes through `shortcut` on its way, if there is one.
  public init(_ inner: Sequential, shortcut: Sequential? = nil) {
    (self.inner, self.shortcut) = (inner, shortcut)
  }

  /// x (m, …) to x + f(x), which must have one shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let (change, past) = (inner(x), shortcut?(x) ?? x)
    require(
      change.shape == past.shape,
      "Residual: expected results of the shape \(past.shape), as what goes past has, got \(change.shape)")
    return point.here { past + change }
  }

  /// The shape of f(x), which must be that of what goes past it.
  public func outputShape(for input: Shape) throws -> Shape {
    let change = try naming("inner") { try inner.outputShape(for: input) }
    let past = try naming("shortcut") { try shortcut?.outputShape(for: input) ?? input }
    guard change == past else {
      throw ShapeMismatch(
        expected: "layers that give \(past), as what goes past them has", found: "\(change)")
    }
    return change
  }

  /// The layers inside, and those past them.
  public func innerLayers(for input: Shape) throws -> [InnerLayer] {
    [InnerLayer("inner", inner, input: input)]
      + (shortcut.map { [InnerLayer("shortcut", $0, input: input)] } ?? [])
  }

  /// Shows the layers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("inner", &inner)
    visitor("shortcut", &shortcut)
  }
}

extension Residual {
  /// The layers within, one a line under their numbers.
  public var description: String {
    func lines(_ name: String, _ chain: Sequential) -> [String] {
      chain.layers.enumerated().map { index, layer in
        "\(name).\(index): \(layer)".split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\n   ")
      }
    }
    return (["Residual"] + lines("inner", inner) + (shortcut.map { lines("shortcut", $0) } ?? []))
      .joined(separator: "\n   ")
  }
}
