import Fledge
import Foundation
import Testing

/// The rules of types, each row of the table.
@Suite struct TypesTests {
  private let large = Int64(1) << 53  // the first number above which Double skips some

  @Test("literals are float32; arrays of a Swift type keep it; [Int] is int64")
  func literals() {
    #expect(Tensor(3).dtype == .float32 && Tensor(0.5).dtype == .float32)
    #expect(Tensor([0.5, -1]).dtype == .float32 && Tensor([1, 2]).dtype == .float32)
    #expect(Tensor([[1, 2], [3, 4]]) == [[1, 2], [3, 4]])
    #expect(Tensor([[[1], [2]]]).shape == [1, 2, 1])
    #expect(Tensor(shape: [2, 2], [1, 2, 3, 4]) == [[1, 2], [3, 4]])
    #expect(Tensor([]).dtype == .float32)
    #expect(Tensor([0, .infinity, .pi]).dtype == .float32)
    let (a, b, n, f, half) = (1.5, 2.5, 3, Float(2), [0.5, 0.25])
    #expect(Tensor([a, b]).dtype == .float64 && Tensor([1, 2, a]).dtype == .float64)
    #expect(Tensor(half).dtype == .float64 && Tensor(half.map { $0 * 2 }).dtype == .float64)
    #expect(Tensor([half, half]).dtype == .float64 && Tensor(half, dtype: .float32) == [0.5, 0.25])
    #expect(Tensor([n, 1]).dtype == .int64 && Tensor((0..<3).map { $0 * 2 }).dtype == .int64)
    #expect(Tensor(shape: [2, 3], 0..<6).dtype == .int64)
    #expect(Tensor([f, 1]).dtype == .float32 && Tensor((0..<3).map(Float.init)).dtype == .float32)
    #expect(Tensor([UInt8(128)]).dtype == .uint8 && Tensor([Int32(1)]).dtype == .int32)
    #expect(Tensor([true, false]).dtype == .bool)
    #expect(Tensor(a).dtype == .float32 && Tensor(n).dtype == .int64 && Tensor(true).dtype == .bool)
  }

  @Test("literals of a stated type are exact in it")
  func literalsOfType() {
    #expect(Tensor([0.1, 0.2], dtype: .float64) == Tensor([0.1, 0.2] as [Double]))
    #expect(Tensor([9_007_199_254_740_993], dtype: .int64).elements() == [large + 1])
    #expect(Tensor(7, dtype: .uint8).item(as: UInt8.self) == 7)
    #expect(Tensor([0, 2], dtype: .bool) == Tensor([false, true]))
    #expect(Tensor.full([2], 9_007_199_254_740_993, dtype: .int64).elements() == [large + 1, large + 1])
  }

  @Test("integers of one type: exact in it, overflow wraps")
  func integers() {
    let x = Tensor([large, .max, .min, -7])
    #expect((x + 1).elements() == [large + 1, .min, .min + 1, -6])
    #expect((x - 1).elements() == [large - 1, .max - 1, .max, -8])
    #expect((x * 3).elements() == [large * 3, .max &* 3, .min &* 3, -21])
    #expect((-x).elements() == [-large, -.max, .min, 7])
    #expect(abs(x).elements() == [large, .max, .min, 7])
    #expect(sign(x).elements() == [1, 1, -1, -1] as [Int64])
    #expect(x.squared.elements() == [0, 1, 0, 49] as [Int64])
    #expect(max(x, 0).elements() == [large, .max, 0, 0])
    #expect(min(x, Tensor([large + 1])).elements() == [large, large + 1, .min, -7])
    #expect(floor(x) == x && ceil(x) == x)
    #expect(x.clamped(-1, 5).elements() == [5, 5, -1, -1] as [Int64])
    let bytes = Tensor([200, 100] as [UInt8])
    #expect((bytes + bytes).elements() == [144, 200] as [UInt8])
    #expect((1 - bytes).elements() == [57, 157] as [UInt8])
    let (matrix, row) = (Tensor(shape: [2, 3], 0..<6), Tensor([10, 20, 30] as [Int]))
    #expect((matrix + row).elements() == [10, 21, 32, 13, 24, 35])
    #expect((matrix * row.reshaped(to: [3, 1])[0..<1]).elements() == [0, 10, 20, 30, 40, 50])
    let n = 2
    #expect((matrix * n).dtype == .int64 && (n * matrix).dtype == .int64 && (2 * 3 * matrix).dtype == .int64)
  }

  @Test("a number with a fraction, a division, a function of real numbers: float32")
  func promotion() {
    let bytes = Tensor([UInt8(128)])
    #expect(abs((bytes / 255).item - 0.501_960_8) < 1e-7 && (bytes / 255).dtype == .float32)
    #expect((bytes * 0.5) == [64] && (bytes + 2.0).dtype == .float32 && (1 / bytes).dtype == .float32)
    #expect((bytes / bytes) == [1] && (bytes * (1 / 2)) == [64])
    let one = Tensor([1] as [Int32])
    #expect(abs(exp(one).item - 2.718_281_8) < 1e-6 && exp(one).dtype == .float32)
    #expect(abs(sigmoid(one).item - 0.731_058_6) < 1e-7 && sqrt(one).dtype == .float32)
    #expect(pow(Tensor([3] as [Int]), 2) == [9] && pow(2, Tensor([3] as [Int])) == [8])
    let k = 0.5
    #expect((one * k) == [0.5] && (k - one) == [-0.5])
    #expect(Formula { x in x * x / 2 }(Tensor([3] as [Int])) == [4.5])
  }

  @Test("integers and masks beside a floating-point tensor take its type")
  func besideFloats() {
    let (ints, mask) = (Tensor([2, 3] as [Int]), Tensor([true, false]))
    for dtype in [DType.float32, .float64] {
      let x = Tensor([0.5, 2], dtype: dtype)
      #expect((x * ints) == Tensor([1, 6], dtype: dtype) && (ints - x) == Tensor([1.5, 1], dtype: dtype))
      #expect((x * mask) == Tensor([0.5, 0], dtype: dtype) && (mask + x) == Tensor([1.5, 2], dtype: dtype))
      #expect(gradient(at: x) { ($0 * mask * ints).sum() } == Tensor([2, 0], dtype: dtype))
    }
    #expect((mask * 2) == [2, 0] && (mask * 2).dtype == .float32 && (1 - mask) == [0, 1])
    #expect((mask * ints).elements() == [2, 0] && (mask * ints).dtype == .int64)
  }

  @Test("comparisons: masks, integers exactly in their own type, numbers on either side")
  func comparisons() {
    let x = Tensor([large, large + 1])
    #expect((x .== Tensor([large])) == Tensor([true, false]))
    #expect((x .> 9_007_199_254_740_992) == Tensor([false, true]))
    #expect((x .!= large) == Tensor([false, true]) && (large .< x) == Tensor([false, true]))
    let y: Tensor = [-1, 0, 2]
    let (n, d, f) = (0, 0.0, Float(0))
    for mask in [y .> 0, y .> 0.0, y .> n, y .> d, y .> f, 0 .< y, n .< y, d .< y, f .< y, y .> Tensor(0)] {
      #expect(mask == Tensor([false, false, true]))
    }
    #expect((y .>= 0) == Tensor([false, true, true]) && (y .<= 0) == Tensor([true, true, false]))
    #expect((y .== 0) == Tensor([false, true, false]) && (0 .!= y) == Tensor([true, false, true]))
    #expect((0.5 .< y) == Tensor([false, false, true]) && (0.5 .>= y) == Tensor([true, true, false]))
    #expect((Tensor([3] as [Int]) .< 3.5) == Tensor([true]))
    // Numbers beyond the tensor's type compare as they are.
    let bytes = Tensor([3, 255] as [UInt8])
    #expect((bytes .< 300) == Tensor([true, true]) && (bytes .> -1) == Tensor([true, true]))
    #expect((bytes .== 256) == Tensor([false, false]) && (bytes .== 255) == Tensor([false, true]))
    #expect((3_000_000_000 .> Tensor([1, -1] as [Int32])) == Tensor([true, true]))
    let (p, q) = (Tensor([true, true, false, false]), Tensor([true, false, true, false]))
    #expect(
      (p .== q) == Tensor([true, false, false, true]) && (p .!= q) == Tensor([false, true, true, false]))
  }

  @Test("masks combine by &, | and !, and by .&, .| and .! as in formulas")
  func masks() {
    let (p, q) = (Tensor([true, true, false, false]), Tensor([true, false, true, false]))
    #expect((p & q) == Tensor([true, false, false, false]) && (p | q) == Tensor([true, true, true, false]))
    #expect(!p == Tensor([false, false, true, true]) && .!p == !p)
    let x: Tensor = [-1, 0.5, 2]
    #expect((x .> 0 .& x .< 1) == Tensor([false, true, false]))
    #expect(((x .> 0) & (x .< 1)) == (x .> 0 .& x .< 1))
    #expect((x .< 0 .| x .> 1) == Tensor([true, false, true]))
    #expect((p.reshaped(to: [4, 1]) & q).sum().item == 4)
  }

  @Test("select: the type of what is chosen, exactly; numbers take the tensor's type")
  func selection() {
    let mask = Tensor([true, false])
    #expect(
      select(mask, Tensor([5, 6] as [Int64]), Tensor([7, 8] as [Int64])).elements() == [5, 8] as [Int64])
    #expect(select(mask, Tensor([large + 1, 0]), 1).elements() == [large + 1, 1])
    #expect(select(mask, mask, !mask) == Tensor([true, true]))
    #expect(select(mask, Tensor([UInt8(9)]), 0).elements() == [9, 0] as [UInt8])
    let x: Tensor = [1, 2]
    #expect(select(mask, x, 0) == [1, 0] && select(mask, 0, x) == [0, 2] && select(mask, 1, 0) == [1, 0])
    let (d, n) = (0.5, 3)
    #expect(select(mask, x, d) == [1, 0.5] && select(mask, n, x) == [3, 2])
    #expect(gradient(at: x) { select(mask, $0 * 3, 0).sum() } == [3, 0])
    #expect(select(Tensor([[true], [false]]), Tensor([1, 2] as [Int]), 0).elements() == [1, 2, 0, 0])
  }

  @Test("reductions of integers: sums are int64 and exact, means float32, the largest exact")
  func reductions() {
    let x = Tensor([large, 1, -large])
    #expect(x.sum().item(as: Int.self) == 1 && x.sum().dtype == .int64)
    #expect(Tensor([UInt8](repeating: 255, count: 3)).sum().item == 765)
    #expect(Tensor([large + 1, 0]).max().item(as: Int64.self) == large + 1)
    #expect(
      Tensor([1, 2] as [Int32]).mean() == Tensor(1.5) && Tensor([1, 2] as [UInt8]).mean().dtype == .float32)
    let mask = Tensor([[true, false, true], [false, false, true]])
    #expect(mask.sum().item == 3 && mask.mean() == Tensor(0.5))
    #expect(mask.sum(axes: [0]).elements() == [1, 0, 2] && mask.max(axes: [1]) == Tensor([true, true]))
    let cube = Tensor(shape: [2, 3, 4], 0..<24)
    #expect(
      cube.sum(axes: [0, 2]).elements() == [60, 92, 124]
        && cube.max(axes: [1]).elements()[0...3] == [8, 9, 10, 11])
  }

  @Test("numbers beside tensors: Int, Float and Double on either side, max, min, pow")
  func numbers() {
    let x: Tensor = [1, -2]
    let (n, f, d) = (2, Float(2), 2.0)
    for y in [x * n, x * f, x * d, n * x, f * x, d * x, x * 2, 2 * x, 2.0 * x, x + x] {
      #expect(y == [2, -4])
    }
    #expect(x - n == [-1, -4] && d / x == [2, -1] && x / f == [0.5, -1] && n + x == [3, 0])
    #expect(max(x, 1.5) == [1.5, 1.5] && min(2, x) == x && max(n, x) == [2, 2] && min(x, d) == x)
    #expect(pow(2, x) == [2, 0.25] && pow(x, 2) == [1, 4] && pow(x, n) == [1, 4] && pow(x, x).count == 2)
    #expect(
      x * exp(0) == x && x * sqrt(4) == [2, -4] && x * (1 / 2) == [0.5, -1] && x * (d / 4) == [0.5, -1])
    #expect(clamp(x, -1, 1) == [1, -1] && clamp(x, -d, d) == x)
    #expect(gradient(at: [1, 2, 3]) { max($0, 2).sum() } == [0, 0, 1])
    #expect(gradient(at: [1, 2, 3]) { min(2, $0).sum() } == [1, 0, 0])
    #expect(gradient(at: [1, 2]) { pow(2, $0).sum() }.dtype == .float32)
  }

  @Test("a ← a ∘ b: with tensors and numbers; in place where nothing else holds the memory")
  func assignment() {
    var x: Tensor = [1, 2]
    let old = x
    x += [1, 1]
    x *= 2
    x -= 0.5
    x /= 2
    let k = 3
    x *= k
    #expect(x == [5.25, 8.25] && old == [1, 2])
    var counts = Tensor([1, 2] as [Int])
    counts += 1
    counts += Tensor([10] as [Int])
    #expect(counts.elements() == [12, 13])
    x += x
    x += Tensor(1.0)
    #expect(x == [11.5, 17.5])
    let pool = MemoryPool()
    pool.serve {
      var sum = Tensor.zeros([4]), other = Tensor.ones([4])
      let before = pool.statistics
      for _ in 0..<3 { sum += other }
      #expect(pool.statistics == before && sum == [3, 3, 3, 3])
      other += sum
    }
    let slope = gradient(at: [1, 2]) { x in
      var y = x * x
      y += x
      return y.sum()
    }
    #expect(slope == [3, 5])
  }
}
