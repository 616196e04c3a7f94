import ArgumentParser
import FledgeBasics
import FledgeFiles

/// The words of the command line.
enum Arguments {
  /// The words behind the command's own name.
  ///
  /// Throws for one that is not UTF-8: as a string it would be another name, under which no file would be found and
  /// a wrong one written.
  static func read() throws -> [String] {
    let words = try (1..<max(1, Int(CommandLine.argc))).map { number in
      // Safe: the system's argument vector lives as long as the process.
      guard let word = CommandLine.unsafeArgv[number] else { return "" }
      if let text = String(validatingCString: word) { return text }
      let shown = escaped(UnsafeBufferPointer(start: word, count: strlen(word)))
      throw ValidationError("argument \(number) is not UTF-8: '\(shown)'; give the file a name that is")
    }
    return separated(words)
  }

  /// The bytes beyond ASCII in hexadecimal digits.
  private static func escaped(_ bytes: UnsafeBufferPointer<CChar>) -> String {
    bytes.map { byte in
      byte >= 0x20 && byte < 0x7F
        ? String(Unicode.Scalar(UInt8(byte))) : "\\x" + String(UInt8(bitPattern: byte), radix: 16)
    }.joined()
  }

  /// With the value of --run in a word of its own: the parser overlooks one behind an equals sign where another option follows, since
  /// that option may also stand without a value.
  private static func separated(_ words: [String]) -> [String] {
    let options = words.prefix { $0 != "--" }
    return options.flatMap { word in
      let (name, value) = (word.prefix { $0 != "=" }, word.drop { $0 != "=" }.dropFirst())
      return name == "--run" && !value.isEmpty && !value.hasPrefix("-")
        ? [String(name), String(value)] : [word]
    } + words[options.count...]
  }

  /// A message that may repeat words of the command line, with those escaped that a terminal would act on: one with
  /// the end of a line could forge a message of its own.
  static func printable(_ message: String) -> String {
    let words = CommandLine.arguments.dropFirst().flatMap { word in
      // The parser names an option and its value apart.
      [word] + (word.split(separator: "=", maxSplits: 1).dropFirst().map(String.init))
    }
    return words.reduce(message) { text, word in
      word.unicodeScalars.contains(where: \.actsOnTerminal)
        ? text.replacing(word, with: word.printable) : text
    }
  }
}
