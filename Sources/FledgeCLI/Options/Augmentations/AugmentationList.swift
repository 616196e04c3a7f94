import ArgumentParser
import Fledge

/// The changes of `--augment`, in their order.
struct AugmentationList: Sendable, CustomStringConvertible {
  /// One change, as it is written.
  struct Item: Sendable {
    let name: String
    /// The number of its first character in the text, from 1.
    let column: Int
    var arguments: [LayerItem.Argument] = []

    /// The item in one spelling.
    var plainText: String { ([name] + arguments.map(\.text)).joined(separator: " ") }
  }

  /// Gives the change of pictures of a shape: a shift is written in pixels.
  typealias Change = @Sendable (_ picture: Shape) -> Augmentation

  /// As it was written.
  let description: String
  /// The same for two texts of the same changes.
  let plainText: String
  private let changes: [Change]

  /// Throws `ValidationError` that points at the character where the text is no list of changes.
  init(parsing text: String) throws {
    description = text
    do {
      let items = try AugmentationParser.items(of: text)
      changes = try items.map(Self.change)
      plainText = items.map(\.plainText).joined(separator: ", ")
    } catch let error as LayerListError {
      throw ValidationError("column \(error.column): \(error.message)\n\(mark(error.column, of: text))")
    }
  }

  /// The changes of pictures of a shape (rows, columns) or (rows, columns, channels).
  func changes(of picture: Shape) -> [Augmentation] { changes.map { $0(picture) } }

  private static func change(_ item: Item) throws -> Change {
    guard let word = AugmentationWord.all.first(where: { $0.name == item.name }) else {
      let names = AugmentationWord.all.map(\.name)
      let meant = suggestion(for: item.name, among: names, ForeignNames.augmentations)
      throw LayerListError(
        column: item.column,
        message: "unknown change '\(item.name)': "
          + (meant.map { "did you mean '\($0)'?" } ?? "expected one of \(names.joined(separator: ", "))"))
    }
    guard item.arguments.count <= word.arguments.upperBound else {
      let extra = item.arguments[word.arguments.upperBound]
      throw LayerListError(
        column: extra.column, message: "expected ',' or the end behind \(item.name), found '\(extra.text)'")
    }
    guard item.arguments.count >= word.arguments.lowerBound else {
      throw LayerListError(column: item.column, message: "expected it as in '\(word.usage)'")
    }
    return try word.make(item.arguments)
  }
}

/// Reads the text of `--augment`: names with their numbers, between commas.
struct AugmentationParser {
  private static let longest = 1000
  private let characters: [Character]
  private var position = 0

  /// Throws `LayerListError` at the character where the text is no list.
  static func items(of text: String) throws -> [AugmentationList.Item] {
    let characters = Array(text.prefix(longest + 1))
    guard characters.count <= longest else {
      throw LayerListError(column: longest + 1, message: "expected at most \(longest) characters, found more")
    }
    var parser = AugmentationParser(characters: characters)
    return try parser.items()
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func items() throws -> [AugmentationList.Item] {
    var items: [AugmentationList.Item] = []
    while true {
      guard let name = word() else { throw unexpected("the name of a change") }
      var item = AugmentationList.Item(name: name.text, column: name.column)
      while let argument = word() { item.arguments.append(argument) }
      items.append(item)
      guard let current else { return items }
      guard current == "," else { throw unexpected("',' or the end") }
      position += 1
    }
  }

  /// Letters, digits and what stands within names and numbers, behind spaces; nil where none stands.
  private mutating func word() -> LayerItem.Argument? {
    while let current, current.isWhitespace { position += 1 }
    let start = position
    while let current, current.isLetter || current.isNumber || "-_.+".contains(current) { position += 1 }
    return start == position
      ? nil : LayerItem.Argument(text: String(characters[start..<position]), column: start + 1)
  }

  private var current: Character? { position < characters.count ? characters[position] : nil }

  private func unexpected(_ expected: String) -> LayerListError {
    LayerListError(
      column: position + 1, message: "expected \(expected), found \(current.map { "'\($0)'" } ?? "the end")")
  }
}
