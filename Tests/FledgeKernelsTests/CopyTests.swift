import FledgeKernels
import Testing

/// Copies through strides and gathered rows against their naive twins.
@Suite struct CopyTests {
  /// One seeded view of some memory: axes in any order of strides, some reversed, repeated or with gaps.
  struct View {
    var shape: [Int] = []
    var strides: [Int] = []
    var offset = 0
    var span = 1

    init(transposing rows: Int, _ columns: Int) {
      shape = [columns, rows]
      strides = [1, columns]
      span = rows * columns
    }

    init(_ numbers: inout TestNumbers, rank: Int, extents: ClosedRange<Int>) {
      shape = (0..<rank).map { _ in Int.random(in: extents, using: &numbers) }
      strides = [Int](repeating: 0, count: rank)
      for axis in (0..<rank).shuffled(using: &numbers) {
        let kind = Int.random(in: 0..<8, using: &numbers)
        if kind == 0 { continue }
        strides[axis] = kind == 1 ? -span : span
        if kind == 1 { offset += span * max(shape[axis] - 1, 0) }
        span *= max(shape[axis] + (kind == 2 ? 1 : 0), 1)
      }
    }
  }

  func check(_ view: View, size: Int, _ isa: fledge_isa) {
    var numbers = TestNumbers(UInt64(view.span))
    let x = (0..<view.span * size).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    let count = view.shape.reduce(1, *)
    var fast = [UInt8](repeating: 0, count: count * size), naive = fast
    x.withUnsafeBytes { bytes in
      let start = bytes.baseAddress! + view.offset * size
      fledge_copy_strided(view.shape.count, view.shape, view.strides, size, start, &fast)
      fledge_copy_strided_reference(view.shape.count, view.shape, view.strides, size, start, &naive)
    }
    #expect(fast == naive, "\(isa) size \(size) shape \(view.shape) strides \(view.strides)")
  }

  @Test(arguments: availableISAs) func anyViewAgreesWithTheTwin(isa: fledge_isa) {
    var numbers = TestNumbers(8)
    with(isa) {
      for round in 0..<400 {
        let rank = round % 8
        let extents = rank <= 2 ? 0...90 : rank == 3 ? 1...20 : 1...4
        check(View(&numbers, rank: rank, extents: extents), size: [1, 2, 4, 8][round / 8 % 4], isa)
      }
      check(View(&numbers, rank: 16, extents: 1...2), size: 4, isa)
    }
  }

  @Test(arguments: availableISAs) func transposes(isa: fledge_isa) {
    with(isa) {
      for (rows, columns) in [
        (1, 1), (3, 5), (4, 4), (15, 17), (16, 16), (17, 33), (64, 65), (100, 10), (130, 257),
      ] {
        for size in [1, 2, 4, 8] { check(View(transposing: rows, columns), size: size, isa) }
      }
    }
  }

  @Test func theBitsDoNotDependOnTheNumberOfThreads() {
    let x = (0..<784 * 400).map { Float($0) }
    for threads in [1, 2] {
      var y = [Float](repeating: 0, count: x.count)
      withThreads(Int32(threads)) { fledge_copy_strided(2, [784, 400], [1, 784], 4, x, &y) }
      #expect(y.indices.allSatisfy { y[$0] == x[$0 % 400 * 784 + $0 / 400] })
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 8, 16, 64, 100, 784]) func gatheredRows(bytes: Int) {
    var numbers = TestNumbers(9)
    let x = (0..<50 * bytes).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    for count in [0, 1, 7, 60] {
      let indices = (0..<count).map { _ in Int32.random(in: 0..<50, using: &numbers) }
      var fast = [UInt8](repeating: 0, count: count * bytes), naive = fast
      fledge_gather_rows(count, bytes, x, indices, &fast)
      fledge_gather_rows_reference(count, bytes, x, indices, &naive)
      #expect(fast == naive)
    }
  }

  @Test(arguments: availableISAs) func rowsOfBytesBecomeScaledFloats(isa: fledge_isa) {
    var numbers = TestNumbers(10)
    let x = (0..<50 * 784).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    with(isa) {
      for columns in [0, 1, 3, 15, 16, 17, 31, 33, 63, 64, 65, 129, 784] {
        let indices = (0..<23).map { _ in Int32.random(in: 0..<50, using: &numbers) }
        var fast = [Float](repeating: 0, count: 23 * columns), naive = fast
        fledge_gather_rows_u8_f32(23, columns, x, indices, 0.01, -0.3, &fast)
        fledge_gather_rows_u8_reference_f32(23, columns, x, indices, 0.01, -0.3, &naive)
        #expect(sameBits(fast, naive))
        var fast64 = [Double](repeating: 0, count: 23 * columns), naive64 = fast64
        fledge_gather_rows_u8_f64(23, columns, x, indices, 0.01, -0.3, &fast64)
        fledge_gather_rows_u8_reference_f64(23, columns, x, indices, 0.01, -0.3, &naive64)
        #expect(sameBits(fast64, naive64))
      }
    }
  }

  /// With shift 0 an element is scale times the byte, rounded once; 1/255 is a unit in the last place from dividing.
  @Test(arguments: availableISAs) func pixelsOverTwoHundredFiftyFive(isa: fledge_isa) {
    let pixels = (0...255).map { UInt8($0) }
    var y = [Float](repeating: -1, count: 256)
    with(isa) { fledge_gather_rows_u8_f32(1, 256, pixels, [0], 1 / 255, 0, &y) }
    #expect(y == pixels.map { Float($0) * (1 / 255) })
    #expect(y[0] == 0 && y[255] == 1)
    #expect(pixels.indices.allSatisfy { abs(y[$0] - Float($0) / 255) <= (Float($0) / 255).ulp })
  }

  @Test(arguments: availableISAs) func scatteredRowsAddUpInOrder(isa: fledge_isa) {
    var numbers = TestNumbers(11)
    with(isa) {
      for columns in [1, 5, 16, 33, 100] {
        let x: [Float] = numbers.reals(60 * columns, in: -1...1)
        let indices = (0..<60).map { _ in Int32.random(in: 0..<7, using: &numbers) }
        var fast = [Float](repeating: 0.1, count: 7 * columns), naive = fast
        fledge_scatter_add_rows_f32(60, columns, x, indices, &fast)
        fledge_scatter_add_rows_reference_f32(60, columns, x, indices, &naive)
        #expect(sameBits(fast, naive))
      }
    }
    var y = [0.0, 0, 0]
    fledge_scatter_add_rows_f64(3, 1, [1, 2, 4], [2, 0, 2], &y)
    #expect(y == [2, 0, 5])
  }
}
