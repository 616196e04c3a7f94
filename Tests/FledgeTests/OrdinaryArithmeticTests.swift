import Fledge
import Foundation
import Testing

/// The library adds operators and functions of tensors and of expressions. Each line here compiles without it and must
/// compile, to the same type, with it: an expression may be a literal, so its overloads must be the last choice.
@Suite struct OrdinaryArithmeticTests {
  @Test func sumsAndProducts() {
    let (doubles, floats, bytes) = ([1.5, 2.5], [1, 2] as [Float], [1, 2] as [Int8])
    let sum = doubles.reduce(0, +)
    let product = doubles.reduce(1, *)
    let half = doubles.reduce(0, +) / 2
    let mean = doubles.map { $0 * $0 }.reduce(0, +) / Double(doubles.count)
    let inner = zip(doubles, floats).map { $0 * Double($1) }.reduce(0, +) / 2
    let logSum = log(doubles.map { exp($0) }.reduce(0, +))
    let largest = doubles.reduce(0, max)
    let (floatSum, byteSum, intSum) = (floats.reduce(0, +), bytes.reduce(0, +), [1, 2].reduce(0, +))
    #expect(sum == 4 && product == 3.75 && half == 2 && mean == 4.25 && inner == 3.25 && largest == 2.5)
    #expect(abs(logSum - 2.813_261_687_5) < 1e-9)
    #expect(type(of: floatSum) == Float.self && type(of: byteSum) == Int8.self && intSum == 3)
  }

  @Test func numbersBesideLiterals() {
    let (x, n, f) = (2.0, 3, Float(4))
    let results = [2 * x + 1, x / 2, 1 - x, max(x, 0), min(0, x), pow(x, 2), pow(2, x), max(0, x) * 2, 1 / x]
    #expect(results == [5, 1, -1, 2, 0, 4, 4, 4, 0.5])
    let roots = [sqrt(2), 2 * sqrt(3), sqrt(2) / x, exp(-x * x / 2), abs(x - 3), sin(2 * Double.pi * x)]
    #expect(roots.count == 6)
    let (whole, single) = ([n * 2, max(n, 0), n + 1], [f * 2, 1 - f, pow(f, 2), 1 / (1 + exp(-f))])
    #expect(whole == [6, 3, 4] && single[2] == 16)
    let squares = [1.0, -2].map { 2 * $0 - 1 }
    #expect(squares == [1, -5])
  }
}
