/// The filters of PNG (ISO/IEC 15948, section 9): a byte is stored as its difference to what its neighbours let expect.
enum PNGFilter {
  /// Turns the stored bytes of a row into pixels; false for a type that there is none of.
  ///
  /// `above` is the row before, as pixels, or zeros, and `distance` how far apart bytes of neighbours stand.
  // Safe: both rows have `count` bytes, which the callers take from one buffer.
  static func undo(
    _ type: UInt8, _ row: UnsafeMutablePointer<UInt8>, above: UnsafePointer<UInt8>, count: Int, distance: Int
  ) -> Bool {
    switch type {
    case 0: break
    case 1: for i in stride(from: distance, to: count, by: 1) { row[i] &+= row[i - distance] }
    case 2: for i in 0..<count { row[i] &+= above[i] }
    case 3:
      for i in 0..<min(distance, count) { row[i] &+= above[i] >> 1 }
      for i in stride(from: distance, to: count, by: 1) {
        row[i] &+= UInt8((UInt(row[i - distance]) + UInt(above[i])) >> 1)
      }
    case 4:
      switch distance {
      case 1: undoPaeth(row, above, count, 1)
      case 3: undoPaeth(row, above, count, 3)
      case 4: undoPaeth(row, above, count, 4)
      default: undoPaeth(row, above, count, distance)
      }
    default: return false
    }
    return true
  }

  // A distance that the compiler knows makes the loop half as long.
  // Safe: as for `undo`.
  @inline(__always)
  private static func undoPaeth(
    _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafePointer<UInt8>, _ count: Int, _ distance: Int
  ) {
    for i in 0..<min(distance, count) { row[i] &+= above[i] }
    for i in stride(from: distance, to: count, by: 1) {
      row[i] &+= predicted(left: row[i - distance], above: above[i], aboveLeft: above[i - distance])
    }
  }

  /// The neighbour that is nearest to left + above − above left (Paeth, 1991).
  @inline(__always)
  private static func predicted(left: UInt8, above: UInt8, aboveLeft: UInt8) -> UInt8 {
    let (a, b, c) = (Int32(left), Int32(above), Int32(aboveLeft))
    let (toLeft, toAbove) = (abs(b &- c), abs(a &- c))
    let toAboveLeft = abs(a &+ b &- c &- c)
    if toLeft <= toAbove && toLeft <= toAboveLeft { return left }
    return toAbove <= toAboveLeft ? above : aboveLeft
  }
}
