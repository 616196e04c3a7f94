import FledgeKernels

/// The different texts of a column, with a code each, found by their hash.
struct TextLevels {
  /// The number of codes given so far.
  private(set) var count: Int32 = 0
  private var slots = [UInt32](repeating: 0, count: 64)
  private var hashes: [UInt32] = []
  private var ends: [UInt64] = []
  private var codes: [Int32] = []
  private var bytes: [UInt8] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// Levels of which there are none but what stands for a missing value, with code −1.
  init(missing: some Sequence<String>) {
    var missing = missing.map { Array($0.utf8) }
    missing.append([])
    for text in missing {
      // Safe: the hash reads the margin behind the text, which stands there.
      (text + [UInt8](repeating: 0, count: FLEDGE_TEXT_MARGIN)).withUnsafeBufferPointer {
        insert(UnsafeBufferPointer(rebasing: $0.prefix(text.count)), code: -1)
      }
    }
  }

  /// Whether no text has a code yet.
  var isEmpty: Bool { count == 0 }

  /// Gives a new text the next code. A margin behind it may be read.
  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    insert(text, code: count)
    count += 1
    return count - 1
  }

  // Safe: the text outlives the call, with its margin.
  private mutating func insert(_ text: UnsafeBufferPointer<UInt8>, code: Int32) {
    if 2 * (hashes.count + 1) > slots.count { grow() }
    // Safe: the text has a margin behind it.
    let hash = fledge_text_hash(text.count, text.baseAddress, seed)
    hashes.append(hash)
    bytes.append(contentsOf: text)
    ends.append(UInt64(bytes.count))
    codes.append(code)
    enter(hash, number: UInt32(hashes.count))
  }

  private mutating func enter(_ hash: UInt32, number: UInt32) {
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = number
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (index, hash) in hashes.enumerated() { enter(hash, number: UInt32(index + 1)) }
  }

  /// Runs `body` with the table as the kernels read it.
  // Safe: the arrays stay where they are during the call, and only texts that are in them have slots.
  func withTable<Result>(_ body: (fledge_text_levels) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      hashes.withUnsafeBufferPointer { hashes in
        ends.withUnsafeBufferPointer { ends in
          codes.withUnsafeBufferPointer { codes in
            bytes.withUnsafeBufferPointer { bytes in
              body(
                fledge_text_levels(
                  mask: UInt32(slots.count - 1), slots: slots.baseAddress, hashes: hashes.baseAddress,
                  ends: ends.baseAddress, codes: codes.baseAddress, bytes: bytes.baseAddress, seed: seed))
            }
          }
        }
      }
    }
  }

  /// The texts with codes from 0 on, in their order: those without stand in front of them.
  var texts: TableLevels { TableLevels(bytes: bytes, ends: ends, first: codes.count - Int(count)) }
}
