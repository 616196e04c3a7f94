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
public struct Residual: Layer {
  /// f.
  public var inner: Sequential
  /// What x goes through on its way past f, where the shapes differ; nil for nothing.
  public var shortcut: Sequential?

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
    return past + change
  }

  /// Shows the layers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("inner", &inner)
    visitor("shortcut", &shortcut)
  }
}
