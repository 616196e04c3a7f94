import FledgeBasics

/// The different texts of a column, one behind the other in one piece of memory: a column of many long texts takes no more than in
/// its file.
public struct TableLevels: RandomAccessCollection, Sendable {
  private let bytes: [UInt8]
  /// Where each text ends and the next begins. Those in front of the first are no levels.
  private let ends: [UInt64]
  private let first: Int

  /// The texts between these ends, from the one with the number `first` on.
  init(bytes: [UInt8], ends: [UInt64], first: Int) {
    (self.bytes, self.ends, self.first) = (bytes, ends, first)
  }

  /// These texts.
  public init(_ texts: some Sequence<String>) {
    var (bytes, ends) = ([UInt8](), [UInt64]())
    for text in texts {
      bytes += text.utf8
      ends.append(UInt64(bytes.count))
    }
    self.init(bytes: bytes, ends: ends, first: 0)
  }

  /// The number of the first text.
  public var startIndex: Int { 0 }
  /// The number of texts.
  public var endIndex: Int { ends.count - first }

  /// A text, made at each call.
  public subscript(_ index: Int) -> String {
    // Texts stand in front of the first level, too.
    require(
      index >= 0 && index < endIndex, "TableLevels: expected a level from 0 to \(endIndex - 1), got \(index)")
    let number = first + index
    let start = number > 0 ? Int(ends[number - 1]) : 0
    return String(decoding: bytes[start..<Int(ends[number])], as: UTF8.self)
  }
}

extension TableLevels: Equatable, ExpressibleByArrayLiteral {
  /// These texts.
  public init(arrayLiteral texts: String...) { self.init(texts) }

  /// Whether both have the same texts in the same order.
  public static func == (a: TableLevels, b: TableLevels) -> Bool { a.elementsEqual(b) }
}
