import Fledge

@testable import FledgeFiles
@testable import FledgeFormula

/// Reads the input as JSON: what is written of the value is read as the same value.
func readJSON(_ bytes: [UInt8]) throws {
  let value = try JSONValue(parsing: bytes, path: "input")
  _ = value.printableText
  let again = Result { try JSONValue(parsing: Array(value.text.utf8), path: "again") }
  expectAgreement(.success(value), again, by: ==)
}

/// Reads the input as a formula: what is printed of it is read as the same operations, unless it has more levels or characters than a
/// text may have. A formula of them has a derivative.
func readFormula(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  do {
    let graph = Graph(simplifies: false)
    let term = graph.insert(try Formula.Expression(parsing: text))
    // Of two products that differ in the order of their factors a graph keeps one.
    let expression = graph.expressions[term]
    do {
      let again = try Formula.Expression(parsing: expression.description)
      expectAgreement(again == expression, "\(expression) and \(again)")
    } catch {
      expectAgreement(error.found == "more", "\(expression): \(error)")
    }
    _ = try Formula(parsing: text).derivative().description
  } catch {
    _ = error.description
  }
}

/// Reads the input as rows of three pixels.
let readPixels: Reader = { bytes in
  try inFile(bytes) { path in
    var rows = try CSVReader(path: path, columns: 3)
    while let row = try rows.next() {
      expectAgreement(row.count == 3 && row.allSatisfy { 0...255 ~= $0 }, "\(row)")
    }
  }
}
