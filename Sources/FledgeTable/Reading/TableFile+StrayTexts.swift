import FledgeBasics
import FledgeFiles

extension TableFile {
  /// Runs `body`, which looks at the columns. Where that fails at a column which is nearly of numbers, the text that makes it none is
  /// the cause: the error names that.
  ///
  /// Throws `FileError` so, and what `body` throws else.
  package func findingStrays<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as FileError {
      guard let stray = strayTexts.first(where: { error.place == "column \($0.column.quoted)" }) else {
        throw error
      }
      throw FileError(
        path: table.source, place: "line \(stray.line), column \(stray.column.quoted)",
        expected:
          "a number, as \(NumberText.grouped(stray.numbers)) of \(NumberText.count(stray.values, "value")) are",
        found: stray.texts[0].quoted)
    }
  }
}
