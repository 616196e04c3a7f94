import FledgeKernels
import Testing

/// Conversions between every two types.
@Suite struct CopyConvertTests {
  static let types = [FLEDGE_F32, FLEDGE_F64, FLEDGE_I32, FLEDGE_I64, FLEDGE_U8, FLEDGE_BOOL]

  static let reals: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 254.9, 255, 255.5, 256, -1e9, 2_147_483_646.5, 2_147_483_647, 2_147_483_648,
    -2_147_483_648, -2_147_483_649, 9.2e18, 9.3e18, -9.3e18, .nan, .infinity, -.infinity,
    .leastNonzeroMagnitude, 1e300,
  ]

  /// 40 elements of a type, its extremes among them, as bytes.
  func values(_ type: fledge_dtype) -> [UInt8] {
    func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }
    let reals = (0..<40).map { Self.reals[$0 % Self.reals.count] }
    switch type {
    case FLEDGE_F32: return bytes(reals.map { Float($0) })
    case FLEDGE_F64: return bytes(reals)
    case FLEDGE_I32:
      return bytes((0..<40).map { [Int32.min, .max, 0, -1, 255, 256, 1][$0 % 7] &+ Int32($0) })
    case FLEDGE_I64:
      return bytes((0..<40).map { [Int64.min, .max, 0, -1, 255, 1 << 32, 1][$0 % 7] &+ Int64($0) })
    default: return (0..<40).map { UInt8($0 * 13 % 256) }
    }
  }

  @Test(arguments: availableISAs) func everyPairAgreesWithTheTwin(isa: fledge_isa) {
    with(isa) {
      for from in Self.types {
        let x = values(from)
        for to in Self.types {
          for count in [0, 1, 2, 7, 8, 9, 15, 16, 17, 40] {
            var fast = [UInt8](repeating: 9, count: 330), naive = fast
            fledge_convert(count, from, x, to, &fast)
            fledge_convert_reference(count, from, x, to, &naive)
            #expect(fast == naive, "\(isa) from \(from) to \(to) count \(count)")
          }
        }
      }
    }
  }

  @Test func integersAreClampedAndNaNIsZero() {
    var ints = [Int32](repeating: 9, count: 6)
    fledge_convert(6, FLEDGE_F32, [.nan, 1e20, -1e20, 2.9, -2.9, .infinity] as [Float], FLEDGE_I32, &ints)
    #expect(ints == [0, .max, .min, 2, -2, .max])
    var bytes = [UInt8](repeating: 9, count: 5)
    fledge_convert(5, FLEDGE_F64, [.nan, 256, -1, 254.99, -.infinity] as [Double], FLEDGE_U8, &bytes)
    #expect(bytes == [0, 255, 0, 254, 0])
    fledge_convert(3, FLEDGE_I64, [Int64(-5), 300, 7], FLEDGE_U8, &bytes)
    #expect(bytes[..<3] == [0, 255, 7])
  }

  @Test func boolIsNotZero() {
    var mask = [UInt8](repeating: 9, count: 5)
    fledge_convert(5, FLEDGE_F32, [0, -0.0, .nan, .leastNonzeroMagnitude, 2] as [Float], FLEDGE_BOOL, &mask)
    #expect(mask == [0, 0, 1, 1, 1])
    var reals = [Float](repeating: 9, count: 3)
    fledge_convert(3, FLEDGE_BOOL, [UInt8(0), 1, 7], FLEDGE_F32, &reals)
    #expect(reals == [0, 1, 1])
  }
}
