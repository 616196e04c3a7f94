extension String {
  /// The string in quotes, for a message about a file: nothing in it can act on a terminal, and a long one is cut.
  package var quoted: String {
    let limit = 100
    var text = "\""
    for scalar in unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        if scalar == "\"" || scalar == "\\" { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
    }
    return text + (unicodeScalars.count > limit ? "…\"" : "\"")
  }
}
