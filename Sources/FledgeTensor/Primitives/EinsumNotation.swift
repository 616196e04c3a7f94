import FledgeBasics

/// A sum of products in Einstein's notation, as "ij,jk->ik", read for operands of known shapes.
struct EinsumNotation {
  /// An index: a letter, or one of the axes that an ellipsis stands for, numbered from the last one.
  enum Label: Hashable {
    case letter(Character)
    case ellipsis(Int)
  }

  /// The labels of each operand's axes.
  private(set) var operands: [[Label]] = []
  /// The labels of the result's axes.
  private(set) var result: [Label] = []
  /// The length that a label stands for.
  private(set) var lengths: [Label: Int] = [:]
  private let text: String

  init(_ text: String, _ shapes: [Shape]) {
    self.text = text
    let compact = text.filter { !$0.isWhitespace }
    let (left, right) = Self.parted(compact)
    let terms = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    require(
      terms.count == shapes.count,
      "einsum \"\(text)\": expected \(terms.count) operands, got \(shapes.count) of shapes \(shapes)")
    var widest = 0
    for (number, term) in terms.enumerated() {
      let (letters, hasEllipsis) = parsed(term)
      let rest = shapes[number].rank - letters.count
      require(
        hasEllipsis ? rest >= 0 : rest == 0,
        "einsum \"\(text)\": operand \(number) is \"\(term)\", got shape \(shapes[number]) of rank \(shapes[number].rank)"
      )
      if hasEllipsis { widest = max(widest, rest) }
      operands.append(labels(term, ellipsis: rest))
      for (label, length) in zip(operands[number], shapes[number].dimensions) {
        note(label, length, number, shapes)
      }
    }
    result = right.map { labels($0, ellipsis: widest) } ?? impliedResult(widest)
    checkResult(right)
  }

  /// Without an arrow: the ellipsis, then the letters that stand once, by the alphabet.
  private func impliedResult(_ widest: Int) -> [Label] {
    let letters = operands.joined().compactMap { label -> Character? in
      if case .letter(let letter) = label { letter } else { nil }
    }
    let once = Set(letters).filter { letter in letters.count { $0 == letter } == 1 }.sorted()
    return (0..<widest).reversed().map(Label.ellipsis) + once.map(Label.letter)
  }

  private func checkResult(_ right: String?) {
    for (place, label) in result.enumerated() {
      guard case .letter(let letter) = label else { continue }
      require(lengths[label] != nil, "einsum \"\(text)\": no operand has the result's index \(letter)")
      require(
        !result[..<place].contains(label), "einsum \"\(text)\": the result has the index \(letter) twice")
    }
  }

  /// The operands' part, and the result's behind an arrow.
  private static func parted(_ text: String) -> (String, String?) {
    guard let dash = text.firstIndex(of: "-") else { return (text, nil) }
    let right = text[text.index(after: dash)...]
    require(right.first == ">", "einsum \"\(text)\": expected -> before the result's indices")
    return (String(text[..<dash]), String(right.dropFirst()))
  }

  private func parsed(_ term: String) -> (letters: [Character], hasEllipsis: Bool) {
    var letters = Array(term)
    var hasEllipsis = false
    if let ellipsis = letters.firstIndex(of: ".") {
      require(
        letters[ellipsis...].starts(with: "..."),
        "einsum \"\(text)\": expected an ellipsis of three dots in \"\(term)\"")
      letters.removeSubrange(ellipsis..<ellipsis + 3)
      hasEllipsis = true
    }
    for letter in letters {
      require(
        letter.isLetter,
        "einsum \"\(text)\": expected letters, commas, one ellipsis a term and ->, got \(letter)")
    }
    return (letters, hasEllipsis)
  }

  private func labels(_ term: String, ellipsis count: Int) -> [Label] {
    let letters = parsed(term).letters.map(Label.letter)
    guard let ellipsis = Array(term).firstIndex(of: ".") else { return letters }
    return letters[..<ellipsis] + (0..<count).reversed().map(Label.ellipsis) + letters[ellipsis...]
  }

  /// Axes of an ellipsis broadcast; a letter has one length.
  private mutating func note(_ label: Label, _ length: Int, _ number: Int, _ shapes: [Shape]) {
    guard let known = lengths[label] else { return lengths[label] = length }
    if case .letter(let letter) = label {
      require(
        known == length,
        "einsum \"\(text)\": index \(letter) has length \(known) and, in operand \(number), \(length), for shapes \(shapes)"
      )
    } else {
      require(
        known == length || known == 1 || length == 1,
        "einsum \"\(text)\": the axes of the ellipsis do not broadcast, for shapes \(shapes)")
      if known == 1 { lengths[label] = length }
    }
  }
}
