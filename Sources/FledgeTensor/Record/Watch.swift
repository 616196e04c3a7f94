import FledgeBasics
import Synchronization

/// Keeps every operation that a thread runs, with its inputs and its output: comparisons and indices too, which have no gradients.
///
/// ```swift
/// let (y, operations) = Watch.operations { model(x) }
/// ```
///
/// What reports, explanations and exporters are made of. Where nothing is watched an operation pays for one look at a flag.
public enum Watch {
  /// Runs `body` and gives what it returns, and the operations that it ran on this thread, in order. Calls nest; each sees what runs
  /// within it.
  public static func operations<R>(of body: () throws -> R) rethrows -> (
    result: R, operations: [WatchedOperation]
  ) {
    let thread = currentThread
    running.add(1, ordering: .relaxed)
    watchers.withLock { $0[thread, default: []].append(Watcher()) }
    // A body that throws leaves no watcher behind.
    var finished: Watcher?
    func finish() {
      finished = watchers.withLock { all in
        let last = all[thread]!.removeLast()
        if all[thread]!.isEmpty { all[thread] = nil }
        return last
      }
      running.subtract(1, ordering: .relaxed)
    }
    let result: R
    do { result = try body() } catch {
      finish()
      throw error
    }
    finish()
    return (result, finished!.operations)
  }

  /// Runs `body` as part of the layer with this path: operations that read none of the model's parameters bear it.
  package static func within<R>(_ path: String, _ body: () throws -> R) rethrows -> R {
    guard isOn else { return try body() }
    let thread = currentThread
    change(thread) { $0.paths.append(path) }
    defer { change(thread) { $0.paths.removeLast() } }
    return try body()
  }

  /// Whether some thread watches.
  @inline(__always)
  static var isOn: Bool { running.load(ordering: .relaxed) > 0 }

  @inline(never)
  static func note(_ primitive: some StandardPrimitive, _ inputs: borrowing PrimitiveInputs, _ output: Tensor)
  {
    note(primitive.exported, inputs.tensors, output)
  }

  @inline(never)
  static func note(_ form: Exported, _ inputs: [Tensor], _ output: Tensor) {
    // A view of all of a value is the value.
    if inputs.contains(where: { $0.isSame(as: output) }) { return }
    change(currentThread) { watcher in
      watcher.operations.append(
        WatchedOperation(
          form: form, inputs: inputs.map(\.detached), output: output.detached, path: watcher.paths.last ?? "")
      )
    }
  }

  private static func change(_ thread: UInt, _ body: (inout Watcher) -> Void) {
    watchers.withLock { all in
      guard let count = all[thread]?.count else { return }
      for index in 0..<count { body(&all[thread]![index]) }
    }
  }

  private struct Watcher {
    var operations: [WatchedOperation] = []
    var paths: [String] = []
  }

  private static let running = Atomic<Int>(0)
  /// The watchers of each thread, the outermost first.
  private static let watchers = Locked<[UInt: [Watcher]]>([:])
}

extension Tensor {
  /// This result of an operation that leaves no record, which a watcher sees all the same.
  @inline(__always)
  func watched(_ form: @autoclosure () -> Exported, _ inputs: @autoclosure () -> [Tensor]) -> Tensor {
    if Watch.isOn { Watch.note(form(), inputs(), self) }
    return self
  }
}
