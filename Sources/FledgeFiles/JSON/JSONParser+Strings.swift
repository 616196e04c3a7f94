extension JSONParser {
  /// Reads a string with its quotes.
  mutating func parseString() throws -> String {
    guard current == UInt8(ascii: "\"") else { throw unexpected("a string") }
    let start = position
    position += 1
    var content: [UInt8] = []
    while true {
      let run = position
      while let current, current >= 0x20, current != UInt8(ascii: "\""), current != UInt8(ascii: "\\") {
        position += 1
      }
      content += bytes[run..<position]
      switch current {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: content, as: UTF8.self) else {
          throw error(at: start, expected: "UTF-8", found: "a string with bytes that are none")
        }
        return string
      case UInt8(ascii: "\\"): try parseEscape(into: &content)
      default: throw unexpected("the end of the string")
      }
    }
  }

  private mutating func parseEscape(into content: inout [UInt8]) throws {
    let start = position
    position += 1
    let escape = current
    position += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(escape!)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content += String(try parseCodePoint(escapeStart: start)).utf8
    default: throw error(at: start, expected: "a JSON escape", found: "another")
    }
  }

  /// Reads what follows `\u`: one UTF-16 unit, or with a second escape a surrogate pair.
  private mutating func parseCodePoint(escapeStart: Int) throws -> Unicode.Scalar {
    let high = try parseFourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let isPair = bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    if isPair && high < 0xDC00 {
      position += 2
      let low = try parseFourDigits()
      if (0xDC00...0xDFFF).contains(low) {
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))!
      }
    }
    throw error(at: escapeStart, expected: "a surrogate pair", found: "a lone surrogate")
  }

  private mutating func parseFourDigits() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let current, let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
