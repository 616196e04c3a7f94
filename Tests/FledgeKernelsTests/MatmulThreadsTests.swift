import FledgeKernels
import Testing

/// Bits that must not depend on how many threads ran.
@Suite struct MatmulThreadsTests {
  @Test(arguments: availableISAs) func sameBitsForAnyNumberOfThreads(isa: fledge_isa) {
    let shapes = [
      (100, 137, 84), (300, 10, 100), (1, 1000, 300), (1000, 1, 300), (2, 700, 300), (64, 520, 1019),
      (257, 70, 1025),
    ]
    func check<T: MatmulReal>(_ problem: MatmulProblem, _ type: T.Type) {
      let data = MatmulData<T>(reals: problem, seed: 8)
      let alone = withThreads(1) { data.product(problem) }
      for count: Int32 in [2, 3, 8] {
        let together = withThreads(count) { data.product(problem) }
        #expect(sameBits(alone, together), "\(T.self) \(problem) on \(count) threads")
      }
    }
    with(isa) {
      for (i, (m, n, k)) in shapes.enumerated() {
        let problem = MatmulProblem(m: m, n: n, k: k, alpha: 0.3, accumulate: true)
        check(problem.transposed(i), Float.self)
        if k < 1000 { check(problem.transposed(i + 1), Double.self) }
      }
      for (m, n, k) in [(100, 100, 784), (61, 211, 331), (100, 21, 2048)] {
        check(MatmulProblem(m: m, n: n, k: k, alpha: 0.3), Float.self)
        check(MatmulProblem(m: m, n: n, k: k, alpha: 0.3, padding: 2), Double.self)
      }
    }
  }

  /// The same row of A gives the same row of C wherever it stands: the order of a sum does not depend on the tile.
  @Test(arguments: availableISAs) func sameBitsInEveryTile(isa: fledge_isa) {
    with(isa) {
      let (m, n, k) = (47, 45, 61)
      let row = MatmulData<Float>(reals: MatmulProblem(m: 1, n: n, k: k), seed: 1)
      let a = (0..<m).flatMap { _ in row.a }
      var b = row.b
      for p in 0..<k { for j in 1..<n { b[p * n + j] = b[p * n] } }
      var c = [Float](repeating: 0, count: m * n)
      fledge_matmul_f32(false, false, m, n, k, 1, a, k, b, n, false, &c, n, nil)
      #expect(Set(c).count == 1)
    }
  }

  /// Products from many tasks at once, each with its own choice of instruction set.
  @Test func manyCallersAtOnce() async {
    let problem = MatmulProblem(m: 60, n: 70, k: 50)
    let data = MatmulData<Float>(integers: problem, seed: 3)
    let expected = data.naiveProduct(problem)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          with(availableISAs[task % availableISAs.count]) {
            (0..<20).allSatisfy { _ in data.product(problem) == expected }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
