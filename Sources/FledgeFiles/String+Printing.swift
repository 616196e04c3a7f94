// Text from a file or an argument may hold characters that act on a terminal: they set its title, move the cursor, or
// end a line and begin a forged one. What goes to a terminal passes through one of these.
extension String {
  /// The string in quotes, for a message about a file: nothing in it can act on a terminal, and a long one is cut.
  package var quoted: String {
    let limit = 100
    let isLong = unicodeScalars.dropFirst(limit).first != nil
    return "\"" + String(String.UnicodeScalarView(unicodeScalars.prefix(limit))).escaped
      + (isLong ? "…\"" : "\"")
  }

  /// The string as it is where a terminal shows every character of it, else in quotes with the others escaped: the
  /// name of a file or a class within a line. It is never cut.
  package var printable: String {
    isEmpty || unicodeScalars.contains(where: \.actsOnTerminal) ? "\"" + escaped + "\"" : self
  }

  /// The string with everything escaped that could act on a terminal, but for the ends of its lines.
  package var visible: String {
    // Almost every text has nothing to escape.
    if utf8.allSatisfy({ $0 == 0x0A || (0x20..<0x7F).contains($0) }) { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.actsOnTerminal, scalar != "\n" {
        text += scalar.code
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The string as a word of a shell's command line, in quotes where it needs them; nil if a terminal would not show it as
  /// it is, or a command would take it for an option.
  package var shellWord: String? {
    guard !isEmpty, first != "-", !unicodeScalars.contains(where: \.actsOnTerminal) else { return nil }
    let isPlain = utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "/._-+,:@%".utf8.contains(byte)
      }
    }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// What stands between the quotes.
  private var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      if scalar.actsOnTerminal {
        text += scalar.code
      } else {
        if scalar == "\"" || scalar == "\\" { text += "\\" }
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may do something else than to show it. Formats are among them: some turn the direction of
  /// what follows.
  package var actsOnTerminal: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
  }

  fileprivate var code: String { "\\u{\(String(value, radix: 16))}" }
}
