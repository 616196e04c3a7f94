/// What is known of a column of texts that went by, of which some rows were of the training part.
struct TextSummary: Sendable {
  /// Rows in which a text stands, and those of them in the training part.
  private(set) var present = 0
  private(set) var trained = 0
  /// A text of the column, the first.
  private(set) var example: String?
  private var numbers: [String: Int] = [:]
  /// For each text the rows of the training part.
  private var counts: [Int] = []
  /// Rows in which a text stood when there were too many to keep; nil as long as all are kept.
  private var presentWhenFull: Int?

  /// More different texts are not kept: what comes later is "other".
  static let mostKept = 1 << 16

  /// Takes in the texts of a block of rows; those that `training` names are learnt from.
  mutating func add(_ texts: TableTexts, training: [Int]) {
    let known = texts.levels.map { number(of: $0) }
    present += texts.count - texts.missingCount
    for row in training where texts.codes[row] >= 0 {
      trained += 1
      if let number = known[Int(texts.codes[row])] { counts[number] += 1 }
    }
  }

  private mutating func number(of text: String) -> Int? {
    example = example ?? text
    if let number = numbers[text] { return number }
    guard counts.count < Self.mostKept else {
      presentWhenFull = presentWhenFull ?? present
      return nil
    }
    numbers[text] = counts.count
    counts.append(0)
    return counts.count - 1
  }

  /// How many different texts there are; where there are too many to keep, as many as go with the rows that held those.
  var different: Int {
    guard let full = presentWhenFull, full > 0 else { return counts.count }
    return max(counts.count, Int(Double(counts.count) * Double(present) / Double(full)))
  }

  /// Whether all texts are kept.
  var isWhole: Bool { presentWhenFull == nil }

  /// The texts in the order of their characters, with the rows of the training part that hold them.
  var levels: [(text: String, rows: Int)] {
    numbers.map { (text: $0, rows: counts[$1]) }.sorted { $0.text < $1.text }
  }
}
