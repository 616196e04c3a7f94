import Synchronization

/// An object that is made when it is first asked for, and kept; where it is there, one load finds it.
///
/// That of an `AtomicLazyReference` is several calls, which each operation on tensors would pay.
struct MadeOnce<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  /// Where the object lies; 0 as long as there is none.
  private let address = Atomic<UInt>(0)

  // Safe: what stands there was retained by `keep`, and is held for as long as this lives.
  @inline(__always)
  var object: Object? {
    UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)).map {
      Unmanaged<Object>.fromOpaque($0).takeUnretainedValue()
    }
  }

  /// Keeps an object and gives what is kept: of several threads that have made one at once, all go on with the first.
  func keep(_ object: Object) -> Object {
    let held = Unmanaged.passRetained(object)
    let new = UInt(bitPattern: held.toOpaque())
    if address.compareExchange(expected: 0, desired: new, ordering: .acquiringAndReleasing).exchanged {
      return object
    }
    held.release()
    return self.object!
  }

  // Safe: retained once by `keep`, and not released since.
  deinit {
    if let object { Unmanaged.passUnretained(object).release() }
  }
}
