import Fledge

/// Ends the process if two ways of reading one input do not agree; libFuzzer keeps the input.
func expectAgreement(_ holds: Bool, _ problem: @autoclosure () -> String) {
  if !holds { fatalError("no agreement: \(problem())") }
}

/// Ends the process unless both ways of reading an input give equal values, or both an error.
func expectAgreement<Value>(
  _ one: Result<Value, any Error>, _ other: Result<Value, any Error>,
  by areEqual: (Value, Value) -> Bool
) {
  switch (one, other) {
  case (.failure, .failure): break
  case (.success(let a), .success(let b)):
    expectAgreement(areEqual(a, b), "\(a) and \(b)")
  case (.success(let value), .failure(let error)), (.failure(let error), .success(let value)):
    expectAgreement(false, "\(value) and the error \(error)")
  }
}

/// Goes on after an error, if it is one that a file may cause.
func attempt(_ body: () throws -> Void) throws {
  do { try body() } catch let error as FileError { _ = error.description }
}
