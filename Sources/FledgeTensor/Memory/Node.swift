import Synchronization

/// What a tracked value carries: its place among the scopes and levels, and room for its cotangent. This class itself is a
/// leaf; an `OperationNode` stands for a value that was computed.
///
/// Every call that asks for gradients opens a scope with a number higher than those before it and starts from leaves
/// of that scope. A node remembers the lowest and the highest scope among the leaves it depends on: that tells a
/// backward pass, without a walk, whether a value depends on its leaves and on anything beyond them.
///
/// Only `cotangent` changes after initialisation, and only the first-order pass of the node's first scope touches it, after
/// that call's closure has returned. Everything else may be read at any time, by calls on other threads too.
// Safe (`@unchecked Sendable`): for that reason.
package class Node: @unchecked Sendable {
  /// One above the highest level among the inputs; 1 for a leaf of constants.
  final let level: Int
  final let firstScope: Int
  final let lastScope: Int
  private final let isLeaf: Bool
  /// The sum of the cotangents that have come in, during a first-order pass.
  // Safe: one pass on one thread touches it, by whole loads and stores, which never overlap.
  @exclusivity(unchecked) final var cotangent: Storage?

  /// A leaf of `scope`, standing for a constant.
  init(leafOf scope: Int) { (level, firstScope, lastScope, isLeaf) = (1, scope, scope, true) }

  init(level: Int, firstScope: Int, lastScope: Int, isLeaf: Bool) {
    (self.level, self.firstScope, self.lastScope, self.isLeaf) = (level, firstScope, lastScope, isLeaf)
  }

  @inline(__always)
  final func isLeaf(of scope: Int) -> Bool { isLeaf && lastScope == scope }

  /// The number of a new scope.
  static func openScope() -> Int { scopes.add(1, ordering: .relaxed).newValue }
  private static let scopes = Atomic<Int>(0)
}
