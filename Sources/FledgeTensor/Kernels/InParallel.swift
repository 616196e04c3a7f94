import FledgeKernels

/// Runs `body` over 0 ..< count in pieces of a multiple of `grain`, on the kernels' threads; returns when all is done.
package func inParallel(_ count: Int, grain: Int, _ body: @escaping @Sendable (Range<Int>) -> Void) {
  typealias Body = @Sendable (Range<Int>) -> Void
  var body: Body = body
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  withUnsafeMutablePointer(to: &body) { context in
    fledge_parallel_for(
      count, grain,
      { context, begin, end in context!.assumingMemoryBound(to: Body.self).pointee(begin..<end) }, context)
  }
}
