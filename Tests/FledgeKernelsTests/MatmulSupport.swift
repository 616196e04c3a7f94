import FledgeKernels

/// The two element types with their products.
protocol MatmulReal: BinaryFloatingPoint, Sendable where RawSignificand: FixedWidthInteger {
  static var kernelType: fledge_dtype { get }
  static func multiply(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    tail: UnsafePointer<fledge_tail>?)
  static func multiplyNaively(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>)
  static func update(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
    _ room: UnsafeMutablePointer<Self>,
    _ update: UnsafePointer<fledge_tail>)
}

extension Float: MatmulReal {
  static var kernelType: fledge_dtype { FLEDGE_F32 }

  static func multiply(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    tail: UnsafePointer<fledge_tail>?
  ) {
    fledge_matmul_f32(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, p.accumulate, c, p.ldc, tail)
  }

  static func update(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
    _ room: UnsafeMutablePointer<Self>,
    _ update: UnsafePointer<fledge_tail>
  ) {
    fledge_matmul_update_f32(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, room, update)
  }

  static func multiplyNaively(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>
  ) {
    fledge_matmul_reference_f32(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, p.accumulate, c, p.ldc)
  }
}

extension Double: MatmulReal {
  static var kernelType: fledge_dtype { FLEDGE_F64 }

  static func multiply(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    tail: UnsafePointer<fledge_tail>?
  ) {
    fledge_matmul_f64(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, p.accumulate, c, p.ldc, tail)
  }

  static func update(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
    _ room: UnsafeMutablePointer<Self>,
    _ update: UnsafePointer<fledge_tail>
  ) {
    fledge_matmul_update_f64(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, room, update)
  }

  static func multiplyNaively(
    _ p: MatmulProblem, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>
  ) {
    fledge_matmul_reference_f64(
      p.transposeA, p.transposeB, p.m, p.n, p.k, p.alpha, a, p.lda, b, p.ldb, p.accumulate, c, p.ldc)
  }
}

/// The shape of a product C (m, n) = alpha · op(A) (m, k) · op(B) (k, n) and how its matrices lie in memory: the rows of
/// each are `padding` elements longer than they need be, the first element is `offset` behind the start of an allocation.
struct MatmulProblem: CustomStringConvertible {
  var m: Int, n: Int, k: Int
  var transposeA = false, transposeB = false
  var alpha = 1.0, accumulate = false
  var padding = 0, offset = 0

  var lda: Int { (transposeA ? m : k) + padding }
  var ldb: Int { (transposeB ? k : n) + padding }
  var ldc: Int { n + padding }
  /// Rows of A and B as they are stored.
  var storedRows: (a: Int, b: Int) { (transposeA ? k : m, transposeB ? n : k) }

  var description: String {
    "(\(m), \(k))\(transposeA ? "ᵀ" : "")·(\(k), \(n))\(transposeB ? "ᵀ" : "") alpha \(alpha)"
      + "\(accumulate ? " accumulating" : "") padding \(padding) offset \(offset)"
  }

  /// One of the four ways of storing A and B.
  func transposed(_ way: Int) -> MatmulProblem {
    var problem = self
    (problem.transposeA, problem.transposeB) = (way & 1 != 0, way & 2 != 0)
    return problem
  }

  /// All of them.
  var everyTransposition: [MatmulProblem] { (0..<4).map(transposed) }
}

/// The matrices of a product, with what surrounds them in memory.
struct MatmulData<T: MatmulReal> {
  var a: [T], b: [T], c: [T]

  /// Numbers drawn in the order of memory, padding included, and of a few kilobytes' period, since drawing is slow in
  /// a debug build.
  private init(_ problem: MatmulProblem, _ pattern: [T]) {
    func matrix(_ rows: Int, _ stride: Int, from start: Int) -> [T] {
      let count = problem.offset + rows * stride
      var matrix = Array(pattern[start...].prefix(count))
      while matrix.count < count { matrix += pattern.prefix(count - matrix.count) }
      return matrix
    }
    let rows = problem.storedRows
    a = matrix(rows.a, problem.lda, from: 0)
    b = matrix(rows.b, problem.ldb, from: 300)
    c = matrix(problem.m, problem.ldc, from: 600)
  }

  /// Small integers: every sum of their products is exact, so that the order of summation does not show.
  init(integers problem: MatmulProblem, seed: UInt64) {
    var numbers = TestNumbers(seed)
    self.init(problem, (0..<1009).map { _ in T(Int(numbers.next() % 9)) - 4 })
  }

  init(reals problem: MatmulProblem, seed: UInt64) {
    var numbers = TestNumbers(seed)
    self.init(problem, numbers.reals(1009, in: -1...1))
  }

  /// C and all that surrounds it, after the fast product.
  func product(_ problem: MatmulProblem, tail: UnsafePointer<fledge_tail>? = nil) -> [T] {
    run(problem) { T.multiply(problem, $0, $1, $2, tail: tail) }
  }

  /// Runs an update that reads the product.
  func update(_ problem: MatmulProblem, _ update: UnsafePointer<fledge_tail>) {
    _ = run(problem) { a, b, _ in
      withUnsafeTemporaryAllocation(of: T.self, capacity: max(1, problem.m * problem.n)) { room in
        T.update(problem, a, b, room.baseAddress!, update)
      }
    }
  }

  /// C and all that surrounds it, after the naive product.
  func naiveProduct(_ problem: MatmulProblem) -> [T] {
    run(problem) { T.multiplyNaively(problem, $0, $1, $2) }
  }

  private func run(
    _ problem: MatmulProblem,
    _ multiply: (UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
  ) -> [T] {
    let offset = problem.offset
    return exactAllocation(a) { a in
      exactAllocation(b) { b in
        var result = c
        result.withUnsafeMutableBufferPointer { c in
          // An empty array has no address, and an empty product needs none.
          var nothing = T.zero
          withUnsafeMutablePointer(to: &nothing) {
            multiply(a + offset, b + offset, (c.baseAddress ?? $0) + offset)
          }
        }
        return result
      }
    }
  }

  /// A copy that ends where its memory ends, so that the address sanitizer sees a read beyond.
  private func exactAllocation<Result>(_ x: [T], _ body: (UnsafePointer<T>) -> Result) -> Result {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: x.count)
    copy.initialize(from: x, count: x.count)
    defer { copy.deallocate() }
    return body(copy)
  }
}

/// Calls `body` with a tail made of the program.
func withTail<Result>(
  _ program: HandProgram, _ inputs: [fledge_operand], _ outputs: [fledge_result],
  parameters: [Double] = [], _ body: (UnsafePointer<fledge_tail>) -> Result
) -> Result {
  var result: Result!
  program.run(
    { program, _, _, inputs, outputs, parameters in
      var tail = fledge_tail(program: program, inputs: inputs, outputs: outputs, parameters: parameters)
      result = body(&tail)
    }, 0, 0, inputs, outputs, parameters: parameters)
  return result
}
