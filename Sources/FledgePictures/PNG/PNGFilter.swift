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
      case 3: undoPaeth(row, above, count, width: 3)
      case 4: undoPaeth(row, above, count, width: 4)
      default: undoPaeth(row, above, count, distance: distance)
      }
    default: return false
    }
    return true
  }

  // Safe: as for `undo`.
  private static func undoPaeth(
    _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafePointer<UInt8>, _ count: Int, distance: Int
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

  /// The same for whole pixels of 3 or 4 bytes, which are computed side by side and without branches: half of the time for photographs,
  /// whose branches no processor foresees.
  // Safe: as for `undo`; a row is whole pixels.
  @inline(__always)
  private static func undoPaeth(
    _ row: UnsafeMutablePointer<UInt8>, _ above: UnsafePointer<UInt8>, _ count: Int, width: Int
  ) {
    var (left, aboveLeft) = (SIMD4<Int16>.zero, SIMD4<Int16>.zero)
    for i in stride(from: 0, to: count, by: width) {
      let up = pixel(above + i, width)
      let (toLeft, toAbove) = (up &- aboveLeft, left &- aboveLeft)
      let (byLeft, byAbove, byBoth) = (magnitude(toLeft), magnitude(toAbove), magnitude(toLeft &+ toAbove))
      let best = aboveLeft.replacing(with: up, where: byAbove .<= byBoth)
        .replacing(with: left, where: (byLeft .<= byAbove) .& (byLeft .<= byBoth))
      left = (pixel(row + i, width) &+ best) & 0xFF
      aboveLeft = up
      let bytes = SIMD4<UInt8>(truncatingIfNeeded: left)
      (row[i], row[i + 1], row[i + 2]) = (bytes[0], bytes[1], bytes[2])
      if width == 4 { row[i + 3] = bytes[3] }
    }
  }

  // Safe: the pixel has `width` bytes.
  @inline(__always)
  private static func pixel(_ bytes: UnsafePointer<UInt8>, _ width: Int) -> SIMD4<Int16> {
    SIMD4(Int16(bytes[0]), Int16(bytes[1]), Int16(bytes[2]), width == 4 ? Int16(bytes[3]) : 0)
  }

  @inline(__always)
  private static func magnitude(_ numbers: SIMD4<Int16>) -> SIMD4<Int16> {
    pointwiseMax(numbers, 0 &- numbers)
  }
}
