import Synchronization

/// Values for a handful of keys, each made when first asked for and then kept: a list that only grows, at its end, so
/// that no reader waits for a lock.
struct Memo<Key: Equatable & Sendable, Value: AnyObject & Sendable>: ~Copyable, Sendable {
  private final class Entry: Sendable {
    let key: Key
    let value: Value
    let next = AtomicLazyReference<Entry>()

    init(_ key: Key, _ value: Value) { (self.key, self.value) = (key, value) }
  }

  private let first = AtomicLazyReference<Entry>()

  /// What is kept for the key. Of several threads that make it at once, all get what the first one made.
  borrowing func value(of key: Key, orMake make: () -> Value) -> Value {
    var known = first.load()
    while let entry = known {
      if entry.key == key { return entry.value }
      known = entry.next.load()
    }
    let made = Entry(key, make())
    var entry = first.storeIfNil(made)
    while entry !== made {
      if entry.key == key { return entry.value }
      entry = entry.next.storeIfNil(made)
    }
    return made.value
  }
}
