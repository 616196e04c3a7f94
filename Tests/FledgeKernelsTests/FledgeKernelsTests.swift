import Testing

@Test func roomExists() { #expect(Bool(true)) }
