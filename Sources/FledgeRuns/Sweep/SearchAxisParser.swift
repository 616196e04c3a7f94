/// Reads one setting of a sweep:
///
/// ```text
/// axis   = name "=" ( range | choice { "|" choice } )
/// range  = number ".." number [ "log" | "linear" ] [ count "points" ]
/// ```
///
/// Without a word, numbers are taken by their logarithms where the upper end is ten times the lower one or more; they are whole where
/// both ends are written so.
struct SearchAxisParser {
  private static let longest = 10_000
  private static let mostPoints = 10_000
  /// Whole numbers up to here are exact.
  private static let largest = 1e15

  /// Some characters in a row, without the spaces around them, and where they begin, from 1.
  private typealias Word = (text: String, column: Int)

  private let characters: [Character]
  private var position = 0

  init(_ text: String) throws(SearchSpaceError) {
    characters = Array(text.prefix(Self.longest + 1))
    guard characters.count <= Self.longest else {
      throw SearchSpaceError(
        column: Self.longest + 1, message: "expected at most \(Self.longest) characters, found more")
    }
  }

  mutating func axis() throws(SearchSpaceError) -> SearchAxis {
    let name = words(upTo: "=")
    guard !name.text.isEmpty else { throw error("expected the name of an option", name) }
    guard skip("=") else { throw error("expected '=' and the values of \(name.text)", word()) }
    return SearchAxis(name.text, isRange ? .range(try range()) : .choices(try choices()))
  }

  /// Whether numbers from one end to another are meant: two points, with a number on at least one side of them.
  private var isRange: Bool {
    let rest = String(characters[position...])
    guard !rest.contains("|"), let points = rest.firstRange(of: "..") else { return false }
    let before = rest[..<points.lowerBound].filter { !$0.isWhitespace }
    let after = rest[points.upperBound...].split(separator: " ").first ?? ""
    return Double(before) != nil || Double(after) != nil
  }

  private mutating func range() throws(SearchSpaceError) -> SearchRange {
    let lowWord = words(upTo: "..")
    let low = try number(lowWord)
    _ = skip("..")
    let highWord = word()
    let high = try number(highWord)
    guard low < high else {
      throw error("expected a number above the lower end, \(lowWord.text)", highWord)
    }
    let (scale, points) = try manner()
    guard scale != "log" || low > 0 else { throw error("expected a number above 0 for logarithms", lowWord) }
    return SearchRange(
      low, high, isLogarithmic: scale.map { $0 == "log" } ?? (low > 0 && high / low >= 10),
      isWhole: Int(lowWord.text) != nil && Int(highWord.text) != nil, points: points)
  }

  /// The words behind a range: its scale, and how many points a grid takes of it.
  private mutating func manner() throws(SearchSpaceError) -> (scale: String?, points: Int?) {
    var (scale, points) = (String?.none, Int?.none)
    while true {
      let next = word()
      if next.text.isEmpty { return (scale, points) }
      if scale == nil, points == nil, ["log", "linear"].contains(next.text) {
        scale = next.text
      } else if points == nil, let count = Int(next.text) {
        guard (2...Self.mostPoints).contains(count) else {
          throw error("expected from 2 to \(Self.mostPoints) points", next)
        }
        let unit = word()
        guard unit.text == "points" else { throw error("expected 'points' behind their count", unit) }
        points = count
      } else {
        throw error("expected 'log', 'linear', a count such as '5 points', or the end", next)
      }
    }
  }

  private func number(_ word: Word) throws(SearchSpaceError) -> Double {
    guard let number = Double(word.text), abs(number) <= Self.largest else {
      throw error("expected a number", word)
    }
    return number
  }

  private mutating func choices() throws(SearchSpaceError) -> [String] {
    var texts: [String] = []
    repeat {
      let choice = words(upTo: "|")
      guard !choice.text.isEmpty else { throw error("expected a value", choice) }
      if texts.contains(choice.text) { throw error("expected a value that does not stand there yet", choice) }
      texts.append(choice.text)
    } while skip("|")
    return texts
  }

  /// What stands up to `end`, or the end of the text.
  private mutating func words(upTo end: String) -> Word {
    skipSpace()
    let start = position
    while position < characters.count, !characters[position...].starts(with: end) { position += 1 }
    var stop = position
    while stop > start, characters[stop - 1].isWhitespace { stop -= 1 }
    return (String(characters[start..<stop]), start + 1)
  }

  /// What stands up to the next space; empty at the end.
  private mutating func word() -> Word {
    skipSpace()
    let start = position
    while position < characters.count, !characters[position].isWhitespace { position += 1 }
    return (String(characters[start..<position]), start + 1)
  }

  private mutating func skip(_ text: String) -> Bool {
    guard characters[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  private mutating func skipSpace() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private func error(_ expected: String, _ word: Word) -> SearchSpaceError {
    let next = word.column <= characters.count ? "'\(characters[word.column - 1])'" : "the end"
    return SearchSpaceError(
      column: word.column, message: "\(expected), found \(word.text.isEmpty ? next : "'\(word.text)'")")
  }
}

extension SearchAxis {
  /// Reads a setting as `SearchAxisParser` says. Throws at the character where the text is none.
  package init(parsing text: String) throws(SearchSpaceError) {
    var parser = try SearchAxisParser(text)
    self = try parser.axis()
  }
}
