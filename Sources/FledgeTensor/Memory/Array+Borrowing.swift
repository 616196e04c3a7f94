import FledgeBasics

// To copy an element out of an array counts every reference in it, which costs the smallest networks as much as their
// arithmetic: a `Linear` has seven. These lend it instead.

extension Array {
  /// What `body` makes of the element at `index`, which stays where it is.
  // Safe: the array is held for the length of the call, and the index is checked.
  @inlinable @inline(__always)
  package func withElement<R>(_ index: Int, _ body: (borrowing Element) throws -> R) rethrows -> R {
    try withUnsafeBufferPointer { elements in
      require(
        index >= 0 && index < elements.count,
        "array: expected an index in 0..<\(elements.count), got \(index)")
      return try lend(elements.baseAddress! + index, with: ()) { try body($1) }
    }
  }

  /// The fold of `body` over the elements, as `reduce` has it; they stay where they are.
  // Safe: as above.
  @inlinable @inline(__always)
  package func fold<R>(_ start: R, _ body: (R, borrowing Element) throws -> R) rethrows -> R {
    try withUnsafeBufferPointer { elements in
      var result = start
      for index in elements.indices {
        result = try lend(elements.baseAddress! + index, with: result, to: body)
      }
      return result
    }
  }
}

/// Calls `body` with an argument and what stands at `place`: of a type that may have no copies, the compiler makes none.
// Safe: its callers hold what stands there.
@inlinable @inline(__always)
package func lend<T: ~Copyable, Argument, R>(
  _ place: UnsafePointer<T>, with argument: Argument, to body: (Argument, borrowing T) throws -> R
) rethrows -> R {
  try body(argument, place.pointee)
}
