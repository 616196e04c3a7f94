import FledgeBasics

/// Takes the bytes of a file that `AtomicFile` is writing.
package final class FileWriter {
  /// The number of bytes written so far.
  package private(set) var position = 0
  private let path: String
  private let descriptor: Int32
  private let calls: FileCalls

  init(path: String, descriptor: Int32, calls: FileCalls) {
    self.path = path
    self.descriptor = descriptor
    self.calls = calls
  }

  /// Appends the bytes.
  ///
  /// Throws `FileError` if the system does not take them all: the disk is full, for one.
  // Safe: the buffer outlives the call that reads or fills it, and its length goes with it.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      // One call takes at most 2 GiB on some systems.
      let count = calls.write(descriptor, bytes.baseAddress! + done, min(bytes.count - done, 1 << 30))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw FileError(path: path, doing: "cannot be written", code: count == 0 ? ENOSPC : errno)
      }
    }
    position += done
  }

  /// Appends the bytes. See `write(_:)` for raw memory.
  package func write(_ bytes: [UInt8]) throws {
    // Safe: the array is held while it is written.
    try bytes.withUnsafeBytes { try write($0) }
  }
}

/// The system calls that can fail while a file is being written, so that a test can let them fail.
package struct FileCalls: Sendable {
  /// As `write(2)`.
  // Safe: as for the system's call, no more bytes are read than the number says.
  package var write: @Sendable (Int32, UnsafeRawPointer, Int) -> Int
  /// As `fsync(2)`.
  package var sync: @Sendable (Int32) -> Int32
  /// As `rename(2)`.
  package var rename: @Sendable (String, String) -> Int32

  /// The system's own.
  package static let system = FileCalls(
    write: { systemWrite($0, $1, $2) },
    sync: { descriptor in
      #if canImport(Darwin)
        // There fsync leaves the bytes in the drive's cache; some file systems know only fsync.
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return 0 }
      #endif
      return fsync(descriptor)
    },
    rename: { systemRename($0, $1) })
}

// Inside the types above the members of the same names hide the system's.
// Safe: the buffer outlives the call that reads or fills it, and its length goes with it.
private func systemWrite(_ descriptor: Int32, _ source: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, source, count)
}

private func systemRename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
