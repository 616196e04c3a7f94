/// What matters of a response's header.
struct HTTPResponse: Equatable {
  /// The status: 200 for the whole file, 206 for a part of it.
  private(set) var status = 0
  /// The first byte of the part; 0 for the whole.
  private(set) var start = 0
  /// The length of the whole file; nil if the server does not tell.
  private(set) var total: Int?

  /// Takes the next line. The line of a status starts another response: the one behind a redirection.
  mutating func take(line: String) {
    let text = line.trimmed
    if text.lowercased().hasPrefix("http/") {
      self = HTTPResponse()
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = String(text[text.index(after: colon)...]).trimmed
    switch text[..<colon].lowercased() {
    case "content-length":
      if status == 200 { total = Int(value) }
    case "content-range": takeRange(value)
    default: break
    }
  }

  /// Reads `bytes 100-199/200`, where the length may be a star.
  private mutating func takeRange(_ value: String) {
    let parts = value.split(whereSeparator: { " -/".contains($0) })
    guard parts.count == 4, parts[0] == "bytes", let first = Int(parts[1]) else { return }
    start = first
    total = Int(parts[3])
  }
}

extension StringProtocol {
  /// Without the white space at both ends.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
  }
}
