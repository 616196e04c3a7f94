import Fledge
import TestSupport
import Testing

@Suite struct MatrixValueTests {
  @Test("products agree with three plain loops, for all transposes and random batches")
  func products() {
    var random = Random(seed: 10)
    for trial in 0..<120 {
      let lengths = [0, 1, 2, 3, 5, 8, 17]
      let (m, n, k) = (random.choice(lengths), random.choice(lengths), random.choice(lengths))
      let (transposeA, transposeB) = (trial % 2 == 1, trial / 2 % 2 == 1)
      let batch = trial % 3 == 0 ? Shape([]) : random.shape(rank: 0...2)
      let batchA = random.integer(0...1) == 0 ? batch : random.shape(broadcastingTo: batch)
      let batchB = batchA == batch ? random.shape(broadcastingTo: batch) : batch
      let dtype = random.choice([DType.float32, .float64])
      let a = random.normal(Shape(batchA.dimensions + (transposeA ? [k, m] : [m, k])), dtype: dtype)
      let b = random.normal(Shape(batchB.dimensions + (transposeB ? [n, k] : [k, n])), dtype: dtype)
      let (plainA, plainB) = (PlainArray(a), PlainArray(b))
      let expected = PlainArray(batch.dimensions + [m, n]) { index in
        let (i, j) = (index[index.count - 2], index[index.count - 1])
        let lead = Array(index.dropLast(2))
        return (0..<k).reduce(0) { sum, p in
          sum + plainA[lead + (transposeA ? [p, i] : [i, p])]
            * plainB[lead + (transposeB ? [j, p] : [p, j])]
        }
      }
      expectClose(
        matmul(a, b, transposeA: transposeA, transposeB: transposeB), expected, within: tolerance(dtype),
        "\(a.shape) \(transposeA), \(b.shape) \(transposeB)")
    }
  }

  @Test("a vector is a row on the left and a column on the right, and its axis is dropped")
  func vectors() {
    let a: Tensor = [[1, 2, 3], [4, 5, 6]]
    #expect(matmul(a, [1, 0, -1]) == [-2, -2])
    #expect(matmul([1, -1], a) == [-3, -3, -3])
    #expect(matmul([1, 2], [3, 4]) == Tensor(11))
    #expect(matmul(a, [1, -1], transposeA: true) == [-3, -3, -3])
    #expect(matmul([1, 0, -1], a, transposeB: true) == [-2, -2])
    let stack = Tensor.stacked([a, 2 * a])
    #expect(matmul(stack, [1, 0, -1]) == [[-2, -2], [-4, -4]])
    #expect(matmul([1, -1], stack) == [[-3, -3, -3], [-6, -6, -6]])
  }

  @Test("a linear layer's operation agrees with product, sum and activation, on every rank")
  func linearAgrees() {
    var random = Random(seed: 11)
    for shape: Shape in [[3], [4, 3], [0, 3], [1, 3], [2, 5, 3], [2, 0, 3]] {
      for bias in [true, false] {
        for activation in [nil, Activation.relu, .geluTanh, .identity] {
          let x = random.normal(shape, dtype: .float64)
          let weight = random.normal([3, 6], dtype: .float64)
          let b = bias ? random.normal([6], dtype: .float64) : nil
          var expected = matmul(x, weight)
          if let b { expected = expected + b }
          if let activation { expected = activation(expected) }
          expectClose(
            linear(x, weight, b, activation: activation?.fused), expected, within: 1e-14,
            "\(shape) \(activation?.name ?? "none")")
        }
      }
    }
  }
}
