import FledgeTensor

/// Where a container says which of its layers is at work, so that a run that is watched can tell them apart; otherwise it costs nothing.
///
/// What reads a parameter is known to belong to the parameter's layer. A container whose layers may have none, such as activations,
/// keeps a point, shows it in `visit`, and names each layer as it applies it:
///
/// ```swift
/// func callAsFunction(_ x: Tensor) -> Tensor {
///   point.within("gate") { gate(x) } * point.within("value") { value(x) }
/// }
/// ```
public struct WatchPoint: Sendable {
  /// The path of the container, in the copy that is watched.
  var path: String?

  /// A point that nothing watches.
  public init() {}

  /// Whether the run is watched.
  @inline(__always)
  public var isWatched: Bool { path != nil }

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
