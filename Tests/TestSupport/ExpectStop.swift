import Testing

/// Expects an exit test to have ended with a message that has all these parts.
package func expectStop(
  _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  for part in parts { #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation) }
}
