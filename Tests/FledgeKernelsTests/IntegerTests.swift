import FledgeKernels
import Testing

/// Integers and masks against their naive twins, to the bit: extremes, repeated rows and columns, odd sizes, threads.
@Suite struct IntegerTests {
  static let types = [FLEDGE_I32, FLEDGE_I64, FLEDGE_U8, FLEDGE_BOOL]
  static let grids = [(1, 1), (1, 17), (3, 0), (0, 5), (5, 7), (33, 4), (1, 100_003), (70, 1501)]

  /// Elements as bytes, the type's extremes among them.
  private func values(_ type: fledge_dtype, _ count: Int, seed: UInt64) -> [UInt8] {
    var numbers = TestNumbers(seed)
    func bytes<T: FixedWidthInteger>(_ type: T.Type) -> [UInt8] {
      let special: [T] = [.min, .max, 0, 1, T(truncatingIfNeeded: -1)]
      let values = (0..<max(count, 1)).map { _ in
        let bits = numbers.next()
        return bits % 3 == 0 ? special[Int(bits >> 8) % 5] : T(truncatingIfNeeded: bits >> 16)
      }
      return values.withUnsafeBytes { Array($0) }
    }
    switch type {
    case FLEDGE_I32: return bytes(Int32.self)
    case FLEDGE_I64: return bytes(Int64.self)
    case FLEDGE_U8: return bytes(UInt8.self)
    default: return bytes(UInt8.self).map { $0 % 3 }
    }
  }

  /// Every element of its own, one for all, one for each row, one for each column.
  private static func strides(_ columns: Int) -> [(row: Int, column: Int)] {
    [(columns, 1), (0, 0), (1, 0), (0, 1)]
  }

  @Test func pairsAgreeWithTheTwin() {
    for type in Self.types {
      let operations =
        type == FLEDGE_BOOL
        ? FLEDGE_INTEGER_EQUAL.rawValue...FLEDGE_INTEGER_OR.rawValue : 0...FLEDGE_INTEGER_OR.rawValue
      for (rows, columns) in Self.grids {
        let count = max(rows * columns, rows, columns)
        let (a, b) = (values(type, count, seed: 1), values(type, count, seed: 2))
        for code in operations {
          for (first, second) in [(0, 0), (0, 1), (1, 0), (0, 2), (3, 0), (2, 3)] {
            let steps = Self.strides(columns)
            var fast = [UInt8](repeating: 9, count: 8 * count + 8), naive = fast
            a.withUnsafeBytes { a in
              b.withUnsafeBytes { b in
                let x = fledge_grid(
                  data: a.baseAddress, row_stride: steps[first].row, column_stride: steps[first].column)
                let z = fledge_grid(
                  data: b.baseAddress, row_stride: steps[second].row, column_stride: steps[second].column)
                let operation = fledge_integer_pair_operation(rawValue: code)
                fledge_integer_pair(operation, type, rows, columns, x, z, &fast)
                fledge_integer_pair_reference(operation, type, rows, columns, x, z, &naive)
              }
            }
            #expect(fast == naive, "\(type) operation \(code) \(rows)×\(columns) \(first) \(second)")
          }
        }
      }
    }
  }

  @Test func singleOperationsAgreeWithTheTwin() {
    for type in Self.types {
      for code in (type == FLEDGE_BOOL ? FLEDGE_INTEGER_NOT.rawValue : 0)...FLEDGE_INTEGER_NOT.rawValue {
        for count in [0, 1, 7, 64, 70_001] {
          let x = values(type, count, seed: 3)
          var fast = [UInt8](repeating: 9, count: 8 * count + 8), naive = fast
          let operation = fledge_integer_operation(rawValue: code)
          fledge_integer_each(operation, type, count, x, &fast)
          fledge_integer_each_reference(operation, type, count, x, &naive)
          #expect(fast == naive, "\(type) operation \(code) count \(count)")
        }
      }
    }
  }

  @Test func reductionsAgreeWithTheTwin() {
    for type in Self.types {
      for code in FLEDGE_INTEGER_SUM.rawValue...FLEDGE_INTEGER_SMALLEST.rawValue {
        for (outer, axis, inner) in [
          (1, 9, 1), (3, 5, 7), (2, 0, 3), (0, 4, 4), (50, 30, 41), (1, 99_991, 1),
        ] {
          let x = values(type, outer * axis * inner, seed: 4)
          var fast = [UInt8](repeating: 9, count: 8 * outer * inner + 8), naive = fast
          let reduction = fledge_integer_reduction(rawValue: code)
          fledge_integer_reduce(reduction, type, outer, axis, inner, x, &fast)
          fledge_integer_reduce_reference(reduction, type, outer, axis, inner, x, &naive)
          #expect(fast == naive, "\(type) reduction \(code) \(outer), \(axis), \(inner)")
        }
      }
    }
  }

  @Test func selectionAgreesWithTheTwin() {
    for size in [1, 4, 8] {
      for (rows, columns) in Self.grids {
        let count = max(rows * columns, rows, columns)
        let mask = values(FLEDGE_BOOL, count, seed: 5)
        let (a, b) = (values(FLEDGE_I64, count, seed: 6), values(FLEDGE_I64, count, seed: 7))
        for (first, second, third) in [(0, 0, 0), (0, 1, 0), (2, 3, 0), (3, 0, 1)] {
          let steps = Self.strides(columns)
          func grid(_ bytes: UnsafeRawBufferPointer, _ kind: Int) -> fledge_grid {
            fledge_grid(
              data: bytes.baseAddress, row_stride: steps[kind].row, column_stride: steps[kind].column)
          }
          var fast = [UInt8](repeating: 9, count: size * count + 8), naive = fast
          mask.withUnsafeBytes { mask in
            a.withUnsafeBytes { a in
              b.withUnsafeBytes { b in
                let (m, x, z) = (grid(mask, first), grid(a, second), grid(b, third))
                fledge_select_elements(size, rows, columns, m, x, z, &fast)
                fledge_select_elements_reference(size, rows, columns, m, x, z, &naive)
              }
            }
          }
          #expect(fast == naive, "size \(size) \(rows)×\(columns) \(first) \(second) \(third)")
        }
      }
    }
  }

  @Test func knownValues() {
    var y = [Int64](repeating: 0, count: 2)
    [Int64.max, 1 << 53].withUnsafeBufferPointer { x in
      [Int64(1), 1].withUnsafeBufferPointer { z in
        let a = fledge_grid(data: x.baseAddress, row_stride: 2, column_stride: 1)
        let b = fledge_grid(data: z.baseAddress, row_stride: 2, column_stride: 1)
        fledge_integer_pair(FLEDGE_INTEGER_ADD, FLEDGE_I64, 1, 2, a, b, &y)
      }
    }
    #expect(y == [.min, 9_007_199_254_740_993])
    var magnitudes = [Int32](repeating: 0, count: 3)
    fledge_integer_each(FLEDGE_INTEGER_ABS, FLEDGE_I32, 3, [Int32.min, -5, 7], &magnitudes)
    #expect(magnitudes == [.min, 5, 7])
    var sum: Int64 = 0
    fledge_integer_reduce(FLEDGE_INTEGER_SUM, FLEDGE_U8, 1, 3, 1, [UInt8(255), 255, 255], &sum)
    #expect(sum == 765)
  }
}
