import Fledge

/// Reads the text of `--layers`:
///
/// ```text
/// chain  = item { "," item }
/// item   = name { argument } [ "(" chain ")" ]  |  "[" formula "]"
/// ```
struct LayerListParser {
  private static let longest = 10_000
  /// Containers within containers, at the most.
  private static let deepest = 20

  private let characters: [Character]
  private var position = 0

  /// Throws `LayerListError` at the character where the text is no list of layers.
  static func items(of text: String) throws -> [LayerItem] {
    let characters = Array(text.prefix(longest + 1))
    guard characters.count <= longest else {
      throw LayerListError(column: longest + 1, message: "expected at most \(longest) characters, found more")
    }
    var parser = LayerListParser(characters: characters)
    let items = try parser.chain(depth: 0)
    guard parser.current == nil else { throw parser.unexpected("',' or the end") }
    return items
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func chain(depth: Int) throws -> [LayerItem] {
    guard depth <= Self.deepest else { throw error("expected at most \(Self.deepest) levels, found more") }
    var items: [LayerItem] = []
    repeat { items.append(try item(depth: depth)) } while skip(",")
    return items
  }

  private mutating func item(depth: Int) throws -> LayerItem {
    skipSpace()
    if current == "[" { return try formula() }
    let column = position + 1
    let name = word()
    guard !name.isEmpty else { throw unexpected("the name of a layer or '['") }
    var item = LayerItem(name: name, column: column)
    while true {
      skipSpace()
      let column = position + 1
      let argument = word()
      if argument.isEmpty { break }
      item.arguments.append(.init(text: argument, column: column))
    }
    if skip("(") {
      item.inner = try chain(depth: depth + 1)
      guard skip(")") else { throw unexpected("',' or ')'") }
    }
    return item
  }

  /// A formula with its brackets. None of the language's words holds a bracket.
  private mutating func formula() throws -> LayerItem {
    let column = position + 1
    position += 1
    let start = position
    while let current, current != "]" { position += 1 }
    guard current == "]" else { throw unexpected("']' behind a formula") }
    let text = String(characters[start..<position])
    position += 1
    do {
      let formula = try Formula(parsing: text)
      return LayerItem(name: "", column: column, formula: Activation("\(formula)", formula))
    } catch {
      throw LayerListError(
        column: start + error.column,
        message: "expected \(error.expected), found \(error.found)" + error.advice)
    }
  }

  /// Letters, digits and what stands within names and numbers.
  private mutating func word() -> String {
    let start = position
    while let current, current.isLetter || current.isNumber || "-_.+".contains(current) { position += 1 }
    return String(characters[start..<position])
  }

  private var current: Character? { position < characters.count ? characters[position] : nil }

  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard current == character else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() { while let current, current.isWhitespace { position += 1 } }

  private func unexpected(_ expected: String) -> LayerListError {
    error("expected \(expected), found \(current.map { "'\($0)'" } ?? "the end")")
  }

  private func error(_ message: String) -> LayerListError {
    LayerListError(column: position + 1, message: message)
  }
}
