/// A system thread that runs one closure. It costs nothing to import, unlike Foundation's and Dispatch's.
package final class BackgroundThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: pthread_t

  /// Starts a thread; `nil` if the system grants no more. Its owner has to `join` it.
  package init?(_ run: @escaping @Sendable () -> Void) {
    // Safe: the thread takes this reference over; where it does not start, it is released here.
    let body = Unmanaged.passRetained(Body(run))
    #if canImport(Darwin)
      var started: pthread_t?
      let status = pthread_create(&started, nil, { BackgroundThread.main($0) }, body.toOpaque())
    #else
      var started = pthread_t()
      let status = pthread_create(&started, nil, { BackgroundThread.main($0!) }, body.toOpaque())
    #endif
    guard status == 0 else {
      body.release()
      return nil
    }
    #if canImport(Darwin)
      thread = started!
    #else
      thread = started
    #endif
  }

  /// Waits until the closure has returned; to be called once.
  package func join() { pthread_join(thread, nil) }

  // Safe: called once by the thread, with the reference that `init` handed over.
  private static func main(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    // Safe: the reference that `init` handed over, taken once.
    Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
    return nil
  }
}

/// Runs two closures at the same time and returns both results; throws the first one's error rather than the
/// second one's.
package func simultaneously<A: Sendable, B>(
  _ first: @escaping @Sendable () throws -> A, _ second: () throws -> B
) throws -> (A, B) {
  let result = Locked<Result<A, any Error>?>(nil)
  let thread = BackgroundThread { result.withLock { $0 = Result(catching: first) } }
  let secondResult = Result(catching: second)
  guard let thread else { return (try first(), try secondResult.get()) }
  thread.join()
  return (try result.withLock { $0! }.get(), try secondResult.get())
}
