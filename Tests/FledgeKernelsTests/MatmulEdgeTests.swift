import FledgeKernels
import Testing

/// Empty sums, and numbers that are none.
@Suite struct MatmulEdgeTests {
  @Test(arguments: availableISAs) func innerDimensionZero(isa: fledge_isa) {
    with(isa) {
      var problem = MatmulProblem(m: 3, n: 5, k: 0, alpha: .nan, padding: 2)
      let data = MatmulData<Float>(integers: problem, seed: 1)
      let zeros = data.product(problem)
      for i in zeros.indices { #expect(zeros[i] == (i % 7 < 5 ? 0 : data.c[i])) }
      problem.accumulate = true
      #expect(data.product(problem) == data.c)
    }
  }

  /// With 0·∞ = NaN, and no element of A or B that reaches an element of C it should not.
  @Test(arguments: availableISAs) func specialsPropagate(isa: fledge_isa) {
    func check<T: MatmulReal>(_ type: T.Type) {
      for (m, n, k) in [(1, 35, 20), (35, 1, 20), (3, 18, 33), (15, 33, 9), (20, 10, 16)] {
        for problem in MatmulProblem(m: m, n: n, k: k).everyTransposition {
          for special in [T.nan, .infinity, -.infinity] {
            var data = MatmulData<T>(integers: problem, seed: 2)
            data.a[data.a.count / 2] = special
            data.b[data.b.count / 3] = special
            data.b[data.b.count - 1] = 0
            let fast = data.product(problem), naive = data.naiveProduct(problem)
            let isSame = zip(fast, naive).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
            #expect(isSame, "\(T.self) \(problem) with \(special)")
          }
        }
      }
    }
    with(isa) {
      check(Float.self)
      check(Double.self)
    }
  }

  /// What C held does not matter unless it is asked for.
  @Test(arguments: availableISAs) func oldContentsDoNotShow(isa: fledge_isa) {
    with(isa) {
      for (m, n, k) in [(65, 67, 1), (15, 20, 20), (256, 64, 1024)] {
        let problem = MatmulProblem(m: m, n: n, k: k)
        var data = MatmulData<Float>(integers: problem, seed: 5)
        data.c = data.c.map { _ in .nan }
        #expect(data.product(problem) == data.naiveProduct(problem))
      }
    }
  }

  /// (1, 2)·(3, 4)ᵀ = 11, and the outer product.
  @Test(arguments: availableISAs) func closedForms(isa: fledge_isa) {
    with(isa) {
      let a: [Float] = [1, 2], b: [Float] = [3, 4]
      var inner: [Float] = [0], outer = [Float](repeating: 0, count: 4)
      fledge_matmul_f32(false, false, 1, 1, 2, 1, a, 2, b, 1, false, &inner, 1, nil)
      fledge_matmul_f32(false, false, 2, 2, 1, 1, a, 1, b, 2, false, &outer, 2, nil)
      #expect(inner == [11])
      #expect(outer == [3, 4, 6, 8])
    }
  }

  @Test func overflowIsInfinite() {
    let huge: [Float] = [3e38, 3e38]
    var c: [Float] = [0]
    fledge_matmul_f32(false, false, 1, 1, 2, 1, huge, 2, [1, 1], 1, false, &c, 1, nil)
    #expect(c == [.infinity])
  }
}
