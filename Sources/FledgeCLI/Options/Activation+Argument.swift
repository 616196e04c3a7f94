import ArgumentParser
import Fledge
import FledgeFiles

extension Activation {
  /// The activation that the word names, alone or with its number behind it, or that the text spells out as a formula of x; then the
  /// formula is its name.
  ///
  /// Throws `ValidationError`: for a word the name that is meant, for a number or a formula the place where it is none.
  static func argument(_ text: String) throws -> Activation {
    if isName(text) {
      let known = Activation.standard.map { ($0.name, $0) }
      guard
        known.contains(where: { $0.0 == text })
          || suggestion(for: text, among: known.map(\.0), ForeignNames.activations) != nil
      else {
        let names = known.map(\.0).joined(separator: ", ")
        throw ValidationError(
          "column 1: expected one of \(names), or a formula of x, found \(text.quoted)\n" + mark(1, of: text))
      }
      return try choice(text, among: known, ForeignNames.activations)
    }
    if let activation = try named(withNumber: text) { return activation }
    do {
      let formula = try Formula(parsing: text)
      return Activation("\(formula)", formula)
    } catch {
      throw ValidationError(error.report(on: text))
    }
  }

  /// The activation whose name the first of two words is, with the second as its number; nil where the text can only be a formula.
  private static func named(withNumber text: String) throws -> Activation? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, isName(String(words[0])) else { return nil }
    let (name, number) = (String(words[0]), String(words[1]))
    let family = families.first { $0.name == name }
    if family == nil, Double(number) == nil { return nil }
    guard family != nil || standard.contains(where: { $0.name == name }) else {
      let isFunction = FormulaLanguage.functions.contains { $0.name == name || $0.aliases.contains(name) }
      return try isFunction ? nil : argument(name)
    }
    if let activation = family?.activation(number) { return activation }
    let column = text.distance(from: text.startIndex, to: words[1].startIndex) + 1
    throw ValidationError(
      "column \(column): expected \(family?.expected ?? "nothing behind \(name)"), found \(number.quoted)\n"
        + mark(column, of: text))
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
