import FledgeKernels
import Testing

/// The fast product against its naive twin, on every instruction set: exactly, since integers' sums do not round.
@Suite struct MatmulTests {
  /// Nothing, one, primes, and one less and one more than the tiles' 6 and 14 rows and the vectors' 2 to 16 columns.
  static let sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 29, 31, 32, 33, 47, 64, 65]

  func check<T: MatmulReal>(_ problem: MatmulProblem, _ type: T.Type, seed: UInt64) {
    let data = MatmulData<T>(integers: problem, seed: seed)
    let isSame = data.product(problem) == data.naiveProduct(problem)
    #expect(isSame, "\(T.self) \(problem)")
  }

  func check(_ problem: MatmulProblem, seed: UInt64) {
    for problem in problem.everyTransposition {
      check(problem, Float.self, seed: seed)
      check(problem, Double.self, seed: seed)
    }
  }

  @Test(arguments: availableISAs) func everyHeightAndWidth(isa: fledge_isa) {
    with(isa) {
      for (i, m) in Self.sizes.enumerated() {
        for (j, n) in Self.sizes.enumerated() {
          let problem = MatmulProblem(m: m, n: n, k: Self.sizes[(i + j) % 12])
          check(problem.transposed(i + j), Float.self, seed: UInt64(j))
          check(problem.transposed(i + j + 2), Double.self, seed: UInt64(j))
        }
      }
    }
  }

  @Test(arguments: availableISAs) func everyDepth(isa: fledge_isa) {
    with(isa) {
      for k in Self.sizes + [255, 257] {
        for (m, n) in [(1, 37), (3, 1), (4, 5), (19, 1), (5, 18)] {
          check(MatmulProblem(m: m, n: n, k: k), seed: UInt64(k))
        }
      }
    }
  }

  /// A few columns beyond the last whole vector, over a depth and a height that make it worth computing them apart.
  @Test(arguments: availableISAs) func aFewColumnsMore(isa: fledge_isa) {
    with(isa) {
      for n in [1, 2, 3, 4, 5, 17, 18, 19, 20, 36] {
        for (m, k) in [
          (5, 64), (15, 65), (16, 70), (17, 130), (33, 64), (64, 79), (83, 64), (150, 66), (10, 512),
        ] {
          check(MatmulProblem(m: m, n: n, k: k, padding: n % 2), seed: UInt64(n))
          check(MatmulProblem(m: m, n: n, k: k, alpha: 0.5, accumulate: true, padding: m % 3), seed: 2)
        }
      }
    }
  }

  @Test(arguments: availableISAs) func everyAlignmentAndStride(isa: fledge_isa) {
    with(isa) {
      for offset in 0...3 {
        for padding in [0, 1, 2, 5, 16] {
          for (m, n, k) in [(1, 9, 17), (9, 1, 17), (3, 20, 18), (15, 33, 7)] {
            check(MatmulProblem(m: m, n: n, k: k, padding: padding, offset: offset), seed: 3)
          }
        }
      }
    }
  }

  @Test(arguments: availableISAs) func scaledAndAdded(isa: fledge_isa) {
    with(isa) {
      for alpha in [1.0, -1, 0.5, 3, 0] {
        for accumulate in [false, true] {
          for (m, n, k) in [(1, 40, 9), (40, 1, 9), (2, 11, 33), (16, 35, 12), (5, 5, 1)] {
            check(
              MatmulProblem(m: m, n: n, k: k, alpha: alpha, accumulate: accumulate, padding: 3), seed: 4)
          }
        }
      }
    }
  }

  /// Shapes that are cut into blocks of k, packed, and split over threads.
  @Test(arguments: availableISAs) func largeShapes(isa: fledge_isa) {
    let shapes = [
      MatmulProblem(m: 64, n: 520, k: 1019, alpha: -0.5, accumulate: true, padding: 1),
      MatmulProblem(m: 257, n: 65, k: 1025, padding: 2, offset: 1),
      MatmulProblem(m: 100, n: 400, k: 78), MatmulProblem(m: 784, n: 100, k: 10),
      MatmulProblem(m: 1, n: 400, k: 784), MatmulProblem(m: 400, n: 1, k: 784),
      MatmulProblem(m: 500, n: 10, k: 100, accumulate: true), MatmulProblem(m: 7, n: 19, k: 4099),
      MatmulProblem(m: 2, n: 3, k: 8200, alpha: 2),
    ]
    with(isa) {
      for (i, shape) in shapes.enumerated() {
        let way = i + Int(isa.rawValue)
        check(shape.transposed(way), Float.self, seed: UInt64(i))
        if i > 1 { check(shape.transposed(way + 1), Double.self, seed: UInt64(i)) }
      }
      // The sums of these are made of two halves, on as many threads as there are.
      for shape in [MatmulProblem(m: 100, n: 100, k: 784), MatmulProblem(m: 61, n: 211, k: 331, padding: 3)] {
        check(shape, Float.self, seed: 1)
        check(shape, Double.self, seed: 2)
      }
      check(shapes[Int(isa.rawValue) % 2].transposed(Int(isa.rawValue) / 2), Double.self, seed: 7)
    }
  }

  /// A sum of k products rounds at most k + 2 times; the naive twin sums in double.
  @Test(arguments: availableISAs) func realNumbersWithinRounding(isa: fledge_isa) {
    func check<T: MatmulReal>(_ problem: MatmulProblem, _ type: T.Type) {
      let data = MatmulData<T>(reals: problem, seed: 9)
      let error = zip(data.product(problem), data.naiveProduct(problem)).map { Double(abs($0 - $1)) }.max()!
      #expect(error <= Double(problem.k + 2) * Double(T.ulpOfOne) * 2, "\(T.self) \(problem): \(error)")
    }
    with(isa) {
      for (m, n, k) in [(33, 45, 100), (1, 50, 784), (50, 1, 784), (2, 10, 100)] {
        for problem in MatmulProblem(m: m, n: n, k: k, alpha: 0.7, accumulate: true).everyTransposition {
          check(problem, Float.self)
          check(problem, Double.self)
        }
      }
    }
  }
}
