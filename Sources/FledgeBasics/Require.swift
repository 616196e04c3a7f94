/// Stops the program with `message` unless `condition` holds: for a programmer's errors (shapes that disagree,
/// a parameter that was never drawn). A release build keeps the message, which `precondition` would drop.
@inlinable
@inline(__always)
package func require(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}
