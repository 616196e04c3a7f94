import FledgeTensor

/// Where a layer says that it is at work, or which of the layers inside it, so that a run that is watched can tell them apart; otherwise it
/// costs nothing.
///
/// What reads a parameter is known to belong to the parameter's layer; any other operation is taken for a part of what it goes on
/// from. A layer with operations before those on its parameters, or with no parameters, keeps a point, shows it in `visit`, and says
/// what it does there:
///
/// ```swift
/// func callAsFunction(_ x: Tensor) -> Tensor { point.here { x / x.sum(axis: -1, keepingDimensions: true) } }
/// ```
///
/// A container may name layers that keep none:
///
/// ```swift
/// func callAsFunction(_ x: Tensor) -> Tensor {
///   point.within("gate") { gate(x) } * point.within("value") { value(x) }
/// }
/// ```
public struct WatchPoint: Sendable {
  /// The path of the layer that keeps the point, in the copy that is watched.
  var path: String?

  /// A point that nothing watches.
  public init() {}

  init(path: String?) { self.path = path }

  /// Whether the run is watched.
  @inline(__always)
  public var isWatched: Bool { path != nil }

  /// Runs `body` as the work of the layer that keeps the point.
  public func here<R>(_ body: () throws -> R) rethrows -> R {
    guard let path else { return try body() }
    return try Watch.within(path, body)
  }

  /// Runs `body` as the work of the inner layer `name`.
  public func within<R>(_ name: @autoclosure () -> String, _ body: () throws -> R) rethrows -> R {
    guard let path else { return try body() }
    return try Watch.within(path.isEmpty ? name() : "\(path).\(name())", body)
  }
}

extension WatchPoint: CustomStringConvertible {
  /// `WatchPoint()`.
  public var description: String { "WatchPoint()" }
}
