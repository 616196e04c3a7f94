import ArgumentParser
import Fledge

extension Activation {
  /// The activation that the word names, or that the text spells out as a formula of x; then the formula is its name.
  ///
  /// Throws `ValidationError`: for a word the name that is meant, for a formula the place where it is none.
  static func argument(_ text: String) throws -> Activation {
    if isName(text) {
      return try choice(text, among: Activation.standard.map { ($0.name, $0) }, ForeignNames.activations)
    }
    do {
      let formula = try Formula(parsing: text)
      return Activation("\(formula)", formula)
    } catch {
      throw ValidationError(error.report(on: text))
    }
  }

  /// Whether the text can only be meant as a name: words with hyphens between them, of which none is x or a number.
  private static func isName(_ text: String) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      guard let first = word.first, first.isLetter, word != "x" else { return false }
      return word.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
        && !FormulaLanguage.constants.contains { $0.name == word }
    }
  }
}

extension FormulaParseError {
  /// The error, and below it the text with a mark under the character.
  func report(on text: String) -> String { "\(self)\(advice)\n\(mark(column, of: text))" }

  /// The name that is meant, if one is.
  var advice: String {
    let meant = unknownName.flatMap { suggestion(for: $0, among: FormulaLanguage.functions.map(\.name)) }
    return meant.map { ": did you mean '\($0)'?" } ?? ""
  }
}
