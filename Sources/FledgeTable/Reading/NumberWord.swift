/// Words that programs write for what is no finite number.
enum NumberWord {
  case nan, infinity

  /// Nil if it is none of them. Capitals do not matter.
  init?(_ text: String) {
    guard text.utf8.count <= 9 else { return nil }
    var word = text.lowercased()[...]
    if word.first == "+" || word.first == "-" { word.removeFirst() }
    switch word {
    case "nan": self = .nan
    case "inf", "infinity": self = .infinity
    default: return nil
    }
  }
}
