import Testing

/// Expects that a program ended with a message that has these parts.
func expectMessage(
  _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  for part in parts { #expect(text.contains(part), "\(text.suffix(600))", sourceLocation: sourceLocation) }
}
