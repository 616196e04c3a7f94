import Fledge
import TestSupport
import Testing

/// A random composition of operations of a few tensors. The seed and the shapes alone choose the operations, so the
/// same expression can be evaluated at moved inputs.
private struct RandomExpression {
  let seed: UInt64
  let operations: Int
  /// What the lengths of axes are multiples of.
  var length = 1

  var inputs: [Tensor] {
    var random = Random(seed: seed)
    let (m, n) = (length * random.integer(1...3), length * random.integer(1...3))
    return [[m, n], [n], [m, 1]].map { random.uniform(Shape($0), from: -1.5, to: 1.5, dtype: .float64) }
  }

  /// A scalar that every intermediate value reaches.
  func callAsFunction(_ inputs: [Tensor]) -> Tensor {
    var random = Random(seed: seed).named("operations")
    var values = inputs
    for _ in 0..<operations { values.append(step(values, &random)) }
    return values.reduce(Tensor(0, dtype: .float64)) { $0 + tanh($1).mean() }
  }

  private func step(_ values: [Tensor], _ random: inout Random) -> Tensor {
    let x = random.choice(values)
    let axis = random.integer(0...(x.rank - 1))
    switch random.integer(0...20) {
    case 0: return unary(x, &random)
    case 1, 2, 3: return binary(x, partner(of: x, values, &random), random.integer(0...6))
    case 4: return x.sum(axes: [axis], keepingDimensions: true) / Double(x.shape[axis])
    case 5: return x.mean(axes: [axis], keepingDimensions: true)
    case 6: return x.max(axes: [axis], keepingDimensions: true)
    case 7: return x.logSumExp(axes: [axis], keepingDimensions: true)
    case 8: return x.softmax(axis: axis)
    case 9: return x.logSoftmax(axis: axis)
    case 10: return x.rank == 2 ? x.transposed : x.expanded(axis: 0)
    case 11: return x.reshaped(to: [x.count, 1])
    case 12 where x.shape[0] > 1000: return unary(x, &random)
    case 12: return x.rank == 2 ? matmul(x, x, transposeB: true) : matmul(x, x).reshaped(to: [1, 1])
    case 13: return x.rank == 2 ? matmul(x, tanh(x), transposeA: true) : unary(x, &random)
    case 14: return .concatenated([x, sin(x)], axis: axis)
    case 15:
      return x.slice(0..<(x.shape[axis] + 1) / 2, axis: axis)
        + x.slice(x.shape[axis] / 2..<x.shape[axis], axis: axis)
    case 16:
      let rows = (0..<4).map { _ in Int32(random.integer(0...(x.shape[0] - 1))) }
      return x.gatherRows(Tensor(rows))
    case 17, 18, 19: return along(axis, of: x, &random)
    default: return dense(x, &random)
    }
  }

  private func along(_ axis: Int, of x: Tensor, _ random: inout Random) -> Tensor {
    switch random.integer(0...10) {
    case 0: x.sorted(axis: axis)
    case 1: x.cumulativeSum(axis: axis, reversed: random.integer(0...1) == 1) / Double(x.shape[axis])
    case 2: tanh(x).cumulativeProduct(axis: axis)
    case 3: x.flipped(axis: axis)
    case 4: x.rolled(by: 1, axis: axis)
    case 5: x.padded(axis: axis, before: 1, with: .edge)
    case 6: tanh(x).product(axis: axis, keepingDimensions: true)
    case 7: x.variance(axis: axis, keepingDimensions: true)
    case 8: (1 + x.squared).norm(axis: axis, keepingDimensions: true)
    case 9: x.maxWithIndex(axis: axis, keepingDimensions: true).values
    default: x[.every(-1), .ellipsis]
    }
  }

  private func partner(of x: Tensor, _ values: [Tensor], _ random: inout Random) -> Tensor {
    let fitting = values.filter { other in
      let pairs = zip(x.shape.dimensions.reversed(), other.shape.dimensions.reversed())
      return pairs.allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
    }
    return random.choice(fitting)
  }

  private func unary(_ x: Tensor, _ random: inout Random) -> Tensor {
    switch random.integer(0...10) {
    case 0: tanh(x)
    case 1: sigmoid(x)
    case 2: softplus(x)
    case 3: sin(x)
    case 4: exp(tanh(x))
    case 5: relu(x)
    case 6: abs(x)
    case 7: x.clamped(-1, 1)
    case 8: log(1.5 + x.squared)
    case 9: sqrt(0.5 + x.squared)
    default: erf(x)
    }
  }

  private func binary(_ a: Tensor, _ b: Tensor, _ which: Int) -> Tensor {
    switch which {
    case 0: a + b
    case 1: a - b
    case 2: tanh(a) * b
    case 3: a / (2 + tanh(b))
    case 4: max(a, b)
    case 5: a.gated(by: sigmoid(b))
    default: select(a .< b, sin(a), cos(b))
    }
  }

  private func dense(_ x: Tensor, _ random: inout Random) -> Tensor {
    let weight = random.normal([x.shape[-1], 2], dtype: .float64)
    let activation = random.choice(Activation.standard.filter { $0.name != "square" })
    return linear(tanh(x), weight, random.normal([2], dtype: .float64), activation: activation.fused)
  }
}

@Suite struct RandomExpressionTests {
  @Test("gradients of random expressions agree with central differences")
  func firstOrder() {
    var (compared, kinks) = (0, 0)
    for seed in 0..<200 {
      let expression = RandomExpression(seed: UInt64(seed), operations: 4 + seed % 12)
      let check = GradientCheck(at: expression.inputs) { expression($0) }
      #expect(check.failures.isEmpty, "seed \(seed): \(check.failures.prefix(3))")
      (compared, kinks) = (compared + check.compared, kinks + check.kinks)
    }
    #expect(compared > 1500)
    #expect(kinks * 20 < compared)
  }

  @Test("so do gradients of gradients of random expressions")
  func secondOrder() {
    var (compared, kinks) = (0, 0)
    for seed in 1000..<1080 {
      let expression = RandomExpression(seed: UInt64(seed), operations: 3 + seed % 6)
      let inputs = expression.inputs
      // The penalty's derivative runs through every product's own product.
      let check = GradientCheck(at: inputs) { outer in
        valueAndGradients(at: outer) { expression($0) }.gradients
          .reduce(Tensor(0, dtype: .float64)) { $0 + $1.squared.sum() }
      }
      #expect(check.failures.isEmpty, "seed \(seed): \(check.failures.prefix(3))")
      (compared, kinks) = (compared + check.compared, kinks + check.kinks)
    }
    #expect(compared > 500)
    #expect(kinks * 20 < compared)
  }

  #if !DEBUG
    @Test("values, gradients and gradients of gradients have the same bits on any number of threads")
    func threads() {
      let before = Machine.threadCount
      defer { Machine.threadCount = before }
      for seed in 2000..<2024 {
        let expression = RandomExpression(seed: UInt64(seed), operations: 3 + seed % 6, length: 90)
        let results = [1, 2, 3].map { threads in
          Machine.threadCount = threads
          let (value, gradients) = valueAndGradients(at: expression.inputs) { expression($0) }
          let second = valueAndGradients(at: expression.inputs) { outer in
            valueAndGradients(at: outer) { expression($0) }.gradients
              .reduce(Tensor(0, dtype: .float64)) { $0 + $1.squared.sum() }
          }
          return ([value] + gradients + second.gradients).map {
            $0.elements(as: Double.self).map(\.bitPattern)
          }
        }
        #expect(results[0] == results[1] && results[0] == results[2], "seed \(seed)")
      }
    }
  #endif
}
