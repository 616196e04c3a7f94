/// A word of a formula's text.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    /// x, a function or a constant; subscripts have become digits.
    case name(String)
    /// An operator or a bracket, in its one spelling.
    case symbol(String)
    /// A raised whole number.
    case superscript(Int)
    case end
  }

  let kind: Kind
  /// The number of its first character, from 1.
  let column: Int
  /// As it stands in the text.
  let text: String
}

/// Cuts a formula's text into words.
struct FormulaScanner {
  /// More characters are refused.
  static let longest = 10_000

  /// Each operator in its one spelling; those before others that they begin with.
  private static let symbols: [(spelling: String, symbol: String)] = [
    ("**", "^"), ("<=", "≤"), (">=", "≥"), ("==", "="), ("!=", "≠"), ("≤", "≤"), ("≥", "≥"), ("≠", "≠"),
    ("<", "<"), (">", ">"), ("=", "="), ("+", "+"), ("-", "−"), ("−", "−"), ("*", "·"), ("·", "·"),
    ("×", "·"),
    ("⊙", "⊙"), ("/", "/"), ("÷", "/"), ("^", "^"), ("(", "("), (")", ")"), (",", ","), ("|", "|"),
    ("∧", "∧"), ("∨", "∨"), ("¬", "¬"),
  ]

  private let characters: [Character]
  private var position = 0

  /// The words of the text, the last of them its end.
  static func tokens(of text: String) throws(FormulaParseError) -> [FormulaToken] {
    let characters = Array(text.prefix(longest + 1))
    guard characters.count <= longest else {
      throw FormulaParseError(
        column: longest + 1, expected: "at most \(longest) characters", found: "more")
    }
    var scanner = FormulaScanner(characters: characters)
    var tokens: [FormulaToken] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens + [FormulaToken(kind: .end, column: characters.count + 1, text: "")]
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func next() throws(FormulaParseError) -> FormulaToken? {
    skip { $0.isWhitespace }
    guard let first = peek() else { return nil }
    let start = position
    if Self.isDigit(first) || (first == "." && Self.isDigit(peek(1))) { return try number() }
    if Self.isLetter(first) {
      skip { Self.isLetter($0) || Self.isDigit($0) || subscriptDigit($0) != nil }
      let name = String(characters[start..<position].map { subscriptDigit($0) ?? $0 })
      return token(from: start, FormulaLanguage.constant(name).map { .number($0) } ?? .name(name))
    }
    if superscriptDigits.contains(first) {
      skip { superscriptDigits.contains($0) }
      let digits = characters[start..<position].map { String(superscriptDigits.firstIndex(of: $0)!) }
      let exponent = Int(digits.joined()) ?? .max
      guard exponent < Expression.largestPower else {
        throw FormulaParseError(
          column: start + 1, expected: "an exponent below \(Expression.largestPower)",
          found: FormulaParseError.shown(String(characters[start..<position])))
      }
      return token(from: start, .superscript(exponent))
    }
    for (spelling, symbol) in Self.symbols where characters[position...].starts(with: spelling) {
      position += spelling.count
      return token(from: start, .symbol(symbol))
    }
    throw FormulaParseError(
      column: start + 1, expected: "a character of formulas",
      found: FormulaParseError.shown(String(first)))
  }

  private mutating func number() throws(FormulaParseError) -> FormulaToken {
    let start = position
    skip(while: Self.isDigit)
    if peek() == "." {
      position += 1
      skip(while: Self.isDigit)
    }
    let signLength = peek(1) == "+" || peek(1) == "-" || peek(1) == "−" ? 1 : 0
    if peek() == "e" || peek() == "E", Self.isDigit(peek(1 + signLength)) {
      position += 1 + signLength
      skip(while: Self.isDigit)
    }
    let text = String(characters[start..<position].map { $0 == "−" ? "-" : $0 })
    guard let value = Double(text.hasSuffix(".") ? text + "0" : text), value.isFinite else {
      throw FormulaParseError(
        column: start + 1, expected: "a number that a Double can hold", found: FormulaParseError.shown(text))
    }
    return token(from: start, .number(value))
  }

  private func token(from start: Int, _ kind: FormulaToken.Kind) -> FormulaToken {
    FormulaToken(kind: kind, column: start + 1, text: String(characters[start..<position]))
  }

  private func peek(_ offset: Int = 0) -> Character? {
    position + offset < characters.count ? characters[position + offset] : nil
  }

  private mutating func skip(while matches: (Character) -> Bool) {
    while let character = peek(), matches(character) { position += 1 }
  }

  private static func isDigit(_ character: Character?) -> Bool {
    character.map { ("0"..."9").contains($0) } ?? false
  }

  /// Letters of one code point: a mark on one makes another character.
  private static func isLetter(_ character: Character) -> Bool {
    character == "_" || (character.isLetter && character.unicodeScalars.count == 1)
  }
}

private func subscriptDigit(_ character: Character) -> Character? {
  guard let scalar = character.unicodeScalars.first, (0x2080...0x2089).contains(scalar.value) else {
    return nil
  }
  return Character(String(scalar.value - 0x2080))
}
